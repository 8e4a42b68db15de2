import type { Turn } from '../../../engine/request.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Abort } from '../../../runtime/abort.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { RecentMap } from '../../../runtime/recent-map.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Collection } from '../../../storage/store.ts';
import { current } from './background.ts';
import type { ResponseRecord } from './record.ts';
import type { ResponseObject } from './response-object.ts';
import type { ConversationItem, InputItem } from './schema/items.ts';
import { isAboutTools } from './tools/about-tools.ts';

/** Turns of one response of a chain: its input and its answer. */
export interface Link {
  /** The project whose response it is. */
  readonly project: string;
  readonly turns: readonly Turn[];
  /** Its items that are about tools. */
  readonly known: readonly InputItem[];
  readonly previous: string | null;
}

/** What came before a request: the turns, and the items that are about tools. */
export interface Past {
  readonly turns: readonly Turn[];
  readonly known: readonly InputItem[];
}

export const NO_PAST: Past = { turns: [], known: [] };

/** Memory for the turns of recent responses, in characters of their text. */
const CAPACITY = 32 * 2 ** 20;
/** What a link costs besides its text. */
const LINK_COST = 256;
/** Responses of one chain. */
const LONGEST_CHAIN = 10_000;

/** Reads what responses refer to. */
export interface HistoryReader {
  /** Reads the media of items and makes their turns. */
  toTurns(items: readonly InputItem[]): Turn[] | Promise<Turn[]>;
  /** The items of a conversation before the first one whose id is in `until`. */
  before(conversation: string, until: ReadonlySet<string>): Promise<readonly InputItem[]>;
}

/** The conversations that chains of responses make up. Recent ones are in memory, others are read from the store. */
export class History {
  readonly #responses: Collection<ResponseRecord>;
  readonly #clock: Clock;
  readonly #loop: Turns;
  readonly #links = new RecentMap<Link>(CAPACITY);

  constructor(responses: Collection<ResponseRecord>, clock: Clock, loop: Turns) {
    this.#responses = responses;
    this.#clock = clock;
    this.#loop = loop;
  }

  /** Keeps the turns of a response that has just been stored. */
  keep(id: string, link: Link): void {
    this.#links.set(id, link, LINK_COST + charactersOf(link));
  }

  /** Forgets a response that is deleted. */
  forget(id: string): void {
    this.#links.delete(id);
  }

  /**
   * All that was said up to and including a response, oldest first.
   *
   * @throws Fault if a response of the chain does not exist
   */
  async upTo(project: string, id: string, reader: HistoryReader, abort: Abort): Promise<Past> {
    const links: Link[] = [];
    for (let next: string | null = id; next !== null && links.length < LONGEST_CHAIN; ) {
      const kept = this.#links.get(next);
      const link: Link = kept?.project === project ? kept : await this.#read(project, next, reader, abort);
      links.push(link);
      next = link.previous;
    }
    links.reverse();
    return { turns: links.flatMap(({ turns }) => turns), known: links.flatMap(({ known }) => known) };
  }

  async #read(project: string, id: string, reader: HistoryReader, abort: Abort): Promise<Link> {
    const pause = this.#loop.pause(abort);
    if (pause) await pause;
    const record = await this.#responses.in(project).get(id);
    if (record === undefined) throw notFound(id);
    const { input } = record;
    const response = current(record, this.#clock);
    if (response.status === 'in_progress') throw stillRunning(id);
    const own = [...input, ...response.output] as ConversationItem[];
    const { conversation } = response;
    if (conversation) {
      // Its history is that of its conversation, which may change: it is not kept.
      const earlier = await reader.before(conversation.id, new Set(own.map((item) => item.id)));
      const items = [...earlier, ...(own as InputItem[])];
      const turns = await reader.toTurns(items);
      return { project, turns, known: items.filter(isAboutTools), previous: null };
    }
    const items = own as InputItem[];
    const turns = await reader.toTurns(items);
    const known = items.filter(isAboutTools);
    const link = { project, turns, known, previous: previousOf(response) };
    this.keep(id, link);
    return link;
  }
}

/** The response that a chain goes on to; null at its beginning, and where the server has compacted what came before. */
export function previousOf({ output, previous_response_id: previous }: ResponseObject): string | null {
  return output.some(({ type }) => type === 'compaction') ? null : previous;
}

/** The fault of a chain that names a response which does not exist. */
function notFound(id: string): Fault {
  return new Fault({
    kind: 'invalid_value',
    param: 'previous_response_id',
    message: `Previous response with id '${id}' not found.`,
    code: 'previous_response_not_found',
  });
}

/** The fault of a chain that continues a response which is still being made. */
function stillRunning(id: string): Fault {
  return new Fault({
    kind: 'invalid_value',
    param: 'previous_response_id',
    message: `Previous response with id '${id}' is still in progress. Wait until it has ended.`,
    code: 'invalid_value',
  });
}

/** Length of all texts of a conversation, the inputs of calls and the items about tools included. */
export function charactersOf({ turns, known }: Past): number {
  let characters = known.length === 0 ? 0 : JSON.stringify(known).length;
  for (const { parts, toolCalls = [] } of turns) {
    for (const part of parts) {
      if ('text' in part) characters += part.text.length;
      // Images that were sent or made are in their address.
      else if (part.kind === 'image') characters += part.url.length;
    }
    for (const { input } of toolCalls) characters += input.length;
  }
  return characters;
}
