import type { Effort } from '../../../engine/effort.ts';
import type { JsonSchema } from '../../../engine/request.ts';
import { Roots } from '../../reading/roots.ts';
import { recordsIn } from '../../reading/structures.ts';
import type { Facts } from '../facts/facts.ts';
import { keyOf as nameKey } from '../facts/literals.ts';
import { assign } from './assign.ts';
import { assignBlocks } from './blocks.ts';
import { type Candidate, candidatesIn } from './candidates.ts';
import { chosenItem } from './chosen.ts';
import { type Field, fieldsOf } from './fields.ts';
import { filtersOf } from './filters.ts';
import { rowsOf } from './records.ts';
import { type Assigned, type Budget, MOST_COMPARISONS, type Region } from './region.ts';
import { assignSorting } from './sorting.ts';

/** The values that a request states for the fields of a schema, by their paths. */
export class Values {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #sure: ReadonlySet<string>;
  readonly #lengths: ReadonlyMap<string, number>;

  constructor(
    values: ReadonlyMap<string, unknown>,
    lengths: ReadonlyMap<string, number>,
    sure: ReadonlySet<string>,
  ) {
    this.#values = values;
    this.#sure = sure;
    this.#lengths = lengths;
  }

  /** Whether the request states any value, so that a field it says nothing of was left out on purpose. */
  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  /** The value stated for a path; undefined if there is none. */
  at(path: readonly (string | number)[]): unknown {
    return this.#values.size === 0 ? undefined : this.#values.get(keyOf(path));
  }

  /** Whether the value for a path is of a kind of its own or clearly meant, rather than any text that might do. */
  isSureOf(path: readonly (string | number)[]): boolean {
    return this.#sure.has(keyOf(path));
  }

  /** How many items the request states for a list. */
  lengthAt(path: readonly (string | number)[]): number | undefined {
    return this.#lengths.size === 0 ? undefined : this.#lengths.get(keyOf(path));
  }

