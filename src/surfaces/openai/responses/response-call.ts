import type { Call } from '../../../kernel/operation.ts';
import type { MultiAgent } from './schema/beta.ts';
import type { CreateResponseRequest } from './schema/request.ts';

/** A request to create a response. */
export type ResponseCall = Call<unknown, unknown, CreateResponseRequest & OfAgents>;

/** What requests of the beta have besides. */
export interface OfAgents {
  readonly multi_agent?: MultiAgent | undefined;
}
