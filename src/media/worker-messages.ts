import type { WireError } from './worker-errors.ts';

/** A job sent by the pool: one at a time, the next only after the answer. */
export interface Order {
  readonly task: string;
  readonly input: unknown;
}

/** The worker's reply. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: WireError };