  /** Whether the request states a value for a property or for something in it. */
  speaksOf(path: readonly (string | number)[]): boolean {
    const key = keyOf(path);
    if (this.#values.has(key)) return true;
    for (const other of this.#values.keys()) if (other.startsWith(`${key}/`)) return true;
    return false;
  }
}

/** The budget of all values of one request. */
export const budgetOf = (effort: Effort): Budget => effort.once(BUDGET, () => ({ left: MOST_COMPARISONS }));
const BUDGET = {};

/** As {@link valuesFor}, read once for all choices of a request. */
export function valuesOnce(schema: JsonSchema, facts: Facts, name: string, effort: Effort): Values {
  const known = effort.once(KNOWN, () => new Map<JsonSchema, Map<string, Values>>());
  const ofSchema = known.get(schema) ?? new Map<string, Values>();
  known.set(schema, ofSchema);
  const given = facts.given === undefined ? '' : JSON.stringify([...facts.given]);
  const key = [name, facts.focus.start, facts.focus.end, given, facts.text].join('\n');
  const values = ofSchema.get(key) ?? valuesFor(schema, facts, name, budgetOf(effort));
  ofSchema.set(key, values);
  return values;
}
const KNOWN = {};

const keyOf = (path: readonly (string | number)[]): string => path.join('/');

export const noValues = new Values(new Map(), new Map(), new Set());

/**
 * Reads the values that facts state for the fields of a schema, within a budget. Values that are not reached in it are
 * not found.
 *
 * @example
 * valuesFor(schema, factsIn('Ann Lee ordered 3 lamps.'), 'order', budget).at(['quantity']); // 3
 */
export function valuesFor(schema: JsonSchema, facts: Facts, name: string, budget: Budget): Values {
  const { text, focus, chosen } = toRead(facts);
  if (text === '' && facts.given === undefined) return noValues;
  const roots = new Roots();
  const { single, groups } = fieldsOf(schema, name, roots);
  if (single.length === 0 && groups.length === 0) return noValues;
  const candidates = candidatesIn(text, roots);
  const values = new Map<string, unknown>();
  const lengths = new Map<string, number>();
  const sure = new Set<string>();
  const open: Field[] = [];
  for (const field of single) {
    const value = facts.given === undefined ? undefined : givenTo(field, facts.given);
    // The parts of a solution are worked out, not read.
    if (
      facts.solution !== undefined &&
      field.tokens.some((token) => SOLVED.has(token)) &&
      field.want !== 'expression'
    )
      continue;
    if (value === undefined) open.push(field);
    else if (field.isList) {
      values.set(`${field.key}/0`, value);
      lengths.set(field.key, 1);
    } else values.set(field.key, value);
    if (value !== undefined) sure.add(field.key);
  }
  const whole: Region = {
    text,
    from: 0,
    to: text.length,
    focus,
    candidates,
    budget,
    ...(chosen !== undefined && { chosen }),
  };
  const settled = new Map([
    ...assignBlocks(open, candidates, text, budget),
    ...assignSorting(open, whole, roots),
  ]);
  const rest = open.filter((field) => !settled.has(field));
  const region = { ...whole, candidates: withoutTaken(candidates, settled) };
  for (const [field, { value, score }] of [...settled, ...assign(rest, region, roots)]) {
    if (score >= (isFree(field) ? CLEAR : 1)) sure.add(field.key);
    if (Array.isArray(value)) {
      lengths.set(field.key, value.length);
      for (const [index, each] of value.entries()) values.set(`${field.key}/${index}`, each);
    } else values.set(field.key, value);
  }
  for (const group of groups) {
    const rows = filtersOf(group, whole, roots) ?? rowsOf(group, text, candidates, roots, budget);
    if (rows.length === 0) continue;
    lengths.set(group.key, rows.length);
    for (const [index, row] of rows.entries()) {
      for (const [field, { value }] of row) {
        const key = `${group.key}/${index}${field.key.slice(group.key.length + 2)}`;
        if (!Array.isArray(value)) values.set(key, value);
        else {
          lengths.set(key, value.length);
          for (const [at, each] of value.entries()) values.set(`${key}/${at}`, each);
        }
      }
    }
  }
  return new Values(values, lengths, sure);
}

/**
 * How many required fields of a schema facts state values for, if they state all of them; 0 otherwise. Fields for any
 * text do not count, and do not have to be stated.
 */
export function statedFields(schema: JsonSchema, facts: Facts, name: string, budget: Budget): number {
  const { single, groups } = fieldsOf(schema, name, new Roots());
  const needed = single.filter(
    (field) =>
      field.isRequired && field.type !== 'flag' && field.want !== 'message' && field.want !== 'query',
  );
  const lists = groups.filter(({ fields }) => fields.some(({ isRequired }) => isRequired));
  if (needed.length + lists.length === 0) return 0;
  const values = valuesFor(schema, facts, name, budget);
  const isStated = [...needed, ...lists].every(({ key }) => values.speaksOf(key.split('/')));
  // A message counts if it is stated word for word.
  const messages = single.filter(
    ({ isRequired, want, key }) =>
      isRequired && want === 'message' && isQuoted(values.at(key.split('/')), facts.text),
  );
  return isStated ? needed.length + messages.length + 2 * lists.length : 0;
}

const isQuoted = (value: unknown, text: string): boolean =>
  typeof value === 'string' && /["“«`]/.test(text.charAt(text.indexOf(value) - 1));

const SOLVED = new Set(
  'answer result solution steps step explanation output sum total working reasoning'.split(' '),
);

/** The values that are not settled. */
function withoutTaken(
  candidates: readonly Candidate[],
  blocks: ReadonlyMap<Field, Assigned>,
): readonly Candidate[] {
  if (blocks.size === 0) return candidates;
  const taken = [...blocks.values()];
  return candidates.filter((each) => !taken.some(({ start, end }) => each.start < end && start < each.end));
}

/** Whether a field holds any text or choice, so that what the request as a whole says may suit it better. */
const isFree = ({ want, type }: Field): boolean =>
  type === 'choice' || type === 'flag' || want === 'text' || want === 'message' || want === 'query';

/** The least score of a value for such a field that is certainly meant for it. */
const CLEAR = 2.6;

/** What is read of facts: with the item of an earlier list that the request chooses, and without other records. */
function toRead({ text, focus }: Facts): Pick<Region, 'text' | 'focus' | 'chosen'> {
  if (focus.start > 0 || text.length <= focus.end + 2) return { text, focus };
  const item = chosenItem(text.slice(0, focus.end), text.slice(focus.end));
  if (item === undefined) return { text: withoutOthers(text, focus), focus };
  const end = focus.end + 1 + item.length;
  return {
    text: `${text.slice(0, focus.end)}\n${item}\n\n${text.slice(focus.end).replace(item, '').trim()}`,
    focus: { start: 0, end },
    chosen: { start: focus.end + 1, end },
  };
}

/** The text without those records of its supporting part that are about other things than its main part. */
function withoutOthers(text: string, focus: Facts['focus']): string {
  if (focus.start > 0 || text.length <= focus.end + 2) return text;
  const asked = text.slice(0, focus.end).toLowerCase();
  const parts = recordsIn(text.slice(focus.end).trim());
  const records = parts.flatMap((part) => (part.kind === 'records' ? part.records : []));
  const about = records.filter(({ fields }) =>
    fields.some(([, value]) => value.length > 2 && value.length < 80 && asked.includes(value.toLowerCase())),
  );
  if (records.length < 2 || about.length === 0 || about.length === records.length) return text;
  const kept = parts.flatMap((part) =>
    part.kind === 'records'
      ? part.records
          .filter((record) => about.includes(record))
          .map(({ fields }) => fields.map(([key, value]) => `${key}: ${value}`).join('\n'))
      : [part.text],
  );
  return `${text.slice(0, focus.end)}\n\n${kept.join('\n\n')}`;
}

/** The value that is decided for a field, in its type. */
function givenTo(field: Field, given: ReadonlyMap<string, string>): unknown {
  const written = given.get(nameKey(field.name));
  if (written === undefined) return undefined;
  if (field.type === 'number') {
    const value = Number(written.replace(/[,$€£%]/g, ''));
    return Number.isFinite(value) ? value : undefined;
  }
  if (field.type === 'flag') return /^(?:yes|true|on)$/i.test(written);
  if (field.type === 'choice')
    return field.values.find((value) => String(value).toLowerCase() === written.toLowerCase());
  return written;
}
