import type { Generation } from '../../../../engine/generation.ts';
import { MOST_BYTES } from '../../../../kernel/memo.ts';
import { jsonText, type Reply } from '../../../../kernel/reply.ts';
import { andThen } from '../../../../runtime/and-then.ts';
import { type Clock, unixSeconds } from '../../../../runtime/clock.ts';
import type { Ids } from '../../../../runtime/ids.ts';
import type { Turns } from '../../../../runtime/turns.ts';
import { assembleInTurns } from '../../../../serving/assembler.ts';
import { shown } from '../include.ts';
import type { Keeper } from '../keeper.ts';
import { itemIds } from '../kept-item.ts';
import type { Progress } from '../response-object.ts';
import type { EventMaker, Making } from './making.ts';

export interface WholeServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly turns: Turns;
}

/** Answers with responses that are sent when they have ended. */
export function createWholes(
  { clock, ids, turns }: WholeServices,
  keeper: Keeper,
  { eventsOf }: EventMaker,
): (generation: Generation, making: Making) => Reply | Promise<Reply> {
  function whole(generation: Generation, making: Making): Reply | Promise<Reply> {
    const { call, prepared, head, release } = making;
    return andThen(answer(generation, making), (progress) => {
      const text = head.textAt(shown(progress, call.body.include));
      const { cachedTokens } = generation.usage;
      if (call.memo && prepared.request.isDecided && text.length <= MOST_BYTES)
        prepared.answer = { cachedTokens, progress };
      if (!keeper.keeps(call.body)) return jsonText(text);
      return keeper.keep(head.at(progress), prepared, call).then(() => {
        release?.();
        return jsonText(text);
      });
    });
  }

  /** The response when it has ended. What was answered before is answered again, with new ids. */
  function answer(generation: Generation, making: Making): Progress | Promise<Progress> {
    const { call, prepared } = making;
    const { cachedTokens, progress } = prepared.answer ?? {};
    if (progress === undefined || cachedTokens !== generation.usage.cachedTokens) {
      const events = eventsOf(making);
      const assembler = { add: events.add.bind(events), whole: () => events.progress() };
      return assembleInTurns(generation, assembler, turns, call.abort);
    }
    generation.finish();
    const { completedAt, output = [] } = progress;
    const makeId = itemIds(ids, making.id);
    return {
      ...progress,
      completedAt: completedAt && unixSeconds(clock),
      output: output.map((item) => ({ ...item, id: makeId(item.type) })),
    };
  }

  return whole;
}
