import type { Generation } from '../../../../engine/generation.ts';
import { Fault, toFault } from '../../../../kernel/fault.ts';
import type { Reply } from '../../../../kernel/reply.ts';
import type { Log } from '../../../../runtime/log.ts';
import { answerStream } from '../../../../serving/answer-stream.ts';
import { liveOf } from '../connection/live-response.ts';
import { NO_PAST } from '../history.ts';
import type { Keeper } from '../keeper.ts';
import type { EventMaker, Making } from './making.ts';

/** Answers with responses that are sent as events while they are made. */
export function createStreams(
  { log }: { readonly log: Log },
  keeper: Keeper,
  { eventsOf }: EventMaker,
): (generation: Generation, making: Making) => Reply {
  function stream(generation: Generation, making: Making): Reply {
    const { call, prepared, release } = making;
    const events = eventsOf(making);
    const { observation } = call;
    const live = liveOf(call);
    const played = live?.begin(generation, { id: making.id, model: prepared.model, events, observation });
    const isKept = keeper.keeps(call.body);
    const store = async (): Promise<object | undefined> => {
      try {
        const response = events.whole();
        if (isKept) await keeper.keep(response, prepared, call);
        if (live) {
          const earlier = prepared.compaction ? NO_PAST : prepared.earlier;
          const { turns: said, known } = await keeper.addedBy(response, prepared);
          live.end(response, { turns: [...earlier.turns, ...said], known: [...earlier.known, ...known] });
        }
        return undefined;
      } catch (error) {
        log.error('could not store a response', { error: String(error) });
        const fault = toFault(error);
        observation.fault = fault.detail.kind;
        return events.failed(fault.message);
      } finally {
        release?.();
      }
    };
    return answerStream(played ?? generation, events, {
      observation,
      farewell: () => events.toFrame(events.broken(new Fault({ kind: 'overloaded', retryAfter: 1 }))),
      store: isKept || live ? store : undefined,
    });
  }

  return stream;
}
