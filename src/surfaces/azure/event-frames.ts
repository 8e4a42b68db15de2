import { DATA, END_OF_EVENT, toEvent } from '../../kernel/wire/sse.ts';
import type { Timeline } from '../../runtime/timeline.ts';

/** Maps the events of one batch to other events; may add or drop some. */
export type EventMap = (events: readonly object[]) => readonly object[];

/**
 * A stream whose JSON events are mapped, one batch at a time, when each batch is due. The final sentinel and
 * other frames that are not JSON objects keep their content and position.
 */
export class MappedEvents implements Timeline<string | Uint8Array> {
  readonly #frames: Timeline<string | Uint8Array>;
  readonly #map: EventMap;

  constructor(frames: Timeline<string | Uint8Array>, map: EventMap) {
    this.#frames = frames;
    this.#map = map;
  }

  get nextAt(): number | undefined {
    return this.#frames.nextAt;
  }

  onReady(listener: () => void): void {
    this.#frames.onReady?.(listener);
  }

  take(now: number): string | Uint8Array | undefined {
    const batch = this.#frames.take(now);
    return typeof batch === 'string' ? this.#mapped(batch) || undefined : batch;
  }

  cancel(reason?: unknown): void {
    this.#frames.cancel(reason);
  }

  /** Relies on batches containing only whole events. */
  #mapped(batch: string): string {
    let text = '';
    let events: object[] = [];
    const flush = (): void => {
      if (events.length > 0) text += this.#map(events).map(toEvent).join('');
      events = [];
    };
    for (const frame of batch.split(END_OF_EVENT)) {
      if (frame === '') continue;
      if (frame.startsWith(JSON_EVENT)) events.push(JSON.parse(frame.slice(DATA.length)) as object);
      else {
        flush();
        text += frame + END_OF_EVENT;
      }
    }
    flush();
    return text;
  }
}

const JSON_EVENT = `${DATA}{`;
