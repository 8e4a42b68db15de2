import type { GenerationEvent } from '../engine/event.ts';
import type { Generation } from '../engine/generation.ts';
import type { Timeline } from '../runtime/timeline.ts';
import type { Observation } from '../telemetry/observation.ts';
import { TokenWrites } from '../telemetry/token-writes.ts';
import { leaveEarly, observeQueue } from './serve.ts';

/** Encodes generation events as stream frames. */
export interface EventEncoder {
  encode(events: readonly GenerationEvent[]): string;
  /** The terminator sent after the last frame. */
  end(): string;
}

/** An answer in progress, as it is played. */
export type PlayedGeneration = Timeline<GenerationEvent[]> &
  Pick<Generation, 'admittedAt' | 'usage' | 'usageSoFar' | 'tokensTaken'>;

/** Streams a generation's events as frames, each when it is due. */
export class AnswerFrames implements Timeline<string> {
  readonly #generation: PlayedGeneration;
  readonly #encoder: EventEncoder;
  readonly #observation: Observation;
  readonly #writes = new TokenWrites();
  readonly #onEvents: ((events: readonly GenerationEvent[]) => void) | undefined;

  /** `onEvents` is called with each batch of events before it is encoded. */
  constructor(
    generation: PlayedGeneration,
    encoder: EventEncoder,
    observation: Observation,
    onEvents?: (events: readonly GenerationEvent[]) => void,
  ) {
    this.#generation = generation;
    this.#encoder = encoder;
    this.#observation = observation;
    observation.writes = this.#writes;
    this.#onEvents = onEvents;
  }

  get nextAt(): number | undefined {
    return this.#generation.nextAt;
  }

  take(now: number): string | undefined {
    const { nextAt: due = now, tokensTaken: before } = this.#generation;
    const events = this.#generation.take(now);
    if (events === undefined) return undefined;
    this.#writes.add(now, due, this.#generation.tokensTaken - before);
    if (before === 0) this.#begin();
    this.#onEvents?.(events);
    const frames = this.#encoder.encode(events);
    return (this.#generation.nextAt === undefined ? frames + this.#encoder.end() : frames) || undefined;
  }

  onReady(listener: () => void): void {
    this.#generation.onReady?.(listener);
  }

  #begin(): void {
    const { firstAt } = this.#writes;
    if (firstAt !== undefined) this.#observation.firstTokenAt = firstAt;
    observeQueue(this.#generation, this.#observation);
    // What was cached is known with the first token.
    const { cachedTokens } = this.#generation.usage;
    const { usage } = this.#observation;
    if (usage && usage.cachedTokens !== cachedTokens) this.#observation.usage = { ...usage, cachedTokens };
  }

  cancel(reason?: unknown): void {
    this.#generation.cancel(reason);
    leaveEarly(this.#generation, this.#observation);
  }
}
