import type { Call } from '../../../kernel/operation.ts';
import type { CreateResponseRequest } from './schema/request.ts';

/** A request to create a response. */
export type ResponseCall = Call<unknown, unknown, CreateResponseRequest>;
