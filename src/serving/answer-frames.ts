import type { GenerationEvent } from '../engine/event.ts';
import type { Generation } from '../engine/generation.ts';
import type { Timeline } from '../runtime/timeline.ts';
import type { Observation } from '../telemetry/observation.ts';
import { leaveEarly } from './serve.ts';

/** Encodes generation events as stream frames. */
export interface EventEncoder {
  encode(events: readonly GenerationEvent[]): string;
  /** The terminator sent after the last frame. */
  end(): string;
}

/** An answer in progress, as it is played. */
export type PlayedGeneration = Timeline<GenerationEvent[]> & Pick<Generation, 'usageSoFar' | 'gapsSoFar'>;

/** Streams a generation's events as frames, each when it is due. */
export class AnswerFrames implements Timeline<string> {
  readonly #generation: PlayedGeneration;
  readonly #encoder: EventEncoder;
  readonly #observation: Observation;
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
    this.#onEvents = onEvents;
  }

  get nextAt(): number | undefined {
    return this.#generation.nextAt;
  }

  take(now: number): string | undefined {
    const events = this.#generation.take(now);
    if (events === undefined) return undefined;
    this.#onEvents?.(events);
    const frames = this.#encoder.encode(events);
    return (this.#generation.nextAt === undefined ? frames + this.#encoder.end() : frames) || undefined;
  }

  cancel(reason?: unknown): void {
    this.#generation.cancel(reason);
    leaveEarly(this.#generation, this.#observation);
  }
}
