import type { NativeTool, Part, ToolCall } from '../../../../engine/request.ts';
import type { Content } from '../content-parts.ts';
import type { InputItem } from '../schema/items.ts';

/**
 * Tells what an item of a conversation means to the model: a call, a result, or both. An item of an earlier answer means what it
 * meant when the model wrote it.
 *
 * @example
 * const recallPatchOutput: Recall<'apply_patch_call_output'> = (item, to) =>
 *   to.result(item.call_id, to.partsOf(item.output ?? ''));
 */
export type Recall<Type> = (item: ItemOf<Type>, to: Recalling) => void;

export type ItemOf<Type> = Extract<InputItem, { readonly type: Type }>;

/** The conversation so far, to which items add. */
export interface Recalling {
  /** Adds a call of the assistant, or of the program whose calls are being told. */
  call(call: ToolCall): void;
  /** What follows is called by a program, unless it says something else; undefined: by the assistant again. */
  enterProgram(id: string | undefined): void;
  result(callId: string, parts: readonly Part[]): void;
  /** The id of the latest call of a tool; empty if there is none. */
  latestCallOf(name: string): string;
  /** An id for a call whose item has none. */
  newId(prefix: string): string;
  /** The parts of a content, with its media. */
  partsOf(content: Content): Part[];
  /** The text of a page; undefined if it is not known. */
  pageAt(url: string): string | undefined;
}

/** The call of a native tool that an item holds. */
export function nativeCall(id: string, native: NativeTool, name: string, input: object): ToolCall {
  return { id, kind: 'function', name, native, input: JSON.stringify(input) };
}

/** The members that are given: items that were kept state what they leave out. */
export function stated(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
