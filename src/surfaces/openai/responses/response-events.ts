import type { ChoiceEvent, FinishReason, GenerationEvent, OpenedItem, Usage } from '../../../engine/event.ts';
import type { Work } from '../../../engine/ports/work.ts';
import { type Citation, isPage } from '../../../engine/source.ts';
import type { Fault } from '../../../kernel/fault.ts';
import { escaped } from '../../../kernel/wire/quote.ts';
import { DATA, END_OF_EVENT } from '../../../kernel/wire/sse.ts';
import type { Assembler } from '../../../serving/assembler.ts';
import type { StagedEncoder } from '../../../serving/staged-encoder.ts';
import { OBFUSCATION_BLOCK } from '../chunk-options.ts';
import {
  type AnswerItem,
  beginItem,
  type CitationShown,
  type CompactionItem,
  type CustomCallItem,
  type FunctionCallItem,
  type MakeId,
  type MessageItem,
  type ReasoningItem,
  type RefusalContent,
  type TextContent,
} from './answer-items.ts';
import type { CallForms } from './call-forms.ts';
import { errorMembers } from './error-event.ts';
import { shown, shownItem } from './include.ts';
import { toLogprob } from './logprobs.ts';
import type { Progress, ResponseObject } from './response-object.ts';
import type { ResponseHead } from './response-template.ts';
import type { Include } from './schema/request.ts';
import { NO_TOOL_USAGE, withWork } from './tool-usage.ts';
import { formOf } from './works/forms.ts';
import type { GrowingItem, Told, WorkContext, WorkEncoder } from './works/work-encoder.ts';

/** An event of a streamed response, as a client reads it. */
export interface WireEvent {
  readonly type: string;
  readonly sequence_number: number;
  readonly [member: string]: unknown;
}

export interface ResponseEventsOptions {
  readonly makeId: MakeId;
  readonly head: ResponseHead;
  readonly callForms: CallForms;
  /** Seconds since the epoch. */
  readonly now: () => number;
  /** Encrypts reasoning, if the request includes that. */
  readonly encrypt?: ((thought: string) => string) | undefined;
  /** What items show besides what they always show. */
  readonly include?: Include | undefined;
  /** Returns padding, if deltas are padded. */
  readonly obfuscate?: ((length: number) => string) | undefined;
  /** The history that was compacted before the answer. */
  readonly compaction?: Compaction | undefined;
  /** What is told of the input and the output when the response has ended. */
  readonly moderation?: ResponseObject['moderation'] | undefined;
}

/** A history that the server has compacted: the first item of an answer. */
export interface Compaction {
  readonly id: string;
  readonly sealed: string;
  /** Tokens that compacting has read and written. */
  readonly inputTokens: number;
  readonly outputTokens: number;
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
  /** Of the current reasoning. */
  #thought = '';
  /** Of the current item, if its events are its own. */
  #encoder: WorkEncoder | undefined;
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
    if (compaction) this.#output.push(toCompactionItem(compaction));
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
  *#compacted(): Generator<WireEvent> {
    const { compaction } = this.#options;
    if (compaction === undefined) return;
    const item = toCompactionItem(compaction);
    const added = { ...item, encrypted_content: '' };
    yield this.#event('response.output_item.added', { output_index: 0, item: added });
    yield this.#event('response.compaction.compacting', { item_id: item.id, output_index: 0 });
    yield this.#event('response.output_item.done', { output_index: 0, item });
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
    return events.flatMap((event) => [...this.#tell(event, events)]);
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
      } else for (const _ of this.#tell(event, events));
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

  /** The frame of an event that carries the whole response, given as JSON text. */
  #responseFrame(type: string, response: string): string {
    return `event: ${type}\n${DATA}{"type":"${type}","sequence_number":${this.#number++},"response":${response}}${END_OF_EVENT}`;
  }

  #padded(text: string): { readonly obfuscation?: string } {
    const { obfuscate } = this.#options;
    return obfuscate ? { obfuscation: obfuscate(OBFUSCATION_BLOCK - (text.length % OBFUSCATION_BLOCK)) } : {};
  }

