import type { BackgroundFrames } from './background.ts';

/** The open streams of responses in the background, which end when their response is cancelled. */
export class Streams {
  readonly #open = new Map<string, Set<BackgroundFrames>>();
  /** Of responses that are being cancelled. */
  readonly #held = new Map<string, { readonly after: number; holders: number }>();

  open(frames: BackgroundFrames, id: string): BackgroundFrames {
    const open = this.#open.get(id) ?? new Set();
    this.#open.set(id, open.add(frames));
    const held = this.#held.get(id);
    if (held) frames.hold(held.after);
    frames.onEnd(() => {
      open.delete(frames);
      if (open.size === 0) this.#open.delete(id);
    });
    return frames;
  }

  /**
   * Holds back what happens from now on while a response is cancelled, so that no stream tells more than what is kept.
   *
   * @param after how far its answer has come at least, in milliseconds after its arrival
   */
  hold(id: string, after: number): Hold {
    const frames = [...(this.#open.get(id) ?? [])];
    // Streams may be a little ahead, as the clocks of days and of intervals differ in their fractions.
    const least = frames.reduce((most, { told }) => Math.max(most, told), after) + ROUNDING;
    const held = this.#held.get(id) ?? { after: least, holders: 0 };
    held.holders++;
    this.#held.set(id, held);
    for (const one of frames) one.hold(held.after);
    return {
      after: held.after,
      release: () => {
        if (--held.holders > 0) return;
        this.#held.delete(id);
        for (const one of this.#open.get(id) ?? []) one.hold(Number.POSITIVE_INFINITY);
      },
    };
  }

  /** The response was cancelled when its answer had come so far, in milliseconds after its arrival. */
  stop(id: string, after: number): void {
    for (const frames of this.#open.get(id) ?? []) frames.stop(after);
  }
}

export interface Hold {
  /** How far the answer is told until the hold is released. */
  readonly after: number;
  release(): void;
}

/** Milliseconds. */
const ROUNDING = 0.001;
