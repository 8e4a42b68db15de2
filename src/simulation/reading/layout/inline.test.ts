import { expect, it } from 'vitest';
import { layoutAsked } from './asked.ts';

function shown(text: string): string | undefined {
  const layout = layoutAsked([text])?.layout;
  if (layout?.kind === 'table') return layout.columns.join(layout.separator);
  if (layout?.kind !== 'parts') return undefined;
  return layout.parts.map(({ before, property }) => `${before}{${property.name}}`).join('') + layout.end;
}

it.each([
  ['Respond in the format "<city> (<year>)".\n\nThe tower in Oslo is of 1931.', '{city} ({year})'],
  [
    'Give me the facts as key=value lines with keys city and year.\n\nThe tower …',
    'city={city}\nyear={year}',
  ],
  ['Write one line per item in the form `item | price`.\n\n3 lamps at 40 euros.', 'item | price'],
  ['First line: the label (good or bad). Second line: one short reason.\n\nI like it.', '{label}\n{reason}'],
  [
    'Write the answer on the first line and the source on the second line.\n\nWhen was it built?',
    '{answer}\n{source}',
  ],
  ["- First line must read 'safe' or 'unsafe'.\n- If unsafe, a second line must name categories.", undefined],
  ['What does the second line of the poem mean?', undefined],
  ['Say "hello [name]" to her.', undefined],
])('%s', (text, wanted) => expect(shown(text)).toBe(wanted));
