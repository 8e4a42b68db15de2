import type { Roots } from '../../reading/roots.ts';
import { recordsIn } from '../../reading/structures.ts';
import { assign } from './assign.ts';
import { type Candidate, candidatesIn } from './candidates.ts';
import type { Field, Group } from './fields.ts';
import type { Assigned, Budget, Region } from './region.ts';

export type Row = ReadonlyMap<Field, Assigned>;

/** Rows of one list. */
const MOST_ROWS = 20;

/**
 * The records that a text states for a list of objects: rows of a table, lines, or the parts of sentences that each
 * name one thing. Of several ways to divide the text, the one that fills most fields counts.
 *
 * @example
 * rowsOf(group, 'Ann is 30 and Bob is 25.', candidates, roots).length; // 2
 */
export function rowsOf(
  group: Group,
  text: string,
  candidates: readonly Candidate[],
  roots: Roots,
  budget: Budget,
): Row[] {
  const tabled = fromRecords(group, text, roots, budget);
  if (tabled.length > 0) return tabled;
  let best: Row[] = [];
  let most = 0;
  for (const segments of divisions(group, text, candidates, roots, budget)) {
    let rows = segments
      .slice(0, MOST_ROWS + 4)
      .map(([from, to]) =>
        assign(
          group.fields,
          { text, from, to, focus: { start: 0, end: text.length }, candidates, budget },
          roots,
        ),
      )
      .filter((row) => isRow(group, row));
    const largest = rows.reduce((size, row) => Math.max(size, row.size), 0);
    rows = rows.filter((row) => row.size >= Math.ceil(largest * 0.6));
    // Rows that lack a field count less, so that a list of full records wins over more pieces of them.
    const merit = rows.reduce((sum, row) => sum + row.size - 0.6, 0);
    if (merit > most) {
      most = merit;
      best = rows;
    }
  }
  // One value alone is no record of a list.
  const isRecord = best.length > 1 || (best[0]?.size ?? 0) > 1 || group.fields.length === 1;
  return isRecord ? best.slice(0, MOST_ROWS) : [];
}

function isRow(group: Group, row: Row): boolean {
  return row.size >= Math.max(1, Math.ceil(group.fields.length / 3));
}

/** Rows of a table or of JSON whose columns are named like the fields. */
function fromRecords(group: Group, text: string, roots: Roots, budget: Budget): Row[] {
  const rows: Row[] = [];
  for (const part of recordsIn(text)) {
    if (part.kind !== 'records' || part.records.length < 2) continue;
    for (const record of part.records.slice(0, MOST_ROWS)) {
      const line = record.fields.map(([key, value]) => `${key}: ${value}`).join('\n');
      const candidates = candidatesIn(line, roots).filter(({ kind }) => !LOOSE.has(kind));
      const row = assign(
        group.fields,
        { text: line, from: 0, to: line.length, focus: { start: 0, end: line.length }, candidates, budget },
        roots,
      );
      // The one field without a value takes the one column without a name that fits.
      const open = group.fields.filter((field) => !row.has(field) && field.type === 'text');
      const taken = new Set([...row.values()].map(({ value }) => String(value)));
      const left = record.fields.find(([, value]) => /\p{L}/u.test(value) && !taken.has(value));
      if (open.length === 1 && left !== undefined)
        row.set(open[0]!, { value: left[1], score: 1, start: 0, end: 0 });
      if (row.size >= Math.ceil(group.fields.length / 2)) rows.push(row);
    }
  }
  return rows;
}

/** Kinds that cells of a table are not divided into. */
const LOOSE = new Set(['heading', 'name', 'named', 'object', 'phrase', 'counted', 'infinitive']);

type Segment = readonly [from: number, to: number];

function* divisions(
  group: Group,
  text: string,
  candidates: readonly Candidate[],
  roots: Roots,
  budget: Budget,
): Generator<readonly Segment[]> {
  const lines = split(text, /\n+/g);
  const items = lines.filter(([from, to]) => /^\s*(?:[-*•]|\d{1,2}[.)])\s/.test(text.slice(from, to)));
  // What stands around a list is no part of it.
  if (items.length > 1) {
    yield items;
    return;
  }
  if (lines.length > 1) yield lines;
  const sentences = split(text, /[.!?](?=\s|$)\s*|\n+|;\s*/g);
  if (sentences.length > 1) yield sentences;
  const atoms = split(text, ATOMS);
  for (const anchor of group.fields.slice(0, 4)) {
    if (anchor.type === 'flag') continue;
    const segments = anchored(anchor, text, atoms, candidates, roots, budget);
    if (segments.length > 0) yield segments;
  }
  yield [[0, text.length]];
}

const ATOMS =
  /[.!?:](?=\s|$)\s*|\n+|[;,](?=\s)\s*(?:and |then |plus )?|\s+(?:and|plus|while|as well as|who|und)\s+/gi;

function split(text: string, at: RegExp): Segment[] {
  const segments: [number, number][] = [];
  let from = 0;
  for (const match of text.matchAll(at)) {
    if (match.index > from) segments.push([from, match.index]);
    from = match.index + match[0].length;
  }
  if (from < text.length) segments.push([from, text.length]);
  return segments.slice(0, 60);
}

/** Segments that each hold one value of a field: parts of sentences without one belong to the segment before. */
function anchored(
  anchor: Field,
  text: string,
  atoms: readonly Segment[],
  candidates: readonly Candidate[],
  roots: Roots,
  budget: Budget,
): Segment[] {
  const segments: [number, number][] = [];
  for (const [from, to] of atoms) {
    const region: Region = { text, from, to, focus: { start: 0, end: text.length }, candidates, budget };
    if (assign([anchor], region, roots).size > 0) segments.push([from, to]);
    else if (segments.length > 0) segments.at(-1)![1] = to;
  }
  return segments;
}
