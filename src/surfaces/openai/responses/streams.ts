import type { BackgroundFrames } from './background.ts';

/** The open streams of responses in the background, which end when their response is cancelled. */
export class Streams {
  readonly #open = new Map<string, Set<BackgroundFrames>>();

  open(frames: BackgroundFrames, id: string): BackgroundFrames {
    const open = this.#open.get(id) ?? new Set();
    this.#open.set(id, open.add(frames));
    frames.onEnd(() => {
      open.delete(frames);
      if (open.size === 0) this.#open.delete(id);
    });
    return frames;
  }

  /** The response is cancelled at this time, on the clock's `now()` scale. */
  stop(id: string, at: number): void {
    for (const frames of this.#open.get(id) ?? []) frames.stop(at);
  }
}
