import type { Call } from './operation.ts';

/** A call of one of the resource's operations. */
export type ResourceCall<Body = unknown> = Call<
  { readonly [name: string]: string },
  { readonly [name: string]: unknown },
  Body
>;
