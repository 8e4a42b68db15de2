import { agentTool, ROOT_AGENT } from '../../../engine/agents.ts';
import type { Part, ToolCall, Turn } from '../../../engine/request.ts';
import { isOfOther, readMessage } from './agents/recall-agents.ts';
import { openHistory, toToldTurn } from './compaction/told-history.ts';
import { type Content, type ItemMedia, toParts } from './content-parts.ts';
import type { InputItem } from './schema/items.ts';
import type { ItemOf, Recalling } from './tools/recall.ts';
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

type AgentCall = ItemOf<'multi_agent_call'>;

class Conversation implements Recalling {
  readonly #media: ItemMedia;
  readonly #open: Open;
  readonly #turns: Building[] = [];
  /** The program whose calls follow. */
  #program: string | undefined;
  /** What agents have done about each other, without results so far. */
  readonly #asked = new Map<string, AgentCall>();
  /** What agents have reported to the one that waits for them. */
  #reports: Part[] = [];

  constructor(media: ItemMedia, open: Open) {
    this.#media = media;
    this.#open = open;
  }

  turns(): Turn[] {
    const turns = this.#turns.map(({ toolCalls, ...turn }) =>
      toolCalls.length > 0 ? { ...turn, toolCalls } : turn,
    );
    // Nobody has waited for these.
    return this.#reports.length > 0 ? [...turns, { role: 'system', parts: this.#reports }] : turns;
  }

  add(item: InputItem): void {
    switch (item.type) {
      case undefined:
      case 'message':
        // What other agents say is known from their reports.
        if (isOfOther(item)) break;
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
        if (isOfOther(item)) break;
        const { encrypted_content: sealed, content = [] } = item;
        const shown = content.map(({ text }) => text).join('\n');
        const text = (sealed && this.#open(sealed)) || shown;
        if (text) this.#assistant().parts.push({ kind: 'reasoning', text });
        break;
      }
      case 'multi_agent_call':
        this.#asked.set(item.call_id, item);
        break;
      case 'multi_agent_call_output':
        this.#agentResult(item);
        break;
      case 'agent_message':
        if (item.recipient === ROOT_AGENT) this.#reports.push(...readMessage(item, this.#open));
        break;
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

  /** The call and the result at once: an answer that was cut off may have calls alone. */
  #agentResult({ call_id: id, output }: ItemOf<'multi_agent_call_output'>): void {
    const asked = this.#asked.get(id);
    if (asked) {
      const { action, arguments: input } = asked;
      this.call({ id, kind: 'function', name: agentTool(action), native: 'agents', input });
    }
    this.result(id, [...output.map(({ text }): Part => ({ kind: 'text', text })), ...this.#reports]);
    this.#reports = [];
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
