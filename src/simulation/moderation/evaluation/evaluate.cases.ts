import { type ModerationCategory, moderationCategories } from '../../../engine/ports/moderator.ts';
import type { ModerationVerdict } from '../moderate.ts';
import type { LabelledText } from './labelled-text.cases.ts';

/** How often a classifier agrees with the labels. */
export interface Agreement {
  /** Number of sentences with the label. */
  readonly support: number;
  /** Share of flagged sentences that are labelled; 1 if none were flagged. */
  readonly precision: number;
  /** Share of labelled sentences that were flagged; 1 if none are labelled. */
  readonly recall: number;
}

export interface Evaluation {
  readonly size: number;
  readonly categories: Readonly<Record<ModerationCategory, Agreement>>;
  /** All decisions in all categories together. */
  readonly overall: Agreement;
  /** The single decision whether a sentence is harmful at all. */
  readonly flagged: Agreement;
}

/** Scores a classifier against labelled sentences. Open labels are not counted. */
export function evaluate(
  texts: readonly LabelledText[],
  classify: (text: string) => Pick<ModerationVerdict, 'flagged' | 'categories'>,
): Evaluation {
  const tallies = new Map(
    moderationCategories.map((category) => [category, { hits: 0, false: 0, missed: 0 }]),
  );
  const all = { hits: 0, false: 0, missed: 0 };
  const any = { hits: 0, false: 0, missed: 0 };
  for (const { text, labels, open } of texts) {
    const verdict = classify(text);
    for (const category of moderationCategories) {
      if (open.has(category)) continue;
      for (const tally of [tallies.get(category), all]) {
        if (tally) count(tally, labels.has(category), verdict.categories[category]);
      }
    }
    if (labels.size > 0 || open.size === 0) count(any, labels.size > 0, verdict.flagged);
  }
  return {
    size: texts.length,
    categories: Object.fromEntries(
      [...tallies].map(([name, tally]) => [name, toAgreement(tally)]),
    ) as Evaluation['categories'],
    overall: toAgreement(all),
    flagged: toAgreement(any),
  };
}

interface Tally {
  hits: number;
  false: number;
  missed: number;
}

function count(tally: Tally, isLabelled: boolean, isFlagged: boolean): void {
  if (isLabelled && isFlagged) tally.hits++;
  else if (isFlagged) tally.false++;
  else if (isLabelled) tally.missed++;
}

function toAgreement({ hits, false: wrong, missed }: Tally): Agreement {
  const share = (of: number): number => (of === 0 ? 1 : hits / of);
  return { support: hits + missed, precision: share(hits + wrong), recall: share(hits + missed) };
}

/** Renders an evaluation as a Markdown table. */
export function toMarkdown({ categories, overall, flagged }: Evaluation): string {
  const row = (name: string, { support, precision, recall }: Agreement): string =>
    `| ${name} | ${support} | ${precision.toFixed(2)} | ${recall.toFixed(2)} |`;
  return [
    '| category | labelled | precision | recall |',
    '| --- | ---: | ---: | ---: |',
    ...moderationCategories.map((category) => row(`\`${category}\``, categories[category])),
    row('all categories together', overall),
    row('`flagged`', flagged),
  ].join('\n');
}
