import type { Timeline } from '../runtime/timeline.ts';
import type { Observation } from '../telemetry/observation.ts';

/** Reports once how a stream ended: normally, by an error, or because its reader left. */
export class ObservedFrames implements Timeline<string | Uint8Array> {
  readonly #frames: Timeline<string | Uint8Array>;
  #onEnd: ((outcome: Observation['outcome'], error?: unknown) => void) | undefined;

  constructor(
    frames: Timeline<string | Uint8Array>,
    onEnd: (outcome: Observation['outcome'], error?: unknown) => void,
  ) {
    this.#frames = frames;
    this.#onEnd = onEnd;
  }

  get nextAt(): number | undefined {
    return this.#frames.nextAt;
  }

  take(now: number): string | Uint8Array | undefined {
    try {
      const batch = this.#frames.take(now);
      if (this.#frames.nextAt === undefined) this.#close('ok');
      return batch;
    } catch (error) {
      this.#close('error', error);
      throw error;
    }
  }

  onReady(listener: () => void): void {
    this.#frames.onReady?.(listener);
  }

  cancel(reason?: unknown): void {
    this.#frames.cancel(reason);
    this.#close('aborted');
  }

  #close(outcome: Observation['outcome'], error?: unknown): void {
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.(outcome, error);
  }
}
