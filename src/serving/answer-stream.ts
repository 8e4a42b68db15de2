import type { GenerationEvent } from '../engine/event.ts';
import { eventStream, type StreamReply } from '../kernel/reply.ts';
import type { Timeline } from '../runtime/timeline.ts';
import type { Observation } from '../telemetry/observation.ts';
import { AnswerFrames, type EventEncoder, type PlayedGeneration } from './answer-frames.ts';
import { PrefixedTimeline } from './prefixed-timeline.ts';
import { type StagedEncoder, Stages } from './staged-encoder.ts';
import { StoredFrames } from './stored-frames.ts';

export interface AnswerStreamOptions {
  readonly observation: Observation;
  /** See `StreamReply.farewell`. */
  readonly farewell: () => string;
  /** Called with each batch of events before it is encoded. */
  readonly onEvents?: (events: readonly GenerationEvent[]) => void;
  /**
   * Stores the complete answer, if it is to be stored, before the end of the stream is sent. Resolves to the event that is
   * sent in place of the end if it could not be stored, and never rejects.
   */
  readonly store?: (() => Promise<object | undefined>) | undefined;
}

/**
 * Replies with an answer as a stream of events, each when it is due. Wrappers may add filters between the stages of the
 * encoder.
 *
 * @example
 * return answerStream(generation, createChunkEncoder(head, 1, options), { observation, farewell: FAREWELL });
 */
export function answerStream(
  generation: PlayedGeneration,
  encoder: StagedEncoder,
  { observation, farewell, onEvents, store }: AnswerStreamOptions,
): StreamReply {
  const stages = new Stages(encoder);
  const open: EventEncoder = store ? { encode: (events) => stages.encode(events), end: () => '' } : stages;
  let frames: Timeline<string> = new AnswerFrames(generation, open, observation, onEvents);
  if (encoder.opening) frames = new PrefixedTimeline(stages.opening(), frames);
  if (store) {
    frames = new StoredFrames(frames, async () => {
      const failure = await store();
      return failure ? stages.write([failure]) : stages.end();
    });
  }
  return eventStream(frames, farewell, stages.addFilter);
}
