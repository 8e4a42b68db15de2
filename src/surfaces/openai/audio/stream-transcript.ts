import type { GenerationEvent, TokenLogprob } from '../../../engine/event.ts';
import type { Generation } from '../../../engine/generation.ts';
import { toEvent } from '../../../kernel/wire/sse.ts';
import type { Timeline } from '../../../runtime/timeline.ts';
import { toLogprobs } from './encode-transcript.ts';
import type { DiarizedSegment } from './schema.ts';

export interface TranscriptStreamOptions {
  /**
   * Segments the deltas belong to; each is sent as soon as its text is complete. Undefined without
   * diarization.
   */
  readonly segments: readonly DiarizedSegment[] | undefined;
  /** Fields of the last event, except its log probabilities. */
  readonly done: object;
  readonly onCancel: () => void;
}

/** Streams the events of a transcript as it is generated. */
export function streamTranscript(generation: Generation, options: TranscriptStreamOptions): Timeline<string> {
  const encoder = new Encoder(options);
  return {
    get nextAt() {
      return generation.nextAt;
    },
    take(now) {
      const events = generation.take(now);
      if (events === undefined) return undefined;
      let frames = '';
      for (const event of events) frames += encoder.encode(event);
      if (generation.nextAt === undefined) frames += encoder.end();
      return frames === '' ? undefined : frames;
    },
    onReady: (listener) => generation.onReady?.(listener),
    cancel(reason) {
      generation.cancel(reason);
      options.onCancel();
    },
  };
}

class Encoder {
  readonly #options: TranscriptStreamOptions;
  readonly #logprobs: TokenLogprob[] = [];
  /**
   * Index of the current segment, and the number of its characters still to come, not counting whitespace.
   */
  #segment = 0;
  #left = 0;

  constructor(options: TranscriptStreamOptions) {
    this.#options = options;
    this.#left = sizeOf(options.segments?.[0]?.text ?? '');
  }

  encode(event: GenerationEvent): string {
    if (event.type !== 'text') return '';
    const { pieces, logprob } = event;
    if (logprob) this.#logprobs.push(logprob);
    let frames = '';
    for (const text of pieces) {
      const segment = this.#options.segments?.[this.#segment];
      frames += toEvent({
        type: 'transcript.text.delta',
        delta: text,
        ...(logprob && { logprobs: toLogprobs([logprob]) }),
        ...(segment && { segment_id: segment.id }),
      });
      frames += this.#advance(sizeOf(text));
    }
    return frames;
  }

  end(): string {
    const { segments = [], done } = this.#options;
    const rest = segments.slice(this.#segment).map(toEvent).join('');
    const logprobs = this.#logprobs.length > 0 && { logprobs: toLogprobs(this.#logprobs) };
    return rest + toEvent({ type: 'transcript.text.done', ...done, ...logprobs });
  }

  /** Events for the segments that are complete after this many more characters. */
  #advance(characters: number): string {
    const { segments = [] } = this.#options;
    let frames = '';
    let left = characters;
    for (
      let segment = segments[this.#segment];
      segment && left >= this.#left;
      segment = segments[this.#segment]
    ) {
      left -= this.#left;
      frames += toEvent(segment);
      this.#segment++;
      this.#left = sizeOf(segments[this.#segment]?.text ?? '');
      if (left === 0) break;
    }
    this.#left -= left;
    return frames;
  }
}

function sizeOf(text: string): number {
  return text.replace(/\s+/gu, '').length;
}