  /** The frames of plain text deltas; undefined if they are padded. */
  #textFrames({ item, part, pieces }: Extract<ChoiceEvent, { type: 'text' }>): string | undefined {
    if (this.#options.obfuscate) return undefined;
    const current = this.#output[item] as MessageItem;
    const content = current.content[part] as TextContent;
    this.#deltaFrame ??= [
      `event: response.output_text.delta\n${DATA}{"type":"response.output_text.delta","sequence_number":`,
      `,"item_id":"${current.id}","output_index":${item},"content_index":${part},"delta":"`,
    ];
    const [before, between] = this.#deltaFrame;
    let frames = '';
    for (const piece of pieces) {
      frames += `${before}${this.#number++}${between}${escaped(piece)}${TEXT_END}`;
      content.text += piece;
    }
    return frames;
  }

  *#tell(event: GenerationEvent, batch: readonly GenerationEvent[]): Generator<WireEvent> {
    switch (event.type) {
      case 'item-open': {
        const { makeId, callForms } = this.#options;
        const item = beginItem(event.opened, makeId, callForms);
        this.#output.push(item);
        this.#encoder = this.#encoderOf(event.opened, item, event.item);
        if (event.opened.kind === 'work') this.#work = { work: event.opened.work, isBegun: false };
        if (event.opened.kind === 'reasoning') this.#thought = event.opened.thought;
        yield this.#event('response.output_item.added', {
          output_index: event.item,
          item: this.#shown(item),
        });
        break;
      }
      case 'item-close':
        yield* this.#closeItem(event.item, isCut(batch, event));
        break;
      case 'part-open':
        yield this.#openPart(event);
        break;
      case 'part-close':
        yield* this.#closePart(event);
        break;
      case 'text':
        yield* this.#addText(event);
        break;
      case 'refusal': {
        const { id, content } = this.#output[event.item] as MessageItem;
        (content[event.part] as RefusalContent).refusal += event.text;
        const place = { item_id: id, output_index: event.item, content_index: event.part };
        yield this.#event('response.refusal.delta', {
          ...place,
          delta: event.text,
          ...this.#padded(event.text),
        });
        break;
      }
      case 'reasoning':
        yield* this.#addReasoning(event);
        break;
      case 'summary': {
        const { id, summary } = this.#output[event.item] as ReasoningItem;
        (summary[0] as { text: string }).text += event.text;
        const place = { item_id: id, output_index: event.item, summary_index: 0 };
        const padding = this.#padded(event.text);
        yield this.#event('response.reasoning_summary_text.delta', {
          ...place,
          delta: event.text,
          ...padding,
        });
        break;
      }
      case 'call-input':
        if (this.#encoder) yield* this.#told(this.#encoder.input?.(event.text));
        else yield this.#addInput(event);
        break;
      case 'work-input':
        yield* this.#told(this.#encoder?.input?.(event.text));
        break;
      case 'stage':
        if (this.#work) this.#work.isBegun = true;
        yield* this.#told(this.#encoder?.stage?.(event.stage, event.index));
        break;
      case 'citations':
        yield* this.#addCitations(event);
        break;
      case 'finished':
        this.#reason = event.reason;
        break;
      case 'usage':
        this.#usage = withCompaction(event.usage, this.#options.compaction);
        this.#completedAt = this.#options.now();
    }
  }

  *#told(events: readonly Told[] = []): Generator<WireEvent> {
    for (const { type, ...members } of events) yield this.#event(type, members);
  }

  /** What tells the progress of a work, or of a call that is no function. */
  #encoderOf(opened: OpenedItem, begun: AnswerItem, outputIndex: number): WorkEncoder | undefined {
    const item = begun as GrowingItem;
    const context: WorkContext = {
      item,
      outputIndex,
      told: (type, members) => ({ type, item_id: item.id, output_index: outputIndex, ...members }),
      padded: (text) => this.#padded(text),
    };
    if (opened.kind === 'work') return formOf(opened.work).encoder(opened.work, context);
    const form = opened.kind === 'call' ? this.#options.callForms(opened.call.name) : undefined;
    if (form === undefined) return undefined;
    let input = '';
    return {
      input: (text) => {
        input += text;
        return [];
      },
      end: (isWhole) => form.end(input, context, isWhole),
    };
  }

  #openPart({ item, part, kind }: Extract<ChoiceEvent, { type: 'part-open' }>): WireEvent {
    const current = this.#output[item] as ReasoningItem | MessageItem;
    const place = { item_id: current.id, output_index: item };
    if (current.type === 'reasoning') {
      current.summary.push({ type: 'summary_text', text: '' });
      const members = { ...place, summary_index: part, part: { type: 'summary_text', text: '' } };
      return this.#event('response.reasoning_summary_part.added', members);
    }
    this.#deltaFrame = undefined;
    const content: TextContent | RefusalContent =
      kind === 'refusal'
        ? { type: 'refusal', refusal: '' }
        : { type: 'output_text', annotations: [], logprobs: [], text: '' };
    current.content.push(content);
    const members = { ...place, content_index: part, part: snapshot(content) };
    return this.#event('response.content_part.added', members);
  }

  *#closePart({ item, part }: Extract<ChoiceEvent, { type: 'part-close' }>): Generator<WireEvent> {
    const current = this.#output[item] as ReasoningItem | MessageItem;
    const place = { item_id: current.id, output_index: item };
    if (current.type === 'reasoning') {
      const summary = current.summary[part] as { text: string };
      const at = { ...place, summary_index: part };
      yield this.#event('response.reasoning_summary_text.done', { ...at, text: summary.text });
      yield this.#event('response.reasoning_summary_part.done', { ...at, part: { ...summary } });
      return;
    }
    const content = current.content[part] as TextContent | RefusalContent;
    const at = { ...place, content_index: part };
    if (content.type === 'refusal') {
      yield this.#event('response.refusal.done', { ...at, refusal: content.refusal });
    } else {
      const { text, logprobs } = content;
      yield this.#event('response.output_text.done', { ...at, text, logprobs: [...logprobs] });
    }
    yield this.#event('response.content_part.done', { ...at, part: snapshot(content) });
  }

  *#closeItem(index: number, isCut: boolean): Generator<WireEvent> {
    const item = this.#output[index] as AnswerItem;
    const place = { item_id: item.id, output_index: index };
    if (item.type === 'reasoning' && item.content) {
      const content = item.content[0] as { text: string };
      const at = { ...place, content_index: 0 };
      yield this.#event('response.reasoning_text.done', { ...at, text: content.text });
      yield this.#event('response.content_part.done', { ...at, part: { ...content } });
    }
    if (item.type === 'function_call') {
      const { name, arguments: input } = item;
      yield this.#event('response.function_call_arguments.done', { ...place, name, arguments: input });
    }
    if (item.type === 'custom_tool_call') {
      yield this.#event('response.custom_tool_call_input.done', { ...place, input: item.input });
    }
    if (item.type === 'reasoning' && this.#options.encrypt) {
      item.encrypted_content = this.#options.encrypt(this.#thought);
    }
    // A limit may end the answer right after a work that is done.
    const isWhole = this.#work?.isBegun ?? !isCut;
    if (this.#encoder) yield* this.#told(this.#encoder.end(isWhole));
    else if ('status' in item) item.status = isCut ? 'incomplete' : 'completed';
    if (this.#work && isWhole) this.#toolUsage = withWork(this.#toolUsage, this.#work.work);
    this.#encoder = undefined;
    this.#work = undefined;
    yield this.#event('response.output_item.done', { output_index: index, item: this.#shown(item) });
  }

  *#addText({ item, part, pieces, logprob }: Extract<ChoiceEvent, { type: 'text' }>): Generator<WireEvent> {
    const { id, content } = this.#output[item] as MessageItem;
    const current = content[part] as TextContent;
    const place = { item_id: id, output_index: item, content_index: part };
    const logprobs = logprob ? [toLogprob(logprob)] : [];
    current.logprobs.push(...logprobs);
    for (const delta of pieces) {
      current.text += delta;
      yield this.#event('response.output_text.delta', { ...place, delta, logprobs, ...this.#padded(delta) });
    }
  }

  *#addReasoning({ item, text }: Extract<ChoiceEvent, { type: 'reasoning' }>): Generator<WireEvent> {
    const current = this.#output[item] as ReasoningItem;
    const at = { item_id: current.id, output_index: item, content_index: 0 };
    if (current.content === undefined) {
      current.content = [{ type: 'reasoning_text', text: '' }];
      yield this.#event('response.content_part.added', { ...at, part: { type: 'reasoning_text', text: '' } });
    }
    (current.content[0] as { text: string }).text += text;
    yield this.#event('response.reasoning_text.delta', { ...at, delta: text, ...this.#padded(text) });
  }

  #addInput({ item, text }: Extract<ChoiceEvent, { type: 'call-input' }>): WireEvent {
    const current = this.#output[item] as FunctionCallItem | CustomCallItem;
    const members = { item_id: current.id, output_index: item, delta: text, ...this.#padded(text) };
    if (current.type === 'function_call') {
      current.arguments += text;
      return this.#event('response.function_call_arguments.delta', members);
    }
    current.input += text;
    return this.#event('response.custom_tool_call_input.delta', members);
  }

  *#addCitations({
    item,
    part,
    citations,
  }: Extract<ChoiceEvent, { type: 'citations' }>): Generator<WireEvent> {
    const { id, content } = this.#output[item] as MessageItem;
    const { annotations } = content[part] as TextContent;
    for (const citation of citations) {
      const place = {
        item_id: id,
        output_index: item,
        content_index: part,
        annotation_index: annotations.length,
      };
      const annotation = toAnnotation(citation);
      annotations.push(annotation);
      yield this.#event('response.output_text.annotation.added', { ...place, annotation });
    }
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
    this.#encoder?.end(false);
    const output = this.#output.map((item) =>
      'status' in item && item.status === 'in_progress' ? { ...item, status: 'incomplete' as const } : item,
    );
    return this.#response({ status: 'cancelled', output, toolUsage: this.#toolUsage });
  }
}

