import type { Part, ToolCall, Turn } from '../../../engine/request.ts';
import { type MediaPart, type Readings, toMediaPart } from '../media/readings.ts';
import { nativeCallOf, nativeResultOf } from './native-calls.ts';
import type { AssistantContent, InputContent, Screenshot, StoredContent } from './schema/content.ts';
import type { InputItem } from './schema/items.ts';

/** The media that items refer to, by the part that holds each. */
export interface ItemMedia {
  readonly parts: ReadonlyMap<object, MediaPart>;
  readonly readings: Readings;
}

/**
 * The turns of the conversation that items tell. What the assistant says and calls in a row is one turn, as in a chat;
 * a compacted history is told by the system.
 */
export function toTurns(items: readonly InputItem[], media: ItemMedia, open: Open = OPENS_NOTHING): Turn[] {
  const conversation = new Conversation(media, open);
  for (const item of items) conversation.add(item);
  return conversation.turns();
}

/** For items of an answer, which refer to no media. */
export const NO_MEDIA: ItemMedia = { parts: new Map(), readings: new Map() };

/** Reads what was sealed here; undefined for anything else. */
export type Open = (sealed: string) => string | undefined;

const OPENS_NOTHING: Open = () => undefined;

/**
 * The turns of a conversation with the results of calls right after the calls, as in a chat. What was said in between goes
 * before the calls: clients that continue a response may send the question again, together with the results.
 */
export function withResultsAfterCalls(turns: readonly Turn[]): readonly Turn[] {
  const isInOrder = !turns.some(({ role }, index) => role === 'tool' && isSaid(turns[index - 1]));
  if (isInOrder) return turns;
  const rounds: Turn[][] = [[]];
  for (const turn of turns) {
    if (turn.role === 'assistant') rounds.push([turn]);
    else rounds.at(-1)?.push(turn);
  }
  return rounds.flatMap(inOrder);
}

/**
 * The turns without reasoning that came before the last question: models read what they thought between the calls that
 * belong to the current answer.
 */
export function withoutOldReasoning(turns: readonly Turn[]): readonly Turn[] {
  const last = turns.findLastIndex(({ role }) => role === 'user');
  const isOld = (turn: Turn, index: number): boolean =>
    index < last && turn.role === 'assistant' && turn.parts.some(({ kind }) => kind === 'reasoning');
  if (!turns.some(isOld)) return turns;
  return turns.map((turn, index) =>
    isOld(turn, index) ? { ...turn, parts: turn.parts.filter(({ kind }) => kind !== 'reasoning') } : turn,
  );
}

/** A turn of the assistant, and what follows until its next one. */
function inOrder(round: readonly Turn[]): readonly Turn[] {
  const calls = new Set(round[0]?.toolCalls?.map(({ id }) => id));
  const last = round.findLastIndex(({ toolCallId }) => toolCallId !== undefined && calls.has(toolCallId));
  const answered = round.slice(0, last + 1);
  return [
    ...answered.filter((turn) => isSaid(turn)),
    ...answered.filter((turn) => !isSaid(turn)),
    ...round.slice(last + 1),
  ];
}

function isSaid(turn: Turn | undefined): boolean {
  return turn?.role === 'user' || turn?.role === 'system';
}

interface Building extends Omit<Turn, 'parts' | 'toolCalls'> {
  readonly parts: Part[];
  readonly toolCalls: ToolCall[];
}

class Conversation {
  readonly #media: ItemMedia;
  readonly #open: Open;
  readonly #turns: Building[] = [];

  constructor(media: ItemMedia, open: Open) {
    this.#media = media;
    this.#open = open;
  }

  turns(): Turn[] {
    return this.#turns.map(({ toolCalls, ...turn }) =>
      toolCalls.length > 0 ? { ...turn, toolCalls } : turn,
    );
  }

  add(item: InputItem): void {
    switch (item.type) {
      case undefined:
      case 'message':
        if ('role' in item) this.#say(item.role, item.content);
        break;
      case 'function_call':
        this.#call({ id: item.call_id, kind: 'function', name: item.name, input: item.arguments });
        break;
      case 'custom_tool_call':
        this.#call({ id: item.call_id, kind: 'custom', name: item.name, input: item.input });
        break;
      case 'function_call_output':
        this.#result(item.call_id ?? this.#latestCallOf(item.name), this.#toParts(item.output));
        break;
      case 'custom_tool_call_output':
        this.#result(item.call_id, this.#toParts(item.output));
        break;
      case 'compaction': {
        const text = this.#open(item.encrypted_content);
        if (text) this.#turns.push({ role: 'system', parts: [{ kind: 'text', text }], toolCalls: [] });
        break;
      }
      case 'reasoning': {
        const { encrypted_content: sealed, content = [] } = item;
        const shown = content.map(({ text }) => text).join('\n');
        const text = (sealed && this.#open(sealed)) || shown;
        if (text) this.#assistant().parts.push({ kind: 'reasoning', text });
        break;
      }
      case 'computer_call_output':
        this.#result(item.call_id, this.#toPart(item.output));
        break;
      default:
        this.#addNative(item);
    }
  }

  /** What items hold that are neither calls nor results is not part of the words of the conversation. */
  #addNative(item: InputItem): void {
    const call = nativeCallOf(item);
    if (call) this.#call(call);
    const result = nativeResultOf(item);
    if (result) this.#result(result.callId, this.#toParts(result.text));
  }

  #say(role: 'user' | 'assistant' | 'system' | 'developer', content: Content): void {
    const parts = this.#toParts(content);
    if (role === 'assistant') this.#assistant().parts.push(...parts);
    else this.#turns.push({ role: role === 'user' ? 'user' : 'system', parts, toolCalls: [] });
  }

  #call(call: ToolCall): void {
    this.#assistant().toolCalls.push(call);
  }

  #result(toolCallId: string, parts: Part[]): void {
    this.#turns.push({ role: 'tool', toolCallId, parts, toolCalls: [] });
  }

  #latestCallOf(name: string | undefined): string {
    const calls = this.#turns.flatMap(({ toolCalls }) => toolCalls);
    return calls.findLast((call) => call.name === name)?.id ?? '';
  }

  /** The turn of the assistant that the latest items belong to. */
  #assistant(): Building {
    const last = this.#turns.at(-1);
    if (last?.role === 'assistant') return last;
    const turn: Building = { role: 'assistant', parts: [], toolCalls: [] };
    this.#turns.push(turn);
    return turn;
  }

  #toParts(content: Content): Part[] {
    if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }];
    return content.flatMap((part) => this.#toPart(part));
  }

  #toPart(part: Exclude<Content, string>[number] | Screenshot): Part[] {
    switch (part.type) {
      case 'input_text':
      case 'output_text':
        return [{ kind: 'text', text: part.text }];
      case 'refusal':
        return [{ kind: 'refusal', text: part.refusal }];
      default: {
        const source = this.#media.parts.get(part);
        return source === undefined ? [] : [toMediaPart(source, this.#media.readings.get(source))];
      }
    }
  }
}

type Content = string | readonly (InputContent | AssistantContent | StoredContent)[];
