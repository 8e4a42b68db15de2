import type { Part, ToolCall, Turn } from '../../../engine/request.ts';
import { openHistory, toToldTurn } from './compaction/told-history.ts';
import { type Content, type ItemMedia, toParts } from './content-parts.ts';
import type { InputItem } from './schema/items.ts';
import type { Recalling } from './tools/recall.ts';
import { recall } from './tools/recalls.ts';

/**
 * The turns of the conversation that items tell. What the assistant says and calls in a row is one turn, as in a chat;
 * a compacted history is told by the system, and takes the place of what it covers.
 */
export function toTurns(items: readonly InputItem[], media: ItemMedia, open: Open): Turn[] {
  const conversation = new Conversation(media, open);
  for (const item of items) conversation.add(item);
  return conversation.turns();
}

/** Reads what was sealed here; undefined for anything else. */
export type Open = (sealed: string) => string | undefined;

interface Building extends Omit<Turn, 'parts' | 'toolCalls'> {
  readonly parts: Part[];
  readonly toolCalls: ToolCall[];
}

class Conversation implements Recalling {
  readonly #media: ItemMedia;
  readonly #open: Open;
  readonly #turns: Building[] = [];
  /** The program whose calls follow. */
  #program: string | undefined;

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
      case 'compaction': {
        const history = openHistory(item.encrypted_content, this.#open);
        if (history?.covers === 'everything') this.#turns.length = 0;
        // Some clients send a compaction without the messages of the user that were returned before it.
        const isAlone = !this.#turns.some(({ role }) => role === 'user');
        const text = isAlone ? (history?.whole ?? history?.text) : history?.text;
        if (text) this.#tell(text);
        break;
      }
      case 'reasoning': {
        const { encrypted_content: sealed, content = [] } = item;
        const shown = content.map(({ text }) => text).join('\n');
        const text = (sealed && this.#open(sealed)) || shown;
        if (text) this.#assistant().parts.push({ kind: 'reasoning', text });
        break;
      }
      default:
        recall(item, this);
    }
  }

  call(call: ToolCall): void {
    const caller = 'caller' in call ? call.caller : this.#program;
    this.#assistant().toolCalls.push(caller === undefined ? call : { ...call, caller });
  }

  enterProgram(id: string | undefined): void {
    this.#program = id;
  }

  result(callId: string, parts: readonly Part[]): void {
    this.#turns.push({ role: 'tool', toolCallId: callId, parts: [...parts], toolCalls: [] });
  }

  latestCallOf(name: string): string {
    const calls = this.#turns.flatMap(({ toolCalls }) => toolCalls);
    return calls.findLast((call) => call.name === name)?.id ?? '';
  }

  newId(prefix: string): string {
    return `${prefix}_${this.#turns.length}`;
  }

  partsOf(content: Content): Part[] {
    return toParts(content, this.#media);
  }

  pageAt(url: string): string | undefined {
    return this.#media.pages?.get(url);
  }

  /** Tells a compacted history. */
  #tell(text: string): void {
    const { role, parts } = toToldTurn(text);
    this.#turns.push({ role, parts: [...parts], toolCalls: [] });
  }

  #say(role: 'user' | 'assistant' | 'system' | 'developer', content: Content): void {
    this.#program = undefined;
    const parts = this.partsOf(content);
    if (role === 'assistant') this.#assistant().parts.push(...parts);
    else this.#turns.push({ role: role === 'user' ? 'user' : 'system', parts, toolCalls: [] });
  }

  /** The turn of the assistant that the latest items belong to. */
  #assistant(): Building {
    const last = this.#turns.at(-1);
    if (last?.role === 'assistant') return last;
    const turn: Building = { role: 'assistant', parts: [], toolCalls: [] };
    this.#turns.push(turn);
    return turn;
  }
}