/** Characters. Frames with a longer response are sent apart, so that they are not joined in memory. */
const LONG = 65_536;

/** Ends the frame of a text delta. */
const TEXT_END = `","logprobs":[]}${END_OF_EVENT}`;

/** A frame with the name of its event, which clients that listen for single events rely on. */
export function toFrame(event: WireEvent): string {
  return `event: ${event.type}\n${DATA}${JSON.stringify(event)}${END_OF_EVENT}`;
}

/** Whether the answer ends with this event because it has reached a limit. */
function isCut(batch: readonly GenerationEvent[], event: GenerationEvent): boolean {
  const next = batch[batch.indexOf(event) + 1];
  return next?.type === 'finished' && (next.reason === 'length' || next.reason === 'content-filter');
}

function toCompactionItem({ id, sealed }: Compaction): CompactionItem {
  return { id, type: 'compaction', encrypted_content: sealed };
}

/** What the answer has used, and what compacting has used before. */
function withCompaction(usage: Usage, compaction: Compaction | undefined): Usage {
  if (compaction === undefined) return usage;
  return {
    ...usage,
    promptTokens: usage.promptTokens + compaction.inputTokens,
    completionTokens: usage.completionTokens + compaction.outputTokens,
  };
}

/** A copy that does not grow with the item or part. */
function snapshot<T extends object>(value: T): T {
  const copy = { ...value };
  for (const [name, member] of Object.entries(copy)) {
    if (Array.isArray(member)) copy[name as keyof T] = [...member] as T[keyof T];
  }
  return copy;
}

function toAnnotation(citation: Citation): CitationShown {
  const { start: start_index, end: end_index } = citation;
  if (isPage(citation)) {
    const { url, title } = citation;
    return { type: 'url_citation', start_index, end_index, url, title };
  }
  const { fileId: file_id, filename, containerId: container_id } = citation;
  return container_id === undefined
    ? { type: 'file_citation', index: end_index, file_id, filename }
    : { type: 'container_file_citation', container_id, start_index, end_index, file_id, filename };
}
