import type { ModerationCategory } from '../../../engine/ports/moderator.ts';
import { widerCategory } from '../category.ts';

/** A sentence with the labels a careful reader gives it. */
export interface LabelledText {
  readonly text: string;
  /** Includes the wider categories that narrower ones imply. */
  readonly labels: ReadonlySet<ModerationCategory>;
  /** Labels that readers may disagree about; not counted. */
  readonly open: ReadonlySet<ModerationCategory>;
}

/** A sentence and its labels as written in the sets. A leading question mark leaves a label open. */
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
