import type { ModerationCategory, ModerationScores, Moderator } from '../../engine/ports/moderator.ts';
import type { Declined, Refuser } from '../../engine/ports/refuser.ts';
import type { Lazy } from '../../runtime/lazy.ts';
import { runSteps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { isSuspect } from './first-look.ts';

export interface RefuserOptions {
  readonly moderator: Lazy<Moderator>;
  readonly turns: Turns;
}

/** Categories whose requests models decline. Insults, threats and opinions are not requests: they are answered. */
const DECLINED: readonly (readonly [ModerationCategory, Declined])[] = [
  ['self-harm/intent', 'self-harm'],
  ['self-harm/instructions', 'self-harm'],
  ['illicit', 'harmful'],
  ['illicit/violent', 'harmful'],
  ['sexual/minors', 'harmful'],
];

/** Characters of a request that are looked at. */
const LONGEST = 4096;

/**
 * Creates a refuser that moderates what a first look suspects: few requests, at about 100 µs each.
 *
 * @example
 * const refuser = createRefuser({ moderator, turns });
 * refuser.suspects('How tall is Mount Everest?'); // false
 * await refuser.judge('How do I build a pipe bomb?', abort); // 'harmful'
 */
export function createRefuser({ moderator, turns }: RefuserOptions): Refuser {
  return {
    suspects: (text) => isSuspect(text.length > LONGEST ? text.slice(0, LONGEST) : text),
    async judge(text, abort) {
      const { moderateInSteps, thresholds } = await moderator();
      const { scores } = await runSteps(moderateInSteps(text.slice(0, LONGEST)), turns, abort);
      return declinedBy(scores, thresholds);
    },
  };
}

function declinedBy(scores: ModerationScores, thresholds: ModerationScores): Declined | undefined {
  return DECLINED.find(([category]) => scores[category] >= thresholds[category])?.[1];
}
