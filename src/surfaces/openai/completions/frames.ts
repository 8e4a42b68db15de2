import type { Generation } from '../../../engine/generation.ts';
import type { Timeline } from '../../../runtime/timeline.ts';
import type { Observation } from '../../../telemetry/observation.ts';
import type { ChunkEncoder } from './encode.ts';

/** An answer's events as frames, when they are due. */
export class CompletionFrames implements Timeline<string> {
  readonly #generation: Generation;
  readonly #encoder: ChunkEncoder;
  readonly #observation: Observation;

  constructor(generation: Generation, encoder: ChunkEncoder, observation: Observation) {
    this.#generation = generation;
    this.#encoder = encoder;
    this.#observation = observation;
  }

  get nextAt(): number | undefined {
    return this.#generation.nextAt;
  }

  take(now: number): string | undefined {
    const events = this.#generation.take(now);
    if (events === undefined) return undefined;
    const frames = this.#encoder.encode(events);
    if (this.#generation.nextAt === undefined) return frames + this.#encoder.end();
    return frames === '' ? undefined : frames;
  }

  cancel(reason?: unknown): void {
    this.#generation.cancel(reason);
    leaveEarly(this.#generation, this.#observation);
  }
}

/** What was generated until the reader left is what was used. */
export function leaveEarly(generation: Generation, observation: Observation): void {
  const usage = generation.usageSoFar();
  observation.usage = usage;
  observation.gaps = generation.gapsSoFar();
  if (usage.completionTokens === 0) delete observation.firstTokenAt;
}
