import type { Stage, Work } from '../../../../engine/ports/work.ts';
import type { OutputItem } from '../schema/items.ts';

/**
 * How one kind of hosted work is shown: as an item that grows, and by events about it. The items are added and done as all
 * others; an encoder tells only what is special.
 *
 * @example
 * const fileSearch: WorkForm<FileSearchWork> = {
 *   type: 'file_search_call',
 *   begin: ({ queries }) => ({ status: 'in_progress', queries, results: null }),
 *   encoder: ({ results }, { item, told }) => ({
 *     stage: ({ name }) => [told(`response.file_search_call.${name}`)],
 *     end: () => { item.results = results; return []; },
 *   }),
 * };
 */
export interface WorkForm<W extends Work> {
  readonly type: GrowingItem['type'];
  /** The members of the item when it begins, besides its id and type. */
  begin(work: W): Record<string, unknown>;
  encoder(work: W, context: WorkContext): WorkEncoder;
}

/** Tells the progress of one work. All methods may change the item. */
export interface WorkEncoder {
  /** What the model writes to have the work done. */
  input?(text: string): readonly Told[];
  stage?(stage: Stage): readonly Told[];
  /** Completes the item. A work that is not whole was cut off by a limit before it was done. */
  end(isWhole: boolean): readonly Told[];
}

/** What tells the progress of an item. */
export interface ItemContext<Item> {
  /** The item as it is shown so far. */
  readonly item: Item;
  /** An event about the item. */
  told(type: string, members?: Record<string, unknown>): Told;
  /** Padding of a delta, if deltas are padded. */
  padded(text: string): { readonly obfuscation?: string };
  readonly outputIndex: number;
}

export type WorkContext = ItemContext<GrowingItem>;

/** An item whose members its form knows. */
export interface GrowingItem {
  readonly id: string;
  readonly type: Exclude<OutputItem['type'], 'message' | 'reasoning' | 'function_call' | 'custom_tool_call'>;
  status?: string;
  [member: string]: unknown;
}

/** An event without its number. */
export interface Told {
  readonly type: string;
  readonly [member: string]: unknown;
}
