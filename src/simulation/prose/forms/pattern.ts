import { bestLabel } from '../../reading/label-for.ts';
import { Roots } from '../../reading/roots.ts';
import type { Form } from '../scene.ts';

/** Worked examples with labels: "Tweet: … Sentiment: positive", and a last one without its label. */
export const pattern: Form = {
  name: 'pattern',
  recognise: ({ reading: { text } }) => {
    const last = OPEN.exec(text.slice(-200));
    if (last === null || text.length > LONGEST) return undefined;
    const examples = examplesIn(text, last[1]!);
    const open = examples.pop();
    if (open === undefined || examples.length < 2) return undefined;
    const labels = [...new Set(examples.map(({ label }) => label))];
    const isClosed = labels.every((label) => label.length <= 40) && labels.length < examples.length + 1;
    if (!isClosed || labels.length < 2 || labels.some((label) => label === '')) return undefined;
    const chosen = bestLabel(labels, '', open.input) ?? nearest(examples, open.input);
    return () => [chosen];
  },
};

interface Example {
  readonly input: string;
  readonly label: string;
}

const LONGEST = 12_000;
/** The label at the end that the answer goes on from. */
const OPEN = /(?:^|\n)[ \t]{0,12}([A-Z][\w ]{0,30}?)[ \t]{0,12}(?::|->|=>)[ \t]{0,12}$/;

/** What stands before each line with a label, and the rest of that line. */
function examplesIn(text: string, name: string): Example[] {
  const line = new RegExp(`^[ \\t]{0,12}${name}[ \\t]{0,12}(?::|->|=>)[ \\t]{0,12}([^\\n]*)$`, 'gm');
  const examples: Example[] = [];
  let from = 0;
  for (const match of text.matchAll(line)) {
    examples.push({ input: text.slice(from, match.index).trim(), label: match[1]!.trim() });
    from = match.index + match[0].length;
    if (examples.length > MOST) break;
  }
  return examples;
}

const MOST = 60;

/** The label of the example with most of the words of an input. */
function nearest(examples: readonly Example[], input: string): string {
  const words = new Roots();
  const own = words.of(input);
  const merit = (example: Example): number =>
    [...words.of(example.input)].filter((root) => own.has(root)).length;
  return examples.reduce((one, other) => (merit(other) > merit(one) ? other : one)).label;
}
