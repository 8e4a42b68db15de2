import type { ChoiceEvent, FinishReason, GenerationEvent, OpenedItem, Usage } from '../../../engine/event.ts';
import type { OfAgent, Work } from '../../../engine/ports/work.ts';
import type { Fault } from '../../../kernel/fault.ts';
import { escaped } from '../../../kernel/wire/quote.ts';
import { DATA, END_OF_EVENT } from '../../../kernel/wire/sse.ts';
import type { Assembler } from '../../../serving/assembler.ts';
import type { StagedEncoder } from '../../../serving/staged-encoder.ts';
import { OBFUSCATION_BLOCK } from '../chunk-options.ts';
import {
  type AnswerItem,
  beginItem,
  type MakeId,
  type MessageItem,
  snapshot,
  type TextContent,
} from './answer-items.ts';
import {
  type Compaction,
  compactionEvents,
  toCompactionItem,
  withCompaction,
} from './compaction/compaction-item.ts';
import { errorMembers } from './error-event.ts';
import { shown, shownItem } from './include.ts';
import { type EncoderOptions, encoderOf } from './item-encoders/encoder-of.ts';
import type { ItemEncoder } from './item-encoders/item-encoder.ts';
import type { Progress, ResponseObject } from './response-object.ts';
import type { ResponseHead } from './response-template.ts';
import type { Agent } from './schema/agent-items.ts';
import type { Include } from './schema/request.ts';
import { NO_TOOL_USAGE, withWork } from './tools/tool-usage.ts';
import { toFrame, type WireEvent } from './wire-event.ts';
import type { ItemContext, Told } from './works/work-encoder.ts';

export interface ResponseEventsOptions extends EncoderOptions {
  readonly makeId: MakeId;
  readonly head: ResponseHead;
  /** Seconds since the epoch. */
  readonly now: () => number;
  /** What items show besides what they always show. */
  readonly include?: Include | undefined;
  /** Returns padding, if deltas are padded. */
  readonly obfuscate?: ((length: number) => string) | undefined;
  /** Who answers, if others may, too: items and the events about them say whose they are. */
  readonly agent?: string | undefined;
  /** The history that was compacted before the answer. */
  readonly compaction?: Compaction | undefined;
  /** What is told of the input and the output when the response has ended. */
  readonly moderation?: ResponseObject['moderation'] | undefined;
}

/**
 * Folds the events of a generation into the items of a response, and tells them as the events of a stream. The same
 * object makes a whole response, so what a client assembles from the stream equals it.
 *
 * Nearly every event adds a piece of text: its frame is a template in which only the number and the text differ.
 */
export class ResponseEvents implements StagedEncoder, Assembler<ResponseObject> {
  readonly #options: ResponseEventsOptions;
  readonly #output: AnswerItem[] = [];
  #number = 0;
  #usage: Usage | undefined;
  /** Of the current item. */
  #encoder: ItemEncoder | undefined;
  /** The current item, if it is a work. One that is cut off by a limit has no stages. */
  #work: { readonly work: Work; isBegun: boolean } | undefined;
  #toolUsage = NO_TOOL_USAGE;
  #reason: FinishReason | undefined;
  #completedAt: number | null = null;
  #isSteered = false;
  /** The frame of a text delta of the current part, without its number and text. */
  #deltaFrame: readonly [string, string] | undefined;

  constructor(options: ResponseEventsOptions) {
    this.#options = options;
    const { compaction } = options;
    if (compaction) this.#output.push({ ...toCompactionItem(compaction), ...this.#agentOf({}) });
  }

  get compaction(): Compaction | undefined {
    return this.#options.compaction;
  }

