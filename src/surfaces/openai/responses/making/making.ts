import { ROOT_AGENT } from '../../../../engine/agents.ts';
import { type Clock, unixSeconds } from '../../../../runtime/clock.ts';
import type { Ids } from '../../../../runtime/ids.ts';
import type { Keeper } from '../keeper.ts';
import { itemIds } from '../kept-item.ts';
import type { Moderation } from '../moderation.ts';
import type { Prepared } from '../prepare.ts';
import type { ResponseCall } from '../response-call.ts';
import { ResponseEvents } from '../response-events.ts';
import type { ResponseHead } from '../response-template.ts';
import type { CreateResponseRequest } from '../schema/request.ts';
import type { Sealer } from '../seal.ts';
import { Speaking, type Speech } from '../speech.ts';
import { callFormsOf } from '../tools/kinds.ts';

/** What belongs to one response while it is made. */
export interface Making {
  readonly call: ResponseCall;
  readonly prepared: Prepared;
  readonly id: string;
  readonly head: ResponseHead;
  /** Ends the hold on its conversation. */
  readonly release: (() => void) | undefined;
  readonly moderation: Moderation | undefined;
  /** Present: streams have the sound of the answer. */
  readonly speech: Speech | undefined;
}

export interface MakingServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly options: { readonly streamObfuscation: boolean };
}

/** How the events of a response are told. */
export interface EventMaker {
  /** @param now seconds since the epoch when the response ends; the time when it has, unless given */
  eventsOf(making: Making, now?: () => number): ResponseEvents;
  /** Makes the padding of deltas; undefined if they are not padded. */
  paddingOf(body: CreateResponseRequest): ((length: number) => string) | undefined;
}

export function createEventMaker(
  { clock, ids, options }: MakingServices,
  sealer: Sealer,
  keeper: Keeper,
): EventMaker {
  const obfuscate = (length: number): string => ids.next('', length);

  function eventsOf(
    { id, head, prepared, moderation, speech, call: { body } }: Making,
    now: () => number = () => unixSeconds(clock),
  ): ResponseEvents {
    const { include } = body;
    const isSealed = keeper.keeps(body) || include?.includes('reasoning.encrypted_content');
    const encrypt = isSealed ? sealer.seal : undefined;
    const makeId = itemIds(ids, id);
    const callForms = callFormsOf(body.tools ?? []);
    const compaction = prepared.compaction && { ...prepared.compaction, id: makeId('compaction') };
    const obfuscate = paddingOf(body);
    return new ResponseEvents({
      makeId,
      head,
      callForms,
      now,
      encrypt,
      include,
      obfuscate,
      agent: body.multi_agent?.enabled ? ROOT_AGENT : undefined,
      compaction,
      moderation,
      speaking: speech && new Speaking(speech, id),
    });
  }

  function paddingOf({ stream_options: asked }: CreateResponseRequest): typeof obfuscate | undefined {
    return (asked?.include_obfuscation ?? options.streamObfuscation) ? obfuscate : undefined;
  }

  return { eventsOf, paddingOf };
}
