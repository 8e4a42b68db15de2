import { type CallPlan, type ChoicePlan, type ItemPlan, tokensOf, type WorkPlan } from './choice-plan.ts';
import type { ChoiceEvent, TokenLogprob } from './event.ts';
import type { OfAgent } from './ports/work.ts';

const MESSAGE = { kind: 'message' } as const;

/** Walks the steps of one planned choice, its tokens and the stages of its works, and emits the events of each. */
export class AnswerCursor {
  readonly #plan: ChoicePlan;
  readonly #choice: number;
  readonly #withLogprobs: boolean;
  /** The current item, and the part of it if it is a message. */
  #item = 0;
  #part = 0;
  /** The tokens of the current item or part, once it is open, and how many of them were emitted. */
  #length = 0;
  #offset = 0;
  #isOpen = false;
  #nextLogprob: (() => TokenLogprob) | undefined;

  constructor(plan: ChoicePlan, choice: number, withLogprobs: boolean) {
    this.#plan = plan;
    this.#choice = choice;
    this.#withLogprobs = withLogprobs;
  }

  /** How many of the following tokens {@link run} can take. */
  get runLength(): number {
    const item = this.#plan.items[this.#item];
    const part = item?.kind === 'message' ? item.parts[this.#part] : undefined;
    return part === undefined || part.kind === 'refusal' || part.logprobs
      ? 0
      : part.pieces.length - this.#offset;
  }

  /** Emits `count` tokens of plain text as one event. */
  run(count: number, at: number, lastAt: number, events: ChoiceEvent[]): void {
    const item = this.#enter(at, events) as Extract<ItemPlan, { kind: 'message' }>;
    const { pieces } = item.parts[this.#part] as (typeof item.parts)[number];
    const said = withoutEmpty(pieces.slice(this.#offset, this.#offset + count));
    if (said.length > 0) {
      events.push({
        type: 'text',
        at,
        choice: this.#choice,
        item: this.#item,
        part: this.#part,
        pieces: said,
      });
    }
    this.#offset += count;
    this.#leave(item, lastAt, events);
  }

  /** Emits one step; no event for a token that completes no text. */
  next(at: number, events: ChoiceEvent[]): void {
    const item = this.#enter(at, events);
    if (item === undefined) return;
    if (item.kind === 'message') this.#addText(item, at, events);
    else if (item.kind === 'call') this.#addInput(item, at, events);
    else if (item.kind === 'work') this.#doWork(item, at, events);
    else {
      const text = item.pieces[this.#offset] as string;
      const summary = item.summary?.[this.#offset] ?? '';
      const base = { at, choice: this.#choice, item: this.#item };
      if (text !== '') events.push({ type: 'reasoning', ...base, text });
      if (summary !== '') events.push({ type: 'summary', ...base, part: 0, text: summary });
    }
    this.#offset++;
    this.#leave(item, at, events);
  }

  /** Emits what follows the last token. */
  end(at: number, events: ChoiceEvent[]): void {
    this.#enter(at, events);
    events.push({ type: 'finished', at, choice: this.#choice, reason: this.#plan.reason });
  }

  /** Opens the item or part of the next token, after any that have no tokens. Returns undefined after the last token. */
  #enter(at: number, events: ChoiceEvent[]): ItemPlan | undefined {
    for (;;) {
      const item = this.#plan.items[this.#item];
      if (item === undefined) return undefined;
      if (!this.#isOpen) this.#open(item, at, events);
      if (this.#offset < this.#length) return item;
      this.#leave(item, at, events);
    }
  }

  #open(opened: ItemPlan, at: number, events: ChoiceEvent[]): void {
    this.#isOpen = true;
    this.#offset = 0;
    const choice = this.#choice;
    const item = this.#item;
    switch (opened.kind) {
      case 'call':
        this.#length = tokensOf(opened);
        break;
      case 'work':
        this.#length = tokensOf(opened) + opened.stages.length;
        break;
      case 'reasoning':
        this.#length = opened.pieces.length;
        events.push({
          type: 'item-open',
          at,
          choice,
          item,
          opened: { kind: 'reasoning', thought: opened.text, ...agentOf(opened) },
        });
        if (opened.summary) events.push({ type: 'part-open', at, choice, item, part: 0, kind: 'summary' });
        break;
      case 'message': {
        const part = this.#part;
        const begun = opened.agent === undefined ? MESSAGE : { ...MESSAGE, agent: opened.agent };
        if (part === 0) events.push({ type: 'item-open', at, choice, item, opened: begun });
        const planned = opened.parts[part];
        this.#length = planned?.pieces.length ?? 0;
        if (planned === undefined) break;
        events.push({ type: 'part-open', at, choice, item, part, kind: planned.kind });
        this.#nextLogprob = this.#withLogprobs ? planned.logprobs?.start() : undefined;
      }
    }
  }

  /** Closes the item or part if all its tokens were emitted. */
  #leave(left: ItemPlan, at: number, events: ChoiceEvent[]): void {
    if (this.#offset < this.#length) return;
    this.#isOpen = false;
    this.#offset = 0;
    const choice = this.#choice;
    const item = this.#item;
    if (left.kind === 'message') {
      const part = this.#part++;
      const { citations } = left.parts[part] ?? {};
      if (citations && citations.length > 0) {
        const before = this.#lengthBefore(left, part);
        events.push({ type: 'citations', at, choice, item, part, citations, before });
      }
      if (part < left.parts.length) events.push({ type: 'part-close', at, choice, item, part });
      if (this.#part < left.parts.length) return;
      this.#part = 0;
    }
    if (left.kind === 'reasoning' && left.summary)
      events.push({ type: 'part-close', at, choice, item, part: 0 });
    events.push({ type: 'item-close', at, choice, item });
    this.#item++;
  }

  #lengthBefore(item: Extract<ItemPlan, { kind: 'message' }>, part: number): number {
    const { items } = this.#plan;
    const earlier = items.slice(0, this.#item).flatMap((one) => (one.kind === 'message' ? one.parts : []));
    const parts = [...earlier, ...item.parts.slice(0, part)];
    return parts.reduce((sum, { pieces }) => sum + pieces.join('').length, 0);
  }

  #addText({ parts }: Extract<ItemPlan, { kind: 'message' }>, at: number, events: ChoiceEvent[]): void {
    const choice = this.#choice;
    const item = this.#item;
    const part = this.#part;
    const { kind, pieces } = parts[part] as (typeof parts)[number];
    const text = pieces[this.#offset] as string;
    const logprob = this.#nextLogprob?.();
    if (kind === 'text' && logprob === undefined) {
      if (text !== '') events.push({ type: 'text', at, choice, item, part, pieces: [text] });
    } else if (kind === 'text') {
      events.push({ type: 'text', at, choice, item, part, pieces: [text], ...(logprob && { logprob }) });
    } else if (text !== '' || logprob !== undefined) {
      events.push({ type: 'refusal', at, choice, item, part, text, ...(logprob && { logprob }) });
    }
  }

  #addInput(plan: Planned<CallPlan>, at: number, events: ChoiceEvent[]): void {
    const { call, overhead, pieces } = plan;
    const base = { at, choice: this.#choice, item: this.#item };
    // The name is complete with the last framing token.
    if (this.#offset === overhead - 1) {
      events.push({ type: 'item-open', ...base, opened: { kind: 'call', call, ...agentOf(plan) } });
    }
    const text = pieces[this.#offset - overhead];
    if (text) events.push({ type: 'call-input', ...base, text });
  }

  #doWork(plan: Planned<WorkPlan>, at: number, events: ChoiceEvent[]): void {
    const { work, stages, overhead, pieces } = plan;
    const base = { at, choice: this.#choice, item: this.#item };
    if (this.#offset === Math.max(overhead - 1, 0)) {
      events.push({ type: 'item-open', ...base, opened: { kind: 'work', work, ...agentOf(plan) } });
    }
    const text = pieces[this.#offset - overhead];
    if (text) events.push({ type: 'work-input', ...base, text });
    const stage = stages[this.#offset - overhead - pieces.length];
    if (stage) events.push({ type: 'stage', ...base, stage });
  }
}

type Planned<Plan> = Plan & OfAgent;

function agentOf({ agent }: OfAgent): OfAgent {
  return agent === undefined ? {} : { agent };
}

/** Drops the empty pieces of tokens that complete no character. */
function withoutEmpty(pieces: readonly string[]): readonly string[] {
  return pieces.includes('') ? pieces.filter((piece) => piece !== '') : pieces;
}