  /** The frames that a stream begins with if the response is not queued, sent before the first token. */
  *opening(): Generator<string> {
    const response = this.#options.head.textAt({ status: 'in_progress' });
    const created = this.#responseFrame('response.created', response);
    const inProgress = this.#responseFrame('response.in_progress', response);
    if (response.length <= LONG) yield created + inProgress;
    else yield* [created, inProgress];
    for (const event of this.#compacted()) yield toFrame(event);
  }

  *openingEvents(): Generator<WireEvent> {
    for (const state of ['created', 'in_progress']) {
      yield this.#event(`response.${state}`, { response: this.#response({ status: 'in_progress' }) });
    }
    yield* this.#compacted();
  }

  /** The events that a stream begins with if the response is queued. */
  *openQueued(): Generator<WireEvent> {
    for (const state of ['created', 'queued', 'in_progress'] as const) {
      const status = state === 'in_progress' ? state : 'queued';
      yield this.#event(`response.${state}`, { response: this.#response({ status }) });
    }
    yield* this.#compacted();
  }

  /** The events of the history that was compacted before the answer. */
  #compacted(): WireEvent[] {
    const { compaction } = this.#options;
    if (compaction === undefined) return [];
    const own = this.#agentOf({});
    return compactionEvents(compaction).map((told) =>
      this.#numbered(
        'item' in told ? { ...told, item: { ...(told.item as object), ...own } } : told,
        own.agent,
      ),
    );
  }

  /** The events with the numbers that their items have in the output: after a compacted history. */
  #placed(events: readonly GenerationEvent[]): readonly GenerationEvent[] {
    if (this.#options.compaction === undefined) return events;
    return events.map((event) => ('item' in event ? { ...event, item: event.item + 1 } : event));
  }

  encode(batch: readonly GenerationEvent[]): string {
    let frames = '';
    const events = this.#placed(batch);
    for (const event of events) {
      const frame =
        event.type === 'text' && event.logprob === undefined ? this.#textFrames(event) : undefined;
      if (frame !== undefined) frames += frame;
      else for (const told of this.#tell(event, events)) frames += toFrame(told);
    }
    return frames;
  }

  toWire(batch: readonly GenerationEvent[]): WireEvent[] {
    const events = this.#placed(batch);
    return events.flatMap((event) => this.#tell(event, events));
  }

  toFrame(event: object): string {
    return toFrame(event as WireEvent);
  }

  /** The frame of the terminal event, which carries the whole response. */
  end(): string {
    const progress = shown(this.progress(), this.#options.include);
    return this.#responseFrame(`response.${progress.status}`, this.#options.head.textAt(progress));
  }

  add(batch: readonly GenerationEvent[]): void {
    const events = this.#placed(batch);
    for (const event of events) {
      if (event.type === 'text' && event.logprob === undefined) {
        const { content } = this.#output[event.item] as MessageItem;
        (content[event.part] as TextContent).text += event.pieces.join('');
      } else this.#tell(event, events);
    }
  }

  /** The response with all that its items hold. */
  whole(): ResponseObject {
    return this.#response(this.progress());
  }

  /** The response has ended after one of its items, because its client steers it. */
  steered(usage: Usage): void {
    this.#isSteered = true;
    this.#usage = usage;
  }

  /** The number of an event that somebody else adds to the stream. */
  nextNumber(): number {
    return this.#number++;
  }

  /** Where the response stands, with all that its items hold. */
  progress(): Progress {
    const reason = this.#reason;
    const made = { output: this.#output, toolUsage: this.#toolUsage };
    if (reason === undefined && !this.#isSteered) return { status: 'in_progress', ...made };
    const ended = { ...made, usage: this.#usage, moderation: this.#options.moderation };
    if (this.#isSteered) return { status: 'incomplete', incomplete: 'steered', ...ended };
    if (reason === 'length') return { status: 'incomplete', incomplete: 'max_output_tokens', ...ended };
    if (reason === 'content-filter') return { status: 'incomplete', incomplete: 'content_filter', ...ended };
    return { status: 'completed', completedAt: this.#completedAt, ...ended };
  }

  #response(progress: Progress): ResponseObject {
    return this.#options.head.at(progress);
  }

  /** A copy of an item as it is shown. */
  #shown(item: AnswerItem): AnswerItem {
    return snapshot(shownItem(item, this.#options.include));
  }

  #event(type: string, members: Record<string, unknown>): WireEvent {
    return { type, sequence_number: this.#number++, ...members };
  }

  #numbered(told: Told, agent: Agent | undefined): WireEvent {
    const numbered = { type: told.type, sequence_number: this.#number++ };
    return agent ? Object.assign(numbered, { agent }, told) : Object.assign(numbered, told);
  }

  /** What an item says of its agent. */
  #agentOf({ agent = this.#options.agent }: OfAgent): { readonly agent?: Agent } {
    return agent === undefined ? {} : { agent: { agent_name: agent } };
  }

  /** The frame of an event that carries the whole response, given as JSON text. */
  #responseFrame(type: string, response: string): string {
    return `event: ${type}\n${DATA}{"type":"${type}","sequence_number":${this.#number++},"response":${response}}${END_OF_EVENT}`;
  }

  #padded(text: string): { readonly obfuscation?: string } {
    const { obfuscate } = this.#options;
    return obfuscate ? { obfuscation: obfuscate(OBFUSCATION_BLOCK - (text.length % OBFUSCATION_BLOCK)) } : {};
  }

  /** The frames of plain text deltas; undefined if they are padded or spoken. */
  #textFrames({ item, part, pieces }: Extract<ChoiceEvent, { type: 'text' }>): string | undefined {
    if (this.#options.obfuscate || this.#options.speaking) return undefined;
    const current = this.#output[item] as MessageItem & Pick<AnswerItem, 'agent'>;
    const content = current.content[part] as TextContent;
    const agent = current.agent ? `,"agent":${JSON.stringify(current.agent)}` : '';
    this.#deltaFrame ??= [
      `event: response.output_text.delta\n${DATA}{"type":"response.output_text.delta","sequence_number":`,
      `${agent},"item_id":"${current.id}","output_index":${item},"content_index":${part},"delta":"`,
    ];
    const [before, between] = this.#deltaFrame;
    let frames = '';
    for (const piece of pieces) {
      frames += `${before}${this.#number++}${between}${escaped(piece)}${TEXT_END}`;
      content.text += piece;
    }
    return frames;
  }

  /** The events that one event of the generation makes. */
  #tell(event: GenerationEvent, batch: readonly GenerationEvent[]): WireEvent[] {
    const told = this.#told(event, batch);
    const agent = 'item' in event ? this.#output[event.item]?.agent : undefined;
    return told.map((each) => this.#numbered(each, agent));
  }

  #told(event: GenerationEvent, batch: readonly GenerationEvent[]): readonly Told[] {
    const encoder = this.#encoder;
    switch (event.type) {
      case 'item-open':
        return [this.#open(event.opened, event.item)];
      case 'item-close':
        return this.#close(event.item, isCut(batch, event));
      case 'part-open':
        this.#deltaFrame = undefined;
        return encoder?.openPart?.(event.part, event.kind) ?? NOTHING;
      case 'part-close':
        return encoder?.closePart?.(event.part) ?? NOTHING;
      case 'text':
        return encoder?.text?.(event) ?? NOTHING;
      case 'refusal':
        return encoder?.refusal?.(event) ?? NOTHING;
      case 'citations':
        return encoder?.cite?.(event) ?? NOTHING;
      case 'reasoning':
        return encoder?.reasoning?.(event.text) ?? NOTHING;
      case 'summary':
        return encoder?.summary?.(event.text) ?? NOTHING;
      case 'call-input':
      case 'work-input':
        return encoder?.input?.(event.text) ?? NOTHING;
      case 'stage':
        if (this.#work) this.#work.isBegun = true;
        return encoder?.stage?.(event.stage) ?? NOTHING;
      case 'finished':
        this.#reason = event.reason;
        return NOTHING;
      case 'usage':
        this.#usage = withCompaction(event.usage, this.#options.compaction);
        this.#completedAt = this.#options.now();
        return NOTHING;
    }
  }

  #open(opened: OpenedItem, outputIndex: number): Told {
    const begun = beginItem(opened, this.#options.makeId, this.#options.callForms);
    const item = Object.assign(begun, this.#agentOf(opened));
    // Nobody says more than what it has found.
    if (item.agent && item.type === 'message') item.phase = 'final_answer';
    this.#output.push(item);
    const context: ItemContext<AnswerItem> = {
      item,
      outputIndex,
      told: (type, members) => ({ type, item_id: item.id, output_index: outputIndex, ...members }),
      padded: (text) => this.#padded(text),
    };
    this.#encoder = encoderOf(opened, context, this.#options);
    this.#work = opened.kind === 'work' ? { work: opened.work, isBegun: false } : undefined;
    return { type: 'response.output_item.added', output_index: outputIndex, item: this.#shown(item) };
  }

  #close(index: number, isCut: boolean): readonly Told[] {
    // A limit may end the answer right after a work that is done.
    const isWhole = this.#work?.isBegun ?? !isCut;
    const told = this.#encoder?.end(isWhole) ?? NOTHING;
    if (this.#work && isWhole) this.#toolUsage = withWork(this.#toolUsage, this.#work.work);
    this.#encoder = undefined;
    this.#work = undefined;
    const item = this.#shown(this.#output[index] as AnswerItem);
    return [...told, { type: 'response.output_item.done', output_index: index, item }];
  }

  /** The event that ends the stream. */
  lastEvent(): WireEvent {
    const progress = shown(this.progress(), this.#options.include);
    return this.#event(`response.${progress.status}`, { response: this.#response(progress) });
  }

  /** The event that ends the stream of a response that was made, but could not be kept. */
  failed(message: string): WireEvent {
    const response = this.#response({
      ...shown(this.progress(), this.#options.include),
      status: 'failed',
      completedAt: null,
      error: { code: 'server_error', message },
    });
    return this.#event('response.failed', { response });
  }

  /** The event that ends the stream early. */
  broken(fault: Fault): WireEvent {
    return this.#event('error', errorMembers(fault));
  }

  /** The event that ends the stream of a response that was cancelled: there is no event of that name. */
  cancelled(): WireEvent {
    return this.#event('response.incomplete', {
      response: shown(this.cancelledResponse(), this.#options.include),
    });
  }

  /** The response as it is if it is cancelled now, with all that its items hold. */
  cancelledResponse(): ResponseObject {
    // What was thought so far is not sealed.
    if (this.#output.at(-1)?.type !== 'reasoning') this.#encoder?.end(false);
    const output = this.#output.map((item) =>
      'status' in item && item.status === 'in_progress' ? { ...item, status: 'incomplete' as const } : item,
    );
    return this.#response({ status: 'cancelled', output, toolUsage: this.#toolUsage });
  }
}

/** Characters. Frames with a longer response are sent apart, so that they are not joined in memory. */
const LONG = 65_536;

const NOTHING: readonly Told[] = [];

/** Ends the frame of a text delta. */
const TEXT_END = `","logprobs":[]}${END_OF_EVENT}`;

/** Whether the answer ends with this event because it has reached a limit. */
function isCut(batch: readonly GenerationEvent[], event: GenerationEvent): boolean {
  const next = batch[batch.indexOf(event) + 1];
  return next?.type === 'finished' && (next.reason === 'length' || next.reason === 'content-filter');
}
