import type { GenerationEvent } from '../engine/event.ts';
import type { EventFilter } from '../kernel/reply.ts';
import type { EventEncoder } from './answer-frames.ts';

/**
 * Encodes an answer in two stages: events of the generation become events of the API, its wire events, and these become
 * frames. `opening`, `encode` and `end` do both at once, which is faster; the other methods are the stages. Both ways give
 * the same bytes.
 */
export interface StagedEncoder extends EventEncoder {
  /** Frames that are due before the first event. */
  opening?(): Iterable<string>;
  /** The wire events of {@link opening}. */
  openingEvents?(): Iterable<object>;
  toWire(events: readonly GenerationEvent[]): readonly object[];
  /** Also accepts events that are not the encoder's own. */
  toFrame(event: object): string;
  /** The wire event that {@link end} sends, if it is one. */
  lastEvent?(): object;
}

/**
 * An encoder with room for filters between its stages. Without a filter, it does both stages at once.
 *
 * @example
 * const stages = new Stages(createChunkEncoder(head, 1, options));
 * stages.addFilter((events) => events.slice(0, 1));
 * stages.encode(generation.take(now)); // at most one frame
 */
export class Stages implements EventEncoder {
  readonly #encoder: StagedEncoder;
  #filter: EventFilter | undefined;

  constructor(encoder: StagedEncoder) {
    this.#encoder = encoder;
  }

  /** See `StreamReply.addFilter`. */
  readonly addFilter = (filter: EventFilter): void => {
    const before = this.#filter;
    this.#filter = before ? (events) => filter(before(events)) : filter;
  };

  *opening(): Generator<string> {
    const encoder = this.#encoder;
    if (!this.#filter) yield* encoder.opening?.() ?? [];
    else {
      for (const event of encoder.openingEvents?.() ?? []) {
        const frames = this.write([event]);
        if (frames !== '') yield frames;
      }
    }
  }

  encode(events: readonly GenerationEvent[]): string {
    return this.#filter ? this.write(this.#encoder.toWire(events)) : this.#encoder.encode(events);
  }

  /** The frames of wire events. */
  write(events: readonly object[]): string {
    if (events.length === 0) return '';
    let frames = '';
    for (const event of this.#filter?.(events) ?? events) frames += this.#encoder.toFrame(event);
    return frames;
  }

  end(): string {
    const last = this.#filter && this.#encoder.lastEvent?.();
    return last ? this.write([last]) : this.#encoder.end();
  }
}
