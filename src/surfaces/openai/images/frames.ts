import type { Timeline } from '../../../runtime/timeline.ts';
import type { Picture } from './draw.ts';

/** Streams images as events, each when it is both ready and due. */
export class PictureFrames implements Timeline<string> {
  readonly #pictures: Timeline<Picture>;
  readonly #due: readonly number[];
  readonly #encode: (picture: Picture) => string;
  #taken = 0;

  /** `due` has the due time of each image, in order. */
  constructor(pictures: Timeline<Picture>, due: readonly number[], encode: (picture: Picture) => string) {
    this.#pictures = pictures;
    this.#due = due;
    this.#encode = encode;
  }

  get nextAt(): number | undefined {
    const made = this.#pictures.nextAt;
    if (made === undefined || made === Number.POSITIVE_INFINITY) return made;
    // After the last image comes the end of the stream, which has no due time.
    return this.#due[this.#taken] ?? made;
  }

  onReady(listener: () => void): void {
    this.#pictures.onReady?.(listener);
  }

  take(now: number): string | undefined {
    const at = this.nextAt;
    if (at === undefined || at > now) return undefined;
    const picture = this.#pictures.take(now);
    if (picture === undefined) return undefined;
    this.#taken++;
    return this.#encode(picture);
  }

  cancel(reason?: unknown): void {
    this.#pictures.cancel(reason);
  }
}
