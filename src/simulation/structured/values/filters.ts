import type { Roots } from '../../reading/roots.ts';
import type { Candidate } from './candidates.ts';
import { type Column, columnOf, MONEY } from './columns.ts';
import type { Field, Group } from './fields.ts';
import type { Row } from './records.ts';
import type { Assigned, Region } from './region.ts';

/** A list of conditions: which column, how it compares, with what. */
interface FilterFields {
  readonly column: Field;
  readonly operator: Field | undefined;
  readonly value: Field;
}

type Comparison = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains';

const OPERATORS: readonly (readonly [Comparison, RegExp])[] = [
  ['eq', /^(?:=|==|===|eq|equals?|equal_?to|is)$/i],
  ['ne', /^(?:!=|<>|≠|ne|neq|not_?equals?|not_?equal_?to|is_?not|not)$/i],
  ['gt', /^(?:>|gt|greater|greater_?than|more_?than|above|after|over)$/i],
  ['gte', /^(?:>=|≥|gte|ge|at_?least|min|greater_?(?:than_?)?or_?equal(?:_?to)?|from|since)$/i],
  ['lt', /^(?:<|lt|less|less_?than|below|before|under)$/i],
  ['lte', /^(?:<=|≤|lte|le|at_?most|max|less_?(?:than_?)?or_?equal(?:_?to)?|to|until)$/i],
  ['contains', /^(?:contains?|like|ilike|includes?|has)$/i],
];

/** The fields of a list of conditions; undefined for other lists. */
function filterFieldsOf({ fields }: Group): FilterFields | undefined {
  if (fields.length < 2 || fields.length > 4) return undefined;
  const column = fields.find(
    ({ name, type }) =>
      (type === 'choice' || type === 'text') &&
      /^(?:field|column|key|attribute|property|col|name)$/i.test(name),
  );
  const operator = fields.find(
    ({ type, values }) =>
      type === 'choice' && values.filter((value) => comparisonNamed(value) !== undefined).length >= 2,
  );
  const value = fields.find(({ name }) => /^(?:value|val|operand|argument|threshold)s?$/i.test(name));
  if (column?.type !== 'choice' || value === undefined) return undefined;
  return { column, operator, value };
}

const comparisonNamed = (value: unknown): Comparison | undefined =>
  OPERATORS.find(([, form]) => form.test(String(value)))?.[0];

interface Condition {
  readonly column: unknown;
  readonly comparison: Comparison;
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
}

/**
 * The conditions that a request states for a list of filters; undefined if the group is none.
 *
 * @example
 * // 'orders from Oslo over 20 euros': [{ column: 'city', operator: 'eq', value: 'Oslo' }, { column: 'total', … }]
 */
export function filtersOf(group: Group, region: Region, roots: Roots): Row[] | undefined {
  const fields = filterFieldsOf(group);
  if (fields === undefined) return undefined;
  const columns = fields.column.values.slice(0, MOST_COLUMNS).map((value) => columnOf(value, roots));
  const rows: Row[] = [];
  for (const { column, comparison, value, start, end } of conditionsIn(columns, region)) {
    const operator = fields.operator?.values.find((each) => comparisonNamed(each) === comparison);
    if (fields.operator !== undefined && operator === undefined) continue;
    const place = { score: 2, start, end };
    const row = new Map<Field, Assigned>([[fields.column, { value: column, ...place }]]);
    if (fields.operator !== undefined) row.set(fields.operator, { value: operator, ...place });
    row.set(fields.value, { value: fields.value.type === 'text' ? String(value) : value, ...place });
    rows.push(row);
  }
  return rows;
}

const MOST_COLUMNS = 40;
const MOST_CONDITIONS = 12;

