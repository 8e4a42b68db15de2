import type { Reading } from './reading.ts';

/** A word in capitals that is to be said when something is finished, such as TERMINATE or APPROVE. */
export interface Sentinel {
  readonly word: string;
  /** It is all of the answer, rather than its end. */
  readonly isAlone: boolean;
}

/**
 * The word by which the system messages want to be told that a task is finished or a work is good enough, if that is so:
 * a critic approves what was changed after its remarks; an answer to a task ends with the word. Undefined otherwise.
 *
 * @example
 * sentinelIn(reading); // { word: 'TERMINATE', isAlone: false } for 'Reply TERMINATE when the task is done.'
 */
export function sentinelIn({ request: { turns }, question }: Reading): Sentinel | undefined {
  for (const turn of turns) {
    if (turn.role !== 'system') continue;
    for (const part of turn.parts) {
      const match =
        part.kind === 'text' && /[A-Z]{3}/.test(part.text)
          ? SENTINEL.exec(part.text.slice(0, LONGEST))
          : null;
      if (match === null) continue;
      const word = (match[1] ?? match[2] ?? match[3])!;
      if (!FINISHED.test(match[0])) continue;
      const isCritic =
        /\b(?:feedback|critic|review|comments?|approv\w*|addressed|good enough|satisf\w+|acceptable)\b/i.test(
          (part as { readonly text: string }).text.slice(0, LONGEST),
        );
      const hasSpoken = turns.some(({ role }) => role === 'assistant');
      if (isCritic) return hasSpoken ? { word, isAlone: true } : undefined;
      const last = turns.at(-1);
      const isAsked = last?.role === 'tool' || last?.name === undefined || /\?/.test(question);
      return { word, isAlone: !isAsked && hasSpoken };
    }
  }
  return undefined;
}

const LONGEST = 4000;
const WORD = `["'“‘${'`'}*]{0,3}([A-Z][A-Z_]{3,30})["'”’${'`'}*]{0,3}`;
const SENTINEL = new RegExp(
  String.raw`\b(?:[Rr]espond|[Rr]eply|[Ss]ay|[Aa]nswer|[Oo]utput|[Rr]eturn|[Ww]rite|[Ee]nd|[Aa]dd|[Aa]ppend)\b[^.\n]{0,60}?\s${WORD}[^.\n]{0,160}|\b(?:[Ww]hen|[Oo]nce|[Ii]f|[Aa]fter|[Aa]s soon as)\b[^.\n]{3,160}?\b(?:respond|reply|say|answer|output|return|write|end|add|append)\b[^.\n]{0,60}?\s${WORD}[^.\n]{0,60}|\b[Uu]se ${WORD} (?:when|once|if|after|as soon as|to (?:signal|indicate|end|finish|stop))\b[^.\n]{0,160}`,
);
/** Conditions of an end; others are about answers that are not known. */
const FINISHED =
  /\b(?:done|complete[ds]?|completion|finish(?:ed)?|solved|addressed|satisf\w+|approv\w*|good enough|acceptable|no (?:more|further)|everything|over|ready|end (?:of )?(?:your|the|every|each)|at the end)\b/i;
