import { type ModerationCategory, widerCategory } from '../category.ts';

/** A sentence with what a careful reader finds in it. */
export interface LabelledText {
  readonly text: string;
  /** With every wider category that the narrower ones imply. */
  readonly labels: ReadonlySet<ModerationCategory>;
  /** Where readers may differ: not counted either way. */
  readonly open: ReadonlySet<ModerationCategory>;
}

/** A sentence and its labels, as the sets are written; a question mark before a label leaves it open. */
export type LabelledRow = readonly [
  text: string,
  ...labels: (ModerationCategory | `?${ModerationCategory}`)[],
];

export function toLabelledText([text, ...marks]: LabelledRow): LabelledText {
  const labels = new Set<ModerationCategory>();
  const open = new Set<ModerationCategory>();
  for (const mark of marks) {
    const isOpen = mark.startsWith('?');
    const category = (isOpen ? mark.slice(1) : mark) as ModerationCategory;
    const into = isOpen ? open : labels;
    into.add(category);
    const wider = widerCategory[category];
    if (wider) into.add(wider);
  }
  for (const label of labels) open.delete(label);
  return { text, labels, open };
}

/** One sentence per line; all of them carry the same labels. */
export const sentences = (labels: readonly LabelledRow[1][], lines: string): LabelledRow[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => [line, ...labels]);
