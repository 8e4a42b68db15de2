import type { GrowingItem, Told, WorkContext } from '../works/work-encoder.ts';

/**
 * How calls of a tool are shown that the caller runs and that is no plain function: as items of their own type, complete
 * when they are added to the answer's items.
 *
 * @example
 * const localShell: CallForm = {
 *   type: 'local_shell_call',
 *   begin: ({ id }) => ({ status: 'in_progress', call_id: id, action: NO_COMMAND }),
 *   end: (input, { item }) => { item.action = JSON.parse(input); return []; },
 * };
 */
export interface CallForm {
  readonly type: GrowingItem['type'];
  /** The members of the item when it begins, besides its id and type. */
  begin(call: NamedCall): Record<string, unknown>;
  /** Completes the item from what the model has written. What is not whole was cut off by a limit. */
  end(input: string, context: WorkContext, isWhole: boolean): readonly Told[];
}

export interface NamedCall {
  readonly id: string;
  readonly name: string;
}

/** Finds the form of a call by the name that the model calls; undefined for functions and custom tools. */
export type CallForms = (name: string) => CallForm | undefined;
