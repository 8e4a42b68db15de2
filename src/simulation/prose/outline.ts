import type { SentenceKind } from './sentences.ts';

/** The aspect a question asks about; determines the opening and emphasis of the answer. */
export type Leaning = 'definition' | 'mechanism' | 'reason' | 'history' | 'benefit' | 'advice';

/** The kinds of an answer's sentences in order, repeated for long answers. Two plans per leaning. */
export const PLANS: Readonly<Record<Leaning, readonly (readonly SentenceKind[])[]>> = {
  definition: [
    kinds(
      'definition context mechanism mechanism example benefit mechanism caution practice history comparison misconception benefit outlook',
    ),
    kinds(
      'definition mechanism example context history mechanism practice benefit caution comparison benefit outlook misconception advice',
    ),
  ],
  mechanism: [
    kinds(
      'definition mechanism mechanism mechanism example mechanism practice caution mechanism benefit comparison context mechanism outlook',
    ),
    kinds(
      'definition mechanism mechanism example mechanism mechanism reason practice misconception mechanism caution benefit history outlook',
    ),
  ],
  reason: [
    kinds(
      'reason reason reason example mechanism reason misconception context reason mechanism comparison history caution outlook',
    ),
    kinds(
      'reason mechanism reason reason context example reason mechanism misconception caution reason practice history outlook',
    ),
  ],
  history: [
    kinds(
      'history history history context history example misconception history mechanism benefit history comparison caution outlook',
    ),
    kinds(
      'definition history history context history mechanism history example caution history benefit practice comparison outlook',
    ),
  ],
  benefit: [
    kinds(
      'benefit benefit context benefit example benefit caution practice benefit comparison mechanism benefit misconception outlook',
    ),
    kinds(
      'definition benefit benefit example benefit mechanism benefit caution practice benefit comparison history advice outlook',
    ),
  ],
  advice: [
    kinds(
      'context advice advice example advice caution advice practice benefit advice misconception advice comparison outlook',
    ),
    kinds(
      'advice advice caution advice practice advice example benefit advice mechanism advice caution comparison outlook',
    ),
  ],
};

/** Sections of long texts: a heading and the kinds of its sentences. */
export const HEADINGS: readonly (readonly [string, readonly SentenceKind[]])[] = [
  ['A closer look at {t}', kinds('mechanism mechanism example mechanism practice')],
  ['A look back', kinds('history history context history misconception')],
  ['What there is to gain', kinds('benefit benefit example benefit comparison')],
  ['Limits and open points', kinds('caution misconception caution comparison caution')],
  ['{T} in practice', kinds('practice example practice advice practice')],
  ['Why it matters', kinds('context reason benefit reason context')],
  ['Good habits', kinds('advice advice practice caution advice')],
  ['Other points of view', kinds('comparison misconception context comparison reason')],
  ['Looking ahead', kinds('outlook outlook context outlook conclusion')],
];

function kinds(list: string): readonly SentenceKind[] {
  return list.split(' ') as SentenceKind[];
}
