import type { OpenedItem } from '../../../engine/event.ts';
import type { ToolCall } from '../../../engine/request.ts';
import { splitName } from '../../../engine/tool-group.ts';
import type { toLogprob } from './logprobs.ts';
import type { Agent } from './schema/agent-items.ts';
import type { Annotation } from './schema/content.ts';
import type { CallForms } from './tools/call-form.ts';
import { formOf } from './works/forms.ts';
import type { GrowingItem } from './works/work-encoder.ts';

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export interface TextContent {
  readonly type: 'output_text';
  readonly annotations: CitationShown[];
  readonly logprobs: ReturnType<typeof toLogprob>[];
  text: string;
}

export type CitationShown = Exclude<Annotation, { readonly type: 'file_path' }>;

export interface RefusalContent {
  readonly type: 'refusal';
  refusal: string;
}

export interface ReasoningItem {
  readonly id: string;
  readonly type: 'reasoning';
  readonly summary: { readonly type: 'summary_text'; text: string }[];
  /** Present if the model shows its reasoning. */
  content?: { readonly type: 'reasoning_text'; text: string }[];
  encrypted_content?: string;
}

export interface MessageItem {
  readonly id: string;
  readonly type: 'message';
  status: ItemStatus;
  readonly content: (TextContent | RefusalContent)[];
  readonly role: 'assistant';
  /** Present if there are several agents. */
  phase?: 'final_answer';
}

export interface FunctionCallItem {
  readonly id: string;
  readonly type: 'function_call';
  status: ItemStatus;
  arguments: string;
  readonly call_id: string;
  readonly name: string;
  readonly namespace?: string;
  /** The program that has made it; absent: the model. */
  readonly caller?: ProgramCaller;
  /** Present: the result may come later than with the next request. */
  readonly async?: true;
}

export interface ProgramCaller {
  readonly type: 'program';
  readonly caller_id: string;
}

export interface CustomCallItem {
  readonly id: string;
  readonly type: 'custom_tool_call';
  status: ItemStatus;
  readonly call_id: string;
  input: string;
  readonly name: string;
  readonly namespace?: string;
  readonly caller?: ProgramCaller;
  readonly async?: true;
}

/** The history that the answer continues, if the server has compacted it. */
export interface CompactionItem {
  readonly id: string;
  readonly type: 'compaction';
  readonly encrypted_content: string;
}

/** An item of an answer, which grows while it is generated. */
export type AnswerItem = { readonly agent?: Agent } & (
  | ReasoningItem
  | MessageItem
  | FunctionCallItem
  | CustomCallItem
  | CompactionItem
  | GrowingItem
);

/** Makes the id of an item of this type. */
export type MakeId = (type: AnswerItem['type']) => string;

/** Begins an item: without content. */
export function beginItem(opened: OpenedItem, makeId: MakeId, callForms: CallForms): AnswerItem {
  switch (opened.kind) {
    case 'reasoning':
      return { id: makeId('reasoning'), type: 'reasoning', summary: [] };
    case 'message': {
      const id = makeId('message');
      return { id, type: 'message', status: 'in_progress', content: [], role: 'assistant' };
    }
    case 'call': {
      const form = callForms(opened.call.name);
      if (form) return { id: makeId(form.type), type: form.type, ...form.begin(opened.call) };
      return beginCall(opened.call, makeId);
    }
    case 'work': {
      const { work } = opened;
      if (work.tool === 'program-call') return beginCall(work.call, makeId, work.caller);
      const form = formOf(work);
      return { id: makeId(form.type), type: form.type, ...form.begin(work) };
    }
  }
}

/** @param program the call of the program that makes it; absent: the model does */
function beginCall(
  { id: call_id, kind, name, isAsync }: Pick<ToolCall, 'id' | 'kind' | 'name' | 'isAsync'>,
  makeId: MakeId,
  program?: string,
): FunctionCallItem | CustomCallItem {
  const { group, own } = splitName(name);
  const called = {
    name: own,
    ...(group !== undefined && { namespace: group }),
    ...(program !== undefined && { caller: { type: 'program' as const, caller_id: program } }),
    ...(isAsync && { async: true as const }),
  };
  if (kind === 'custom') {
    const id = makeId('custom_tool_call');
    return { id, type: 'custom_tool_call', status: 'in_progress', call_id, input: '', ...called };
  }
  const id = makeId('function_call');
  return { id, type: 'function_call', status: 'in_progress', arguments: '', call_id, ...called };
}

/** A copy that does not grow with the item or part. */
export function snapshot<T extends object>(value: T): T {
  const copy = { ...value };
  for (const [name, member] of Object.entries(copy)) {
    if (Array.isArray(member)) copy[name as keyof T] = [...member] as T[keyof T];
  }
  return copy;
}
