import type { Part, ToolCall, Turn } from '../../../engine/request.ts';
import type { ImageSize } from '../../../engine/tokenizer/vision.ts';
import { inGroup } from '../../../engine/tool-group.ts';
import { type MediaPart, type Readings, toMediaPart } from '../media/readings.ts';
import { openHistory, toToldTurn } from './compaction.ts';
import { nativeCallOf, nativeResultOf } from './native-calls.ts';
import type { AssistantContent, InputContent, Screenshot, StoredContent } from './schema/content.ts';
import type { InputItem } from './schema/items.ts';
import { CODE_INTERPRETER, codeResult } from './tools/code-interpreter.ts';
import { namesIn } from './tools/declare-tools.ts';
import { FILE_SEARCH } from './tools/file-search.ts';
import { IMAGE_TOOL, toFailurePart, toImagePart, writeImageCall } from './tools/image-call.ts';
import { tellPages, tellPassages } from './tools/told-results.ts';
import { SEARCH } from './tools/tool-search.ts';
import { WEB_SEARCH } from './tools/web-search.ts';
import { toldByLoading } from './works/loaded-tools.ts';
import { toldByCall } from './works/mcp.ts';

/** The media that items refer to, by the part that holds each. */
export interface ItemMedia {
  readonly parts: ReadonlyMap<object, MediaPart>;
  readonly readings: Readings;
  /** The texts of pages that searches have found, by address. */
  readonly pages?: ReadonlyMap<string, string>;
}

/**
 * The turns of the conversation that items tell. What the assistant says and calls in a row is one turn, as in a chat;
 * a compacted history is told by the system, and takes the place of what it covers.
 */
export function toTurns(items: readonly InputItem[], media: ItemMedia, open: Open): Turn[] {
  const conversation = new Conversation(media, open);
  for (const item of items) conversation.add(item);
  return conversation.turns();
}

/** For items of an answer, which refer to no media. */
export const NO_MEDIA: ItemMedia = { parts: new Map(), readings: new Map() };

/** Reads what was sealed here; undefined for anything else. */
export type Open = (sealed: string) => string | undefined;

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
        this.#call({
          id: item.call_id,
          kind: 'function',
          name: inGroup(item.namespace, item.name),
          input: item.arguments,
        });
        break;
      case 'custom_tool_call':
        this.#call({
          id: item.call_id,
          kind: 'custom',
          name: inGroup(item.namespace, item.name),
          input: item.input,
        });
        break;
      case 'function_call_output': {
        const { namespace, name = '' } = item;
        this.#result(
          item.call_id ?? this.#latestCallOf(inGroup(namespace, name)),
          this.#toParts(item.output),
        );
        break;
      }
      case 'custom_tool_call_output':
        this.#result(item.call_id, this.#toParts(item.output));
        break;
      case 'web_search_call':
      case 'file_search_call':
        this.#search(item);
        break;
      case 'code_interpreter_call': {
        const { code, outputs } = item;
        const id = item.id ?? `hosted_${this.#turns.length}`;
        this.#call({ id, kind: 'function', name: CODE_INTERPRETER, input: code ?? '' });
        const logs = outputs?.flatMap((output) => (output.type === 'logs' ? [output.logs] : []));
        this.#result(id, codeResult(logs ?? []));
        break;
      }
      case 'image_generation_call':
        this.#addImage(item);
        break;
      case 'mcp_call': {
        const id = item.id ?? `mcp_${this.#turns.length}`;
        const name = inGroup(item.server_label, item.name);
        this.#call({ id, kind: 'function', name, input: item.arguments });
        this.#result(id, this.#toParts(toldByCall(item)));
        break;
      }
      case 'mcp_approval_request': {
        const name = inGroup(item.server_label, item.name);
        this.#call({ id: item.id, kind: 'function', name, input: item.arguments });
        break;
      }
      case 'mcp_approval_response':
        // A call that is approved tells of itself.
        if (!item.approve) this.#result(item.approval_request_id, this.#toParts(denied(item.reason)));
        break;
      case 'tool_search_call': {
        const id = item.call_id ?? item.id ?? `tsc_${this.#turns.length}`;
        this.#call({ id, kind: 'function', name: SEARCH, input: JSON.stringify(item.arguments) });
        break;
      }
      case 'tool_search_output': {
        const id = item.call_id ?? this.#latestCallOf(SEARCH);
        if (id) this.#result(id, this.#toParts(toldByLoading(item.tools.flatMap(namesIn))));
        break;
      }
      case 'compaction': {
        const history = openHistory(item.encrypted_content, this.#open);
        if (history?.covers === 'everything') this.#turns.length = 0;
        if (history?.text) this.#tell(history.text);
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

  /** Tells a compacted history. */
  #tell(text: string): void {
    const { role, parts } = toToldTurn(text);
    this.#turns.push({ role, parts: [...parts], toolCalls: [] });
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

  /** A search of the platform's, as it was when it was made. One that was cut off found nothing. */
  #search(item: SearchItem): void {
    if (item.status !== undefined && item.status !== 'completed') return;
    const isWeb = item.type === 'web_search_call';
    const id = item.id ?? `search_${this.#turns.length}`;
    const queries = isWeb ? queriesOf(item.action) : item.queries;
    const input = JSON.stringify({ queries });
    this.#call({ id, kind: 'function', name: isWeb ? WEB_SEARCH : FILE_SEARCH, input });
    const text = isWeb ? this.#pagesOf(item.action) : item.results ? tellPassages(item.results) : NOT_SHOWN;
    this.#result(id, [{ kind: 'text', text }]);
  }

  #pagesOf(action: WebAction): string {
    const urls =
      action.type === 'search' ? action.sources?.map(({ url }) => url) : action.url && [action.url];
    if (!urls) return NOT_SHOWN;
    return tellPages(urls.map((url) => ({ url, passage: this.#media.pages?.get(url) })));
  }

  /** An image that was made: the call of the tool, and its result. */
  #addImage(item: ImageItem): void {
    const { action, revised_prompt: prompt, result, output_format: format, size, error } = item;
    const id = item.id ?? `image_${this.#turns.length}`;
    const input = writeImageCall({ action: action === 'edit' ? action : 'generate', prompt: prompt ?? '' });
    this.#call({ id, kind: 'function', name: IMAGE_TOOL, input });
    const part = result
      ? toImagePart(result, format ?? 'png', toImageSize(size))
      : toFailurePart(error?.message);
    this.#result(id, [part]);
  }

  #latestCallOf(name: string): string {
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

type SearchItem = Extract<InputItem, { readonly type: 'web_search_call' | 'file_search_call' }>;
type WebAction = Extract<InputItem, { readonly type: 'web_search_call' }>['action'];

function queriesOf(action: WebAction): readonly string[] {
  if (action.type === 'search') return action.queries ?? [action.query ?? ''];
  return [action.type === 'find_in_page' ? action.pattern : (action.url ?? '')];
}

/** The result of a search whose item does not say it. */
const NOT_SHOWN = 'What was found is in the answer.';

type ImageItem = Extract<InputItem, { readonly type: 'image_generation_call' }>;

/** Of `1024x1024`. */
function toImageSize(text = ''): ImageSize | undefined {
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(text) ?? [];
  return width === undefined ? undefined : { width: Number(width), height: Number(height) };
}

function denied(reason: string | undefined): string {
  return reason ? `Permission denied by the user: ${reason}` : 'Permission denied by the user.';
}

type Content = string | readonly (InputContent | AssistantContent | StoredContent)[];