function conditionsIn(columns: readonly Column[], region: Region): Condition[] {
  const { text, candidates, focus } = region;
  const found: Condition[] = [];
  const taken: { readonly start: number; readonly end: number }[] = [];
  const inFocus = candidates.filter(({ start, end }) => start >= focus.start && end <= focus.end);
  for (const candidate of inFocus) {
    region.budget.left -= columns.length;
    if (found.length >= MOST_CONDITIONS || region.budget.left < 0) break;
    const { start, end } = candidate;
    if (!VALUES.has(candidate.kind) || taken.some((other) => start < other.end && other.start < end))
      continue;
    if (candidate.kind === 'number' && isLimit(text, candidate)) continue;
    const column = columnFor(candidate, columns, text);
    if (column === undefined) continue;
    taken.push({ start, end });
    found.push({
      column: column.value,
      comparison: comparisonAt(text, candidate),
      value: comparedWith(candidate, column),
      start,
      end,
    });
  }
  for (const column of columns) {
    for (const worded of wordedFor(column, text.slice(focus.start, focus.end))) {
      const start = worded.start + focus.start;
      const end = worded.end + focus.start;
      if (found.length >= MOST_CONDITIONS || taken.some((other) => start < other.end && other.start < end))
        continue;
      taken.push({ start, end });
      found.push({ column: column.value, comparison: worded.comparison, value: worded.value, start, end });
      break;
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** Kinds of values that conditions compare with. */
const VALUES = new Set(['number', 'money', 'percent', 'date', 'name', 'quoted', 'id']);

function comparedWith({ kind, value, text }: Candidate, column: Column): unknown {
  if (kind === 'number' || kind === 'money' || kind === 'percent') return value;
  if (kind === 'date' && value !== undefined)
    return column.tokens.includes('year') ? Number(String(value).slice(0, 4)) : String(value).slice(0, 10);
  return text;
}

const isNumeric = ({ kind }: Candidate): boolean =>
  kind === 'number' || kind === 'money' || kind === 'percent';
const isYear = ({ kind, text, unit }: Candidate): boolean =>
  kind === 'number' && unit === undefined && /^(?:19|20)\d\d$/.test(text);

/** The column that the words around a value speak of, and that can hold it. */
function columnFor(candidate: Candidate, columns: readonly Column[], text: string): Column | undefined {
  let best: Column | undefined;
  let most = 0.6;
  const before = text.slice(Math.max(0, candidate.start - 45), candidate.start).replace(/^.*[.;!?]\s/, '');
  const after = text.slice(candidate.end, candidate.end + 24).replace(/[.,;!?].*$/s, '');
  for (const column of columns) {
    let score = 0;
    for (const root of column.roots) score = Math.max(score, 1.6 * (candidate.context.get(root) ?? 0));
    if (column.spoken !== undefined) {
      const spoken = before.match(column.spoken);
      if (spoken !== null) score += 0.7 + (0.6 * (spoken.index ?? 0)) / 45;
      else if (column.spoken.test(after)) score += 0.8;
    }
    if (candidate.kind === 'date') score += column.holds === 'date' ? 1 : -1.5;
    else if (isYear(candidate))
      score +=
        column.tokens.includes('year') || column.holds === 'date' ? 0.6 : column.holds === 'number' ? 0 : -1;
    else if (isNumeric(candidate)) {
      score += column.holds === 'number' ? 0.3 : -1.2;
      if (candidate.kind === 'money') score += column.tokens.some((token) => MONEY.test(token)) ? 0.9 : -0.6;
    } else if (candidate.kind === 'name') {
      if (column.holds === 'place') score += /^(?:in|from|at|near|to)$/.test(candidate.cue) ? 1 : 0.2;
      else score += column.holds === 'text' ? 0 : -1.5;
    } else score += column.holds === 'text' ? 0.2 : -0.5;
    if (score > most) {
      most = score;
      best = column;
    }
  }
  return best;
}

/** Whether a number says how many results are wanted. */
function isLimit(text: string, { start, end }: Candidate): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end, end + 24);
  if (/^ (?:at most|results?|rows?|entries|records|hits|items|max(?:imum)?)\b/i.test(after)) return true;
  return (
    /\b(?:first|top|last|latest|limit(?:ed)?(?: to| of)?|show(?: me)?|give me|list|find|at most|up to|only|return)(?: the)? $/i.test(
      before,
    ) &&
    /^ \p{Ll}{3,20}s\b/u.test(after) &&
    !/\b(?:with|of|for|have|has|than) (?:\p{L}+ ){0,2}$/iu.test(before)
  );
}

const BEFORE: readonly (readonly [Comparison, RegExp])[] = [
  [
    'ne',
    /\b(?:other than|not(?: equal to| in| from)?|except(?: for)?|excluding|isn['’]t|aren['’]t|but not|outside(?: of)?)$/i,
  ],
  [
    'lte',
    /\b(?:at most|(?:no|not) (?:more|longer|older|later|heavier|higher|larger|bigger|greater) than|up to|maximum(?: of)?|max\.?|until|till|no later than|\bbetween [^.;]{1,24} and|\bfrom \S{1,12} to)$/i,
  ],
  [
    'gte',
    /\b(?:at least|(?:no|not) (?:less|fewer|cheaper|younger|earlier|lower|smaller) than|minimum(?: of)?|min\.?|since|starting(?: from| at| on)?|between)$/i,
  ],
  [
    'gt',
    /\b(?:(?:more|greater|older|longer|higher|later|larger|bigger|heavier|newer|better|taller|dearer) than|over|above|after|exceeds?|exceeding|beyond)$/i,
  ],
  [
    'lt',
    /\b(?:(?:less|fewer|younger|cheaper|lower|earlier|smaller|shorter|lighter) than|under|below|before)$/i,
  ],
  ['contains', /\b(?:containing|contains?|includ(?:es|ing)|mention(?:s|ing))$/i],
];

function comparisonAt(text: string, { start, end }: Candidate): Comparison {
  const before = text
    .slice(Math.max(0, start - 45), start)
    .replace(/["“'$€£\s]+$/, '')
    .replace(/ (?:the|a|an|year|age of|total of)$/i, '');
  const after = text.slice(end, end + 24);
  if (
    /^\s?(?:\p{L}{1,12} )?(?:or (?:more|later|older|above|higher|better|newer)|and (?:up|above|more|over)|upwards|minimum)\b/iu.test(
      after,
    )
  )
    return 'gte';
  if (
    /^\s?(?:\p{L}{1,12} )?(?:or (?:less|fewer|earlier|younger|below|lower|under)|and (?:below|under)|at most|maximum)\b/iu.test(
      after,
    )
  )
    return 'lte';
  return BEFORE.find(([, form]) => form.test(before))?.[0] ?? 'eq';
}

interface Worded {
  readonly value: string;
  readonly comparison: Comparison;
  readonly start: number;
  readonly end: number;
}

/** Values in plain words beside the name of a column: "status other than closed", "in the sales department". */
function* wordedFor({ tokens, holds }: Column, text: string): Generator<Worded> {
  const name = tokens.filter((token) => token.length > 2).join('[ _-]');
  if (name === '' || holds === 'number' || holds === 'date' || !/^[\w[\] _-]+$/.test(name)) return;
  const after = new RegExp(
    String.raw`\b${name} (?:(?:is|are|equals?|of|=|:|should be|must be|that is) ?)?(other than |not |except |isn['’]t |is not )?["“']?([\p{L}][\p{L}_-]{2,30})["”']?(?=[\s.,;!?]|$)`,
    'giu',
  );
  for (const match of text.matchAll(after)) {
    if (NO_VALUE.test(match[2]!)) continue;
    const start = match.index + match[0].lastIndexOf(match[2]!);
    yield { value: match[2]!, comparison: match[1] ? 'ne' : 'eq', start, end: start + match[2]!.length };
  }
  const before = new RegExp(
    String.raw`\b(not |outside |except )?(?:in |of |from |with )?(?:the |a |an )["“']?([\p{L}][\p{L}_-]{2,30})["”']? ${name}\b`,
    'giu',
  );
  for (const match of text.matchAll(before)) {
    if (NO_VALUE.test(match[2]!)) continue;
    const start = match.index + match[0].lastIndexOf(match[2]!);
    yield { value: match[2]!, comparison: match[1] ? 'ne' : 'eq', start, end: start + match[2]!.length };
  }
}

const NO_VALUE =
  /^(?:the|and|or|but|with|who|which|that|this|than|any|all|same|other|their|its|should|must|does|from|for|over|under|above|below|between|more|less|new|old|current|first|second|last|ascending|descending|asc|desc)$/i;
