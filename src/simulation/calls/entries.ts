import type { MadeCall } from '../reading/calls.ts';
import { parsed } from '../reading/calls.ts';
import { recordsIn } from '../reading/structures.ts';

/** One of the things that a result speaks of: its values by key, or a bare text. */
export interface Entry {
  readonly fields: readonly (readonly [key: string, value: string])[];
  readonly text: string;
}

const MOST_ENTRIES = 200;

/** The records and list items of a result; of a text that has none, the text. */
export function entriesOf({ result = '' }: MadeCall): Entry[] {
  const value = parsed(result);
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object'))
    return value.slice(0, MOST_ENTRIES).map(bare);
  if (value !== undefined && typeof value !== 'object') return [bare(value)];
  const entries: Entry[] = [];
  for (const part of recordsIn(result)) {
    if (part.kind === 'records')
      for (const record of part.records) {
        const fields = record.fields.map(([key, each]) => [key, each] as const);
        entries.push({ fields, text: fields.map(([key, each]) => `${key}: ${each}`).join('\n') });
      }
  }
  const lists = listsIn(value);
  if (lists.length > 0 && entries.every(({ fields }) => fields.length < 4))
    return [...lists.flat(), ...entries].slice(0, MOST_ENTRIES);
  if (entries.length > 0) return entries.slice(0, MOST_ENTRIES);
  const lines = result
    .trim()
    .split(/\n+/)
    .map((line) => line.replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/, '').trim());
  const items =
    lines.length > 1
      ? lines
      : /^[\w./-]+(?:,\s*[\w./-]+)+$/.test(lines[0]!)
        ? lines[0]!.split(/,\s*/)
        : lines;
  return items
    .filter((item) => item !== '')
    .slice(0, MOST_ENTRIES)
    .map(bare);
}

const bare = (value: unknown): Entry => ({ fields: [], text: String(value) });

/** Lists of plain values in a JSON object, such as `{"files": ["a.txt", "b.txt"]}`. */
function listsIn(value: unknown): Entry[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.values(value)
    .filter((each) => Array.isArray(each) && each.length > 0 && each.every((one) => typeof one !== 'object'))
    .map((each) => (each as unknown[]).slice(0, MOST_ENTRIES).map(bare));
}

/** The only number of a result: a plain one, or the only one of a record; undefined if there are several. */
export function numberOf(call: MadeCall): string | undefined {
  const entries = entriesOf(call);
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined) return undefined;
  if (entry.fields.length === 0) {
    const numbers = entry.text.match(/-?\d[\d,]*(?:\.\d+)?/g) ?? [];
    return numbers.length === 1 || (numbers.length > 1 && /=/.test(entry.text))
      ? numbers.at(-1)!.replaceAll(',', '')
      : undefined;
  }
  const numbers = entry.fields.filter(([, value]) => /^-?\d[\d,]*(?:\.\d+)?$/.test(value));
  const named = numbers.find(([key]) => /^(?:result|value|answer|output|sum|total|product)$/i.test(key));
  return (named ?? (numbers.length === 1 ? numbers[0] : undefined))?.[1].replaceAll(',', '');
}

/** Last words of names that identify something. */
export const ID_WORDS: ReadonlySet<string> = new Set(
  'id ids identifier uuid code number no ref reference key sku'.split(' '),
);
