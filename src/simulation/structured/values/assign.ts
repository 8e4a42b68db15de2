import { Roots } from '../../reading/roots.ts';
import { FIRST_NAMES } from '../facts/gazetteer.ts';
import type { Candidate } from './candidates.ts';
import { chosenIn } from './choices.ts';
import type { Field, Want } from './fields.ts';
import { expressionsIn, type Operation, operationsIn } from './operations.ts';
import { COUNTRY_NAMES, COUNTRY_OF, cityNamed, countryCode, expanded, zoneOf } from './places.ts';

/** The part of a text that is assigned, and its values. */
export interface Region {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Where the request stands; what is around it counts less. */
  readonly focus: { readonly start: number; readonly end: number };
  /** In the order of their positions. */
  readonly candidates: readonly Candidate[];
  readonly budget: Budget;
}

/** What reading the values of one schema may cost, in comparisons of a field with a value. */
export interface Budget {
  left: number;
}

/** Comparisons of about 2 µs for the answers to one request. */
export const MOST_COMPARISONS = 12_000;

/** What a field takes from a text. */
export interface Assigned {
  readonly value: unknown;
  /** How sure it is: below 1 it is only taken where nothing better is known. */
  readonly score: number;
  readonly start: number;
  readonly end: number;
}

interface Pair {
  readonly field: number;
  readonly candidate: Candidate;
  readonly value: unknown;
  readonly score: number;
  /** Whether it only goes on a list that another value begins. */
  readonly isWeak?: boolean;
}

/** Scores below which a value is not taken. */
const LEAST = 1;
const LEFT_OVER = 0.5;
/** Words in common that say nothing yet. */
const NOISE = 0.08;
/** Names of fields that many schemas use for anything. */
const VAGUE = 0.35;

/**
 * Assigns the values of a region to fields: every pair is scored by the kind of the value, by the words around it and
 * by its preposition; then the best pairs are taken, each value once. Ties go to the earlier field and value.
 */
export function assign(fields: readonly Field[], region: Region, roots: Roots): Map<Field, Assigned> {
  const found = new Map<Field, Assigned>();
  const text = region.text.slice(region.from, region.to);
  assignOperations(fields, region, found);
  const inside = within(region);
  const weights = weightsOf(fields);
  const isTakenApart = fields.some(({ name }) => /house|building/.test(name));
  // Fields that others of the same kind compete with.
  const rivals = new Set(
    fields.filter((field) =>
      fields.some((other) => other !== field && other.want === field.want && other.type === field.type),
    ),
  );
  const pairs: Pair[] = [];
  for (const [index, field] of fields.entries()) {
    if (found.has(field) || field.type === 'flag') continue;
    if (region.budget.left <= 0) break;
    if (field.type === 'choice') {
      region.budget.left -= 10 + (text.length * field.values.length) / 400;
      for (const { value, start, end, merit } of chosenIn(text, field, roots)) {
        const at = region.from + start;
        const near = contextAt(region.candidates, at);
        const isMeasured =
          /\d\s?$/.test(region.text.slice(Math.max(0, at - 3), at)) || near?.kind === 'money';
        const end_ = isMeasured ? endOf(field) : 0;
        const score =
          merit +
          0.8 * end_ +
          (near === undefined ? 0 : 0.6 * overlap(field, near, weights) + cueScore(field, near));
        const candidate: Candidate = {
          kind: 'phrase',
          text: String(value),
          start: at,
          end: region.from + end,
          cue: near?.cue ?? '',
          context: near?.context ?? new Map(),
          sentence: near?.sentence ?? 0,
        };
        pairs.push({ field: index, candidate, value, score });
      }
      continue;
    }
    region.budget.left -= inside.length;
    for (const candidate of inside) {
      if (candidate.kind === 'address' && isTakenApart) continue;
      const fit =
        field.type === 'number'
          ? numberFit(field, candidate, region.text)
          : ((field.type === 'any' && candidate.kind !== 'labelled'
              ? numberFit(field, candidate, region.text)
              : undefined) ?? textFit(field, candidate, region.text));
      if (fit === undefined) continue;
      const near = Math.max(0, overlap(field, candidate, weights) - NOISE);
      const score =
        fit.merit +
        3 * near +
        cueScore(field, candidate) -
        (isAround(candidate, region.focus) && !rivals.has(field) ? 0.5 : 0);
      const isRivalled =
        !field.isRequired && rivals.has(field) && fit.merit < 1.4 && cueScore(field, candidate) <= 0;
      const isWeak = (fit.needsContext === true || isRivalled) && near < 0.25;
      if (isWeak && !field.isList) continue;
      pairs.push({ field: index, candidate, value: fit.value, score, isWeak });
    }
  }
  // Small differences mean less than the order.
  const rank = ({ score }: Pair): number => Math.round(score * 4);
  pairs.sort((a, b) => rank(b) - rank(a) || a.field - b.field || a.candidate.start - b.candidate.start);
  if (process.env.DBG)
    for (const p of pairs.slice(0, 60))
      console.error(
        fields[p.field]!.key,
        fields[p.field]!.want,
        p.candidate.kind,
        JSON.stringify(p.candidate.text),
        p.candidate.cue,
        p.score.toFixed(2),
        p.isWeak ? 'weak' : '',
      ); // DBG
  const used: Candidate[] = [];
  const chosen: Candidate[] = [];
  // What is required takes what is left over, where nothing else fits it.
  for (const [round, { field, candidate, value, score, isWeak }] of [
    ...pairs.map((pair) => [1, pair] as const),
    ...pairs.map((pair) => [2, pair] as const),
  ]) {
    const target = fields[field]!;
    const isOpen = target.want === 'text' || target.want === 'message';
    const least = round === 2 && target.isRequired ? LEFT_OVER : target.isRequired || !isOpen ? LEAST : 1.3;
    if (score < least || isWeak || found.has(target)) continue;
    const usedUp = target.type === 'choice' ? chosen : used;
    if (usedUp.some((other) => clash(other, candidate))) continue;
    if (target.isList) {
      const run = runFrom(
        target,
        pairs.filter((pair) => pair.field === field),
        candidate,
        region.text,
        used,
        fields,
      );
      used.push(...run.map((pair) => pair.candidate));
      found.set(target, {
        value: [...new Set(run.map((pair) => pair.value))],
        score,
        start: candidate.start,
        end: run.at(-1)!.candidate.end,
      });
      continue;
    }
    // A word may choose the values of several fields, unless they choose from the same ones.
    if (target.type !== 'choice') used.push(candidate);
    else if (sharesValues(target, fields)) chosen.push(candidate);
    found.set(target, { value, score, start: candidate.start, end: candidate.end });
  }
  for (const field of fields) {
    if (field.type !== 'flag' || found.has(field)) continue;
    const flag = flagIn(field, text, roots);
    if (flag !== undefined) found.set(field, { value: flag, score: 2, start: region.from, end: region.from });
  }
  const isCounted = fields.some(
    ({ want, type }, index) => type === 'number' && want === 'quantity' && found.has(fields[index]!),
  );
  for (const field of fields) {
    if (!isCounted || found.has(field) || field.type !== 'number' || field.want !== 'quantity') continue;
    // Of people and things of which others are counted, there are none.
    if (field.isRequired && PEOPLE.test(field.name) && inRange(field, 0))
      found.set(field, { value: 0, score: 1, start: region.from, end: region.from });
  }
  complete(fields, inside, found);
  return found;
}

/** 1 for the side that something comes from, -1 for the one that it goes to. */
const endOf = ({ tokens }: Field): number =>
  tokens.some((token) => /^(?:from|source|base|old|sell)$/.test(token))
    ? 1
    : tokens.some((token) => /^(?:to|target|into|new|destination|quote|buy)$/.test(token))
      ? -1
      : 0;

const sharesValues = (field: Field, fields: readonly Field[]): boolean =>
  fields.some(
    (other) => other !== field && other.type === 'choice' && other.values.join() === field.values.join(),
  );

/** The values that stand in the region. */
function within({ candidates, from, to }: Region): readonly Candidate[] {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (candidates[middle]!.start < from) low = middle + 1;
    else high = middle;
  }
  const found: Candidate[] = [];
  for (let index = low; index < candidates.length && candidates[index]!.start < to; index++)
    if (candidates[index]!.end <= to) found.push(candidates[index]!);
  return found;
}

const isAround = (candidate: Candidate, focus: Region['focus']): boolean =>
  candidate.start < focus.start || candidate.start >= focus.end;

const clash = (a: Candidate, b: Candidate): boolean => a.start < b.end && b.start < a.end;

/** Values that a comma or a conjunction joins to one, and all others of the kind if no other field wants them. */
function runFrom(
  field: Field,
  pairs: readonly Pair[],
  first: Candidate,
  text: string,
  used: readonly Candidate[],
  fields: readonly Field[],
): Pair[] {
  const same = pairs
    .filter((pair) => isLike(pair.candidate, first) && !used.some((other) => clash(other, pair.candidate)))
    .toSorted((a, b) => a.candidate.start - b.candidate.start);
  const at = same.findIndex(({ candidate }) => candidate === first);
  const run: Pair[] = [same[at]!];
  for (const step of [-1, 1]) {
    for (let index = at + step; index >= 0 && index < same.length; index += step) {
      const [left, right] = step === 1 ? [run.at(-1)!, same[index]!] : [same[index]!, run[0]!];
      if (!JOINED.test(text.slice(left.candidate.end, right.candidate.start))) break;
      if (step === 1) run.push(right);
      else run.unshift(left);
    }
  }
  const isAlone = fields.filter(({ want, type }) => want === field.want && type === field.type).length === 1;
  const isTyped = field.want !== 'text' && field.want !== 'message';
  if (field.type !== 'choice' && run.length > 1 && !(isAlone && isTyped)) return run;
  if (field.type !== 'choice' && !isAlone && isTyped) return run;
  const least = Math.max(LEAST, same[at]!.score - (field.type === 'choice' ? 1 : 0.8));
  const good = same.filter((pair) => run.includes(pair) || (pair.isWeak !== true && pair.score >= least));
  if (good.length > 1 || field.type === 'choice') return good;
  // A list may be told in one sentence: from A by way of B to C.
  return same.filter(
    (pair) =>
      pair.candidate.sentence === first.sentence &&
      pair.isWeak !== true &&
      pair.score >= same[at]!.score - 0.4,
  );
}

const LOOSE = new Set(['phrase', 'object', 'counted']);
const isLike = (a: Candidate, b: Candidate): boolean =>
  a.kind === b.kind || (LOOSE.has(a.kind) && LOOSE.has(b.kind));

const JOINED =
  /^["'”’]?\s*(?:,|;|\/|&|\+|,?\s*\b(?:and|or|plus|as well as|und|et|y)\b|\n)\s*(?:[-*•]\s*)?(?:also |the |a |an |with |for |in |to )?["'“‘]?$/;

function weightsOf(fields: readonly Field[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { named, described } of fields)
    for (const root of new Set([...named, ...described])) counts.set(root, (counts.get(root) ?? 0) + 1);
  return new Map(
    [...counts].map(([root, count]) => [root, (VAGUE_ROOTS.has(root) ? VAGUE : 1) / count ** 0.6]),
  );
}

const VAGUE_ROOTS = new Set(
  'quantiti id name number value type date time text string field data item info full user person identifi'.split(
    ' ',
  ),
);

/** How much the words around a value say of a field, 0 to about 1.5. */
function overlap(field: Field, { context }: Candidate, weights: ReadonlyMap<string, number>): number {
  let best = 0;
  let sum = 0;
  const put = (root: string, factor: number): void => {
    const near = context.get(root);
    if (near === undefined) return;
    const gain = near * factor * (weights.get(root) ?? (VAGUE_ROOTS.has(root) ? VAGUE : 1));
    best = Math.max(best, gain);
    sum += gain;
  };
  for (const root of field.named) put(root, 1);
  for (const root of field.described) if (!field.named.has(root)) put(root, 0.6);
  for (const root of field.owned) if (!field.named.has(root) && !field.described.has(root)) put(root, 0.15);
  return best + 0.35 * (sum - best);
}

function cueScore(field: Field, { cue }: Candidate): number {
  if (cue === '') return 0;
  if (field.cues.has(cue)) return field.tokens.includes(cue) ? 2 : 1.2;
  // "from" introduces no destination.
  return OPPOSITE.get(cue) !== undefined && field.cues.has(OPPOSITE.get(cue)!) ? -1 : 0;
}

const OPPOSITE = new Map([
  ['from', 'to'],
  ['to', 'from'],
  ['until', 'from'],
]);

interface Fit {
  readonly merit: number;
  readonly value: unknown;
  /** Whether it is only taken where words around it belong to the field. */
  readonly needsContext?: boolean;
}

const UNITS: ReadonlyMap<string, readonly [dimension: string, factor: number]> = new Map(
  [
    ['time', 's sec secs second seconds', 1],
    ['time', 'min mins minute minutes', 60],
    ['time', 'h hr hrs hour hours', 3600],
    ['time', 'day days', 86_400],
    ['time', 'week weeks', 604_800],
    ['mass', 'g gram grams', 1],
    ['mass', 'kg kilo kilos kilogram kilograms', 1000],
    ['length', 'm meter meters metre metres', 1],
    ['length', 'km kilometer kilometers kilometre kilometres', 1000],
    ['length', 'cm centimeter centimeters centimetre centimetres', 0.01],
  ].flatMap(([dimension, names, factor]) =>
    (names as string).split(' ').map((name) => [name, [dimension as string, factor as number]] as const),
  ),
);

/** The unit that a field's name or description says it is measured in. */
function unitOf(field: Field): readonly [string, number] | undefined {
  for (const token of field.tokens.toReversed()) {
    const unit = token.length > 1 || field.tokens.length > 1 ? UNITS.get(token) : undefined;
    if (unit !== undefined) return unit;
  }
  const [, written] = /\bin (\p{L}{2,12})\b/u.exec(field.description) ?? [];
  return written === undefined ? undefined : UNITS.get(written.toLowerCase());
}

/** Whether a field or the words before a number set a lower or an upper bound. */
function boundOf(field: Field): 'min' | 'max' | undefined {
  if (
    field.tokens.some((token) => /^(?:min|minimum|least|from|low|lower|after|above|over|start)$/.test(token))
  )
    return 'min';
  if (
    field.tokens.some((token) =>
      /^(?:max|maximum|most|to|high|upper|before|below|under|up|limit|budget|end)$/.test(token),
    )
  )
    return 'max';
  return undefined;
}

function boundAt(text: string, { start, end }: Candidate): 'min' | 'max' | undefined {
  const before = text.slice(Math.max(0, start - 40), start);
  if (UPPER.test(before) || /\d\s?[-–]\s?$/.test(before)) return 'max';
  return LOWER.test(before) || /^\s?\S{0,4}\s?[-–]\s?\d/.test(text.slice(end, end + 12)) ? 'min' : undefined;
}

const UPPER =
  /(?:\b(?:at most|(?:no|not) (?:more|longer|older|later|heavier|higher|larger|bigger) than|up to|under|below|less than|fewer than|maximum(?: of)?|max\.?|within|cheaper than|before|until)|\bbetween [^.;]{1,20} and|\bfrom \S{1,12}(?: \p{L}{1,12})? to)(?: the)? ?[$€£]?$/iu;
const LOWER =
  /(?:\b(?:at least|(?:no|not) (?:less|fewer|cheaper|younger|earlier) than|more than|over|above|minimum(?: of)?|min\.?|between|starting at|after|older than|larger than|longer than))(?: the)? ?[$€£]?$/iu;

function numberFit(field: Field, candidate: Candidate, text: string): Fit | undefined {
  const { kind } = candidate;
  // The number of a house.
  if (kind === 'number' && isBeforeStreet(candidate, text)) return undefined;
  let value: number;
  if (kind === 'number' || kind === 'percent' || kind === 'money') value = candidate.value as number;
  else if (kind === 'date' && field.tokens.includes('year'))
    return { merit: 0.4, value: Number(String(candidate.value).slice(0, 4)) };
  else if (kind === 'labelled') {
    const written = /^[$€£]?\s?(-?\d[\d,]*(?:\.\d+)?)\s?(?:%|[A-Za-z$€£]{0,12})?$/.exec(candidate.text);
    if (written === null) return undefined;
    value = Number(written[1]!.replaceAll(',', ''));
    return inRange(field, value) ? { merit: 0.9, value, needsContext: true } : undefined;
  } else if (kind === 'id' && /^\d+$/.test(candidate.text)) {
    return inRange(field, Number(candidate.text))
      ? { merit: field.want === 'id' ? 1 : 0.2, value: Number(candidate.text) }
      : undefined;
  } else return undefined;
  let merit = 0.5;
  if (field.want === 'money') merit += kind === 'money' ? 1.2 : 0;
  else if (kind === 'money' && (COUNTING.test(field.name) || field.want !== 'quantity'))
    merit -= field.want === 'quantity' && /usd|eur|price|cost|amount/.test(field.name) ? 0 : 0.9;
  if (field.want === 'percent') {
    if (kind === 'percent') {
      merit += 1.3;
      if (field.high <= 1 || /fraction|decimal|\b0\.\d/i.test(field.description))
        value = Number((value / 100).toPrecision(12));
    }
  } else if (kind === 'percent') {
    merit -= 0.5;
    if (field.high <= 1 || isFraction(field)) value = Number((value / 100).toPrecision(12));
  }
  const unit = candidate.unit === undefined ? undefined : UNITS.get(candidate.unit);
  const own = unitOf(field);
  if (own !== undefined && unit !== undefined) {
    if (own[0] === unit[0]) {
      merit += 1.5;
      value = Number(((value * unit[1]) / own[1]).toPrecision(12));
    } else merit -= 0.6;
  } else if (unit !== undefined && field.want === 'quantity' && own === undefined) merit -= 0.15;
  const isYear =
    kind === 'number' && candidate.unit === undefined && /^(?:1[5-9]|20|21)\d\d$/.test(candidate.text);
  if (field.tokens.includes('year') || /\byear\b/i.test(field.description)) merit += isYear ? 1.2 : -0.6;
  else if (isYear) merit -= 0.05;
  if (field.tokens.includes('age') || /\bage\b/i.test(field.description))
    merit += value >= 0 && value <= 130 ? (/^(?:years?|yrs?|y)$/.test(candidate.unit ?? '') ? 1.2 : 0.3) : -1;
  const bound = boundOf(field);
  const stated = bound === undefined ? undefined : boundAt(text, candidate);
  if (stated !== undefined) merit += stated === bound ? 1.5 : -1.5;
  else if (PEOPLE.test(field.name) && boundAt(text, candidate) !== undefined) merit -= 0.7;
  // What is counted stands right after its number.
  if (
    field.want === 'quantity' &&
    field.key.includes('*') &&
    candidate.unit !== undefined &&
    unit === undefined
  )
    merit += 0.3;
  return inRange(field, value) ? { merit, value } : undefined;
}

const isFraction = ({ description }: Field): boolean => /fraction|decimal|\b0\.\d/i.test(description);

const inRange = ({ low, high }: Field, value: number): boolean => value >= low && value <= high;

const TYPED: ReadonlyMap<Want, readonly string[]> = new Map([
  ['email', ['email']],
  ['phone', ['phone']],
  ['url', ['url']],
  ['date', ['date', 'day']],
  ['time', ['time']],
  ['datetime', ['date', 'day']],
  ['currency', ['currency']],
  ['language', ['language']],
  ['path', ['path', 'quoted']],
]);

function textFit(field: Field, candidate: Candidate, text: string): Fit | undefined {
  const { kind, text: written } = candidate;
  const value: unknown = written;
  const { want } = field;
  // What is quoted in it is the value.
  if (
    (kind === 'object' || kind === 'phrase') &&
    /["“`«]/.test(text.slice(candidate.start, candidate.end + 1))
  )
    return undefined;
  if (kind === 'labelled')
    return isLabelFor(want, written) ? { merit: 1.2, value: written, needsContext: true } : undefined;
  if (want === 'expression' || want === 'operation') return undefined;
  const typed = TYPED.get(want);
  if (typed !== undefined) {
    if (want === 'date' && kind === 'date')
      return {
        merit: 2,
        value: candidate.value === undefined ? written : String(candidate.value).slice(0, 10),
      };
    if (want === 'datetime' && kind === 'date') return { merit: 2, value: candidate.value ?? written };
    if (want === 'time' && kind === 'time') return { merit: 2, value: candidate.value };
    if (want === 'currency' && kind === 'currency') {
      const isMeasured = /\d/.test(text.slice(Math.max(0, candidate.start - 3), candidate.end));
      return { merit: 2 + (isMeasured ? 0.8 : -0.8) * endOf(field), value };
    }
    if (want === 'language' && kind === 'language')
      return {
        merit: 2,
        value:
          /\bISO\b|\bcode\b|639/i.test(field.description) || /code|locale/.test(field.name)
            ? candidate.value
            : written,
      };
    if (typed.includes(kind)) return { merit: kind === typed[0] ? 2 : 1.5, value };
    return undefined;
  }
  if (want === 'zone') {
    if (kind === 'path' && /^[A-Z]\w+\/[A-Z]/.test(written)) return { merit: 2, value: written };
    if (kind === 'name' || kind === 'phrase') {
      const zone = /^(?:UTC|GMT)$/.test(written) ? written : zoneOf(written);
      if (zone !== undefined) return { merit: 2, value: zone };
    }
    return undefined;
  }
  if (want === 'id') {
    if (kind === 'id') return { merit: 1.5 - (isOfOther(field, candidate) ? 1.5 : 0), value };
    if (kind === 'number' && /house|building/.test(field.name))
      return { merit: isBeforeStreet(candidate, text) ? 1.4 : 0.4, value: written };
    if (kind === 'number')
      return /^\d+$/.test(written) ? { merit: 0.4, value: written, needsContext: true } : undefined;
    if (kind === 'quoted') return { merit: 0.7, value };
    if (kind === 'name' && /^[A-Z]{2,6}$/.test(written)) return { merit: 0.8, value };
    if (kind === 'name') return { merit: 0.2, value, needsContext: true };
    return undefined;
  }
  if (want === 'role')
    return (kind === 'name' || kind === 'phrase' || kind === 'object') && ROLE_NOUN.test(written)
      ? { merit: kind === 'name' ? 1.4 : 1.2, value }
      : undefined;
  if (kind === 'address')
    return want === 'street' || field.tokens.includes('address') ? { merit: 2, value } : undefined;
  if (want === 'street') return kind === 'name' && STREET.test(written) ? { merit: 1.8, value } : undefined;
  if (want === 'postal') {
    if (kind === 'number' && /^\d{4,6}$/.test(written)) return { merit: 1.2, value: written };
    return kind === 'id' && written.length <= 8 ? { merit: 0.8, value } : undefined;
  }
  if (
    want === 'money' ||
    want === 'percent' ||
    want === 'duration' ||
    (want === 'quantity' && COUNTING.test(field.name))
  ) {
    if (kind === 'money' && want === 'money')
      return { merit: 1.5, value: text.slice(candidate.start, candidate.end) };
    if (kind === 'percent') return { merit: want === 'percent' ? 1.5 : 0, value: written };
    if (kind !== 'number') return undefined;
    const withUnit =
      candidate.unit !== undefined && want !== 'money' ? `${written} ${candidate.unit}` : written;
    return { merit: 0.6, value: want === 'quantity' ? written : withUnit };
  }
  const first = written.split(/[ ,]/)[0]!.toLowerCase();
  const lower = written.toLowerCase();
  const isPlace = COUNTRY_OF.has(lower) || COUNTRY_NAMES.has(lower) || expanded(lower) !== undefined;
  if (kind === 'area')
    return want === 'place' && !/city|country|town|state/.test(field.name)
      ? { merit: 1.9, value }
      : undefined;
  if (want === 'person' || want === 'place' || want === 'company') {
    if (kind === 'quoted') return { merit: 0.2, value, needsContext: true };
    if (kind === 'phrase') {
      if (
        want === 'place' &&
        expanded(written) !== undefined &&
        /^(?:in|at|to|from|near)$/.test(candidate.cue)
      )
        return { merit: 1.5, value: placeValue(field, written) };
      if (/\d/.test(written) || written.split(' ').length > 4) return undefined;
      if (want === 'place' && cityNamed(lower) !== undefined) return { merit: 1.2, value: cityNamed(lower) };
      return {
        merit: want === 'place' && /^(?:in|at|to|from|near)$/.test(candidate.cue) ? 0.6 : -0.2,
        value,
        needsContext: true,
      };
    }
    if (kind !== 'name') return undefined;
    const isFirstName = FIRST_NAMES.has(first);
    const isTitled =
      /(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Miss)\.?|\bDear|\bRegards,|\bSincerely,|\bCheers,)\s*$/.test(
        text.slice(Math.max(0, candidate.start - 14), candidate.start),
      );
    const isOrganisation = ORGANISED.test(written);
    const isParty = PARTY.test(field.name.toLowerCase());
    const isAt = /\b(?:in|near|to|from|at|around) (?:the )?$/.test(
      text.slice(Math.max(0, candidate.start - 12), candidate.start),
    );
    const isGreeted = /(?:^|\n)(?:Dear|Hi|Hello|Hey)(?: \p{L}+ at)? $/u.test(
      text.slice(Math.max(0, candidate.start - 30), candidate.start),
    );
    const isReceiver = /recipient|receiver|addressee|customer|client|\bto\b/.test(
      `${field.name} ${field.description}`.toLowerCase(),
    );
    const isSender = /sender|vendor|supplier|seller|author|contact|from|signed|full/.test(
      `${field.name} ${field.description}`.toLowerCase(),
    );
    let merit = /^\p{Lu}{2,4}$/u.test(written) ? 0.5 : 1;
    if (want === 'person') {
      merit += (isFirstName ? 0.7 : 0) + (isTitled ? 0.7 : 0) + (candidate.isActor === true ? 0.5 : 0);
      if (/ /.test(written) && !isOrganisation) merit += 0.3;
      merit -= (isPlace ? 1.5 : 0) + (isOrganisation && !isParty ? 1.2 : 0) + (isAt ? 0.7 : 0);
      if (isParty && isOrganisation) merit += 0.4;
    } else if (want === 'place') {
      merit += (isPlace ? 0.8 : 0) + (isAt ? 0.5 : 0) - (isFirstName ? 0.9 : 0) - (isOrganisation ? 0.8 : 0);
      merit -= isTitled || candidate.isActor === true ? 0.6 : 0;
      if (/\b\d{4,6} $/.test(text.slice(Math.max(0, candidate.start - 7), candidate.start))) merit += 0.6;
      if (STREET.test(written)) merit -= 0.5;
      if (field.tokens.includes('city') && COUNTRY_NAMES.has(lower) && !COUNTRY_OF.has(lower)) merit -= 1.5;
      if (field.tokens.includes('country'))
        merit += COUNTRY_NAMES.has(lower) ? 0.8 : COUNTRY_OF.has(lower) ? -1.5 : 0;
    } else {
      merit += (isOrganisation ? 1 : 0) + (/^(?:at|for|with|by|from)$/.test(candidate.cue) ? 0.3 : 0);
      merit -= (isPlace ? 0.8 : 0) + (isFirstName || isTitled ? 0.8 : 0);
    }
    if (isGreeted) merit += isReceiver ? 0.8 : isSender || want === 'company' ? -0.8 : -0.4;
    if (want !== 'place' && isSigned(text, candidate)) merit += isReceiver ? -0.8 : 0.8;
    return {
      merit,
      value:
        want === 'place'
          ? placeValue(field, written)
          : want === 'person'
            ? personValue(field, written)
            : value,
    };
  }
  if (
    want === 'message' &&
    field.key.includes('*') &&
    (kind === 'named' || kind === 'name' || kind === 'counted')
  )
    return { merit: kind === 'named' ? 1.2 : 0.8, value };
  if (want === 'message') {
    if (kind === 'quoted') return { merit: 1.6, value };
    if (kind === 'said')
      return (candidate.cue === 'because') === /reason|cause|why/.test(field.name)
        ? { merit: 1.2, value }
        : undefined;
    if (kind === 'infinitive' && /task|todo|reminder|text|title|note/.test(field.name))
      return { merit: 2, value };
    if (kind === 'object' && /task|todo|note|title/.test(field.name)) return { merit: 0.8, value };
    if (kind === 'phrase') return { merit: 0.2, value, needsContext: true };
    return undefined;
  }
  if (want === 'query') return kind === 'quoted' ? { merit: 1.2, value } : undefined;
  switch (kind) {
    case 'quoted':
      return { merit: 1.2, value };
    case 'heading':
      return field.key.includes('*') ? { merit: 1.1, value } : undefined;
    case 'named': {
      const [last = ''] = written.split(' ').slice(-1);
      // "the Ostend field" is the field called Ostend.
      if (field.tokens.includes(last)) return { merit: 2, value: written.slice(0, -last.length).trim() };
      return { merit: 1.15, value };
    }
    case 'name':
      return {
        merit:
          0.9 -
          (isPlace ? 0.4 : 0) -
          (candidate.isActor === true && !field.tokens.includes('name') ? 0.2 : 0),
        value,
      };
    case 'counted':
      return field.key.includes('*') || THING.test(field.name) ? { merit: 0.8, value } : undefined;
    case 'object':
      return { merit: TITLED.test(field.name) ? 1.3 : 0.7, value };
    case 'id':
      return { merit: 0.4, value };
    case 'phrase':
      return { merit: 0.4, value, needsContext: !field.cues.has(candidate.cue) };
    case 'infinitive':
      return { merit: 0.5, value, needsContext: true };
    case 'date':
    case 'day':
    case 'time':
    case 'money':
    case 'percent':
    case 'path':
      return { merit: 0.1, value, needsContext: true };
    case 'number':
      return {
        merit: 0.1,
        value: candidate.unit === undefined ? written : `${written} ${candidate.unit}`,
        needsContext: true,
      };
    default:
      return undefined;
  }
}

const PEOPLE = /adults|children|kids|infants|babies|seniors|students|guests|pets|dogs|cats|passengers|bags/i;
const COUNTING = /quantity|count|number|qty|num|amount|how_?many|size/i;
const THING =
  /item|product|article|thing|good|ingredient|food|dish|drink|material|part|species|crop|plant|animal/i;
const TITLED = /title|subject|summary|event|task|heading|headline/i;

const ORGANISED =
  /\b(?:Inc|Corp|Corporation|Ltd|LLC|GmbH|Co|Company|Group|Labs?|Technologies|Systems|Bank|Industries|Holdings|AG|SA|PLC|Partners|Studios?|Logistics|Foods|Media|Energy|Software|Solutions|Consulting|Works|University|Institute|Hospital|Airlines|Motors|Pharma|Robotics|Analytics|Freight|Trading|Supplies|Textiles)\b\.?$/;

/** Whether the words before an identifier say that it identifies something else. */
function isOfOther({ named, described, owned }: Field, { context }: Candidate): boolean {
  let isOther = false;
  for (const root of IDENTIFIED) {
    if ((context.get(root) ?? 0) < 0.75) continue;
    if (named.has(root) || described.has(root) || owned.has(root)) return false;
    isOther = true;
  }
  return isOther;
}

/** Roots of things that have identifiers. */
const IDENTIFIED = new Roots().of(
  'order invoice customer account ticket booking reservation product article policy contract serial part member patient employee student user flight tracking parcel sensor device machine room case claim licence passport',
);

/** The part of a person's name that a field holds. */
function personValue(field: Field, written: string): string {
  const plain = written.replace(/^(?:Dr|Mr|Mrs|Ms|Prof|Professor|Miss|Sir)\.? /, '');
  const words = plain.split(' ');
  if (/^(?:sur|last|family)_?name$|surname|last_?name|family_?name/i.test(field.name)) return words.at(-1)!;
  if (/first_?name|given_?name|forename/i.test(field.name)) return words[0]!;
  return written;
}

/** A place as the field's description wants it: abbreviations are written out where it says so. */
function placeValue(field: Field, written: string): string {
  const whole = expanded(written);
  if (whole === undefined) return written;
  return /\bfull\b|\bnot an? abbrev|\bno abbrev|\bofficial\b/i.test(field.description) ? whole : written;
}

/** Parties to a contract, which may be people or companies. */
const PARTY =
  /customer|client|buyer|seller|vendor|supplier|tenant|contractor|merchant|sender|recipient|payee|payer/;
const ROLE_NOUN =
  /\b(?:engineer|manager|director|designer|developer|analyst|officer|assistant|consultant|nurse|teacher|president|architect|owner|tester|head of|chief|lead|programmer|administrator|technician|accountant|lawyer|attorney|writer|editor|scientist|researcher|professor|clerk|driver|chef|cook|baker|plumber|electrician|carpenter|mechanic|pilot|coordinator|supervisor|specialist|advisor|adviser|agent|representative|planner|buyer|recruiter|intern|trainee|apprentice|secretary|librarian|pharmacist|surgeon|therapist|physician|dentist|photographer|translator|journalist|founder|ceo|cto|cfo|coo)s?\b/i;
const STREET =
  /\b(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Row|Way|Close|Court|Place|Square|Boulevard|Blvd|Terrace|Alley|Crescent|Gardens?|Hill|Walk|Quay|Path|Mews|Parade)$|(?:straße|strasse|gasse|weg|platz)$|^(?:Rue|Via|Calle|Avenida|Rua|Piazza)\b/;

/** Whether the name of a street follows a number. */
const isBeforeStreet = ({ end }: Candidate, text: string): boolean =>
  STREET.test(/^ ((?:\p{Lu}[\p{L}’'-]{1,30} ?){1,4})/u.exec(text.slice(end, end + 80))?.[1]?.trim() ?? '');

/** Whether a labelled value can be of a kind; dates, numbers and the like are read from within it. */
function isLabelFor(want: Want, written: string): boolean {
  if (want === 'id') return !/\s/.test(written);
  if (want === 'person' || want === 'place' || want === 'company' || want === 'role')
    return !/\d/.test(written) && written.split(' ').length <= 6;
  return want === 'text' || want === 'message' || want === 'query' || want === 'street';
}

/** Whether a name stands alone in one of the last lines, as signatures do. */
function isSigned(text: string, { start, end }: Candidate): boolean {
  const isOwnLine =
    /(?:^|\n)\s*$|\b(?:[Rr]egards|[Ss]incerely|[Cc]heers|[Tt]hanks|[Bb]est|[Yy]ours),? $/.test(
      text.slice(Math.max(0, start - 20), start),
    );
  const after = text.slice(end, end + 400);
  return (
    isOwnLine &&
    /^["”']?\s*(?:\n|$)/.test(after) &&
    text.slice(0, start).includes('\n') === text.includes('\n') &&
    after.split('\n').length <= 5
  );
}

function contextAt(candidates: readonly Candidate[], position: number): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (candidate.start > position + 40) break;
    if (
      candidate.start <= position &&
      position < candidate.end &&
      (best === undefined || candidate.end - candidate.start < best.end - best.start)
    )
      best = candidate;
  }
  return best;
}

/** Whether a text says yes or no to the words of a flag. */
function flagIn(field: Field, text: string, roots: Roots): boolean | undefined {
  const named = [...field.named].filter((root) => !FLAGS.has(root));
  if (named.length === 0) return undefined;
  const lower = text.toLowerCase();
  for (const opposite of OPPOSITES.get(field.tokens.at(-1)!) ?? OPPOSITES.get(field.tokens[0]!) ?? [])
    if (new RegExp(`\\b${opposite}\\b`).test(lower)) return false;
  for (const match of text.matchAll(/[\p{L}][\p{L}’'-]*/gu)) {
    const root = roots.root(match[0]);
    if (root === '' || !named.includes(root)) continue;
    const around = roots.of(text.slice(Math.max(0, match.index - 60), match.index + 60));
    if (
      !named.every((each) => around.has(each)) &&
      named.filter((each) => around.has(each)).length * 2 < named.length
    )
      continue;
    const before = lower.slice(Math.max(0, match.index - 40), match.index);
    const after = lower.slice(match.index + match[0].length, match.index + match[0].length + 24);
    const isNegated =
      /\b(?:no|not|without|never|don['’]?t|doesn['’]?t|isn['’]?t|aren['’]?t|didn['’]?t|won['’]?t|skip|exclude|excluding|disable|non|leave out|leave off|cancel)\b[^.,;:!?]{0,30}$/.test(
        before,
      ) ||
      /^\s*:\s*(?:no|false|off|none|-|–)\b|^[^.,;:!?]{0,12}\b(?:not (?:needed|necessary|required|included|wanted)|unnecessary|off)\b/.test(
        after,
      );
    return !isNegated;
  }
  return undefined;
}

/** Words that say no to a flag. */
const OPPOSITES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    public: ['private'],
    private: ['public'],
    furnished: ['unfurnished', 'without furniture', 'no furniture'],
    open: ['closed'],
    enabled: ['disabled', 'switched off', 'turned off'],
    active: ['inactive', 'retired', 'out of service'],
    operation: ['out of order', 'out of service'],
    paid: ['unpaid', 'outstanding', 'not yet paid'],
    available: ['sold out', 'unavailable', 'out of stock'],
    urgent: ['no rush', 'no hurry', 'not urgent'],
    indoor: ['outdoor', 'outside'],
    return: ['one way', 'one-way', 'single ticket'],
    injuries: ['nobody was hurt', 'no one was hurt', 'nobody was injured', 'no one was injured'],
    smoking: ['non-smoking', 'nonsmoking'],
  }),
);

const FLAGS = new Set(
  'is are has have was can should will includ enabl use with need requir onli want'.split(' '),
);

const OPERAND =
  /^(?:a|b|c|d|x|y|z|n|m|n1|n2|num\d?|number\d?|operand\d?|value\d?|left|right|first|second|augend|addend|minuend|subtrahend|multiplicand|multiplier|dividend|divisor|base|exponent|lhs|rhs|arg\d?)$/;

/** Operands, operators and expressions come from the operation as a whole. */
function assignOperations(fields: readonly Field[], region: Region, found: Map<Field, Assigned>): void {
  const takes = fields.some(({ want }) => want === 'expression' || want === 'operation');
  const numbers = fields.filter(
    ({ type, name, tokens, isList }) =>
      type === 'number' &&
      !isList &&
      (OPERAND.test(name.toLowerCase()) ||
        OPERAND.test(tokens[0] ?? '') ||
        OPERAND.test(tokens.at(-1) ?? '')),
  );
  const lists = fields.filter(
    ({ type, isList, named }) => type === 'number' && isList && (named.size === 0 || fields.length <= 2),
  );
  if (!takes && numbers.length < 2 && lists.length === 0) return;
  const text = region.text.slice(region.from, region.to);
  const at = (start: number, end: number) => ({
    score: 4,
    start: region.from + start,
    end: region.from + end,
  });
  const [operation] = operationsIn(text) as [Operation?];
  for (const field of fields) {
    if (field.want === 'expression' && field.type === 'text') {
      const [expression] = expressionsIn(text);
      if (expression !== undefined) found.set(field, { value: expression, ...at(0, 0) });
    } else if (field.want === 'operation' && operation !== undefined) {
      const value =
        field.type === 'choice'
          ? field.values.find((each) => isOperator(String(each), operation.kind))
          : operation.kind;
      if (value !== undefined) found.set(field, { value, ...at(operation.start, operation.end) });
    }
  }
  if (operation === undefined || numbers.length !== operation.operands.length) return;
  for (const [index, field] of numbers.entries())
    found.set(field, { value: operation.operands[index], ...at(operation.start, operation.end) });
}

const OPERATORS: Readonly<Record<Operation['kind'], RegExp>> = {
  add: /^(?:\+|add|addition|plus|sum)$/i,
  subtract: /^(?:-|−|sub|subtract|subtraction|minus|difference)$/i,
  multiply: /^(?:\*|×|x|mul|mult|multiply|multiplication|times|product)$/i,
  divide: /^(?:\/|÷|div|divide|division|quotient)$/i,
  power: /^(?:\^|\*\*|pow|power|exponent|exponentiate|exponentiation)$/i,
  root: /^(?:sqrt|square_?root|root)$/i,
  modulo: /^(?:%|mod|modulo|modulus|remainder)$/i,
  percent: /^(?:%|percent|percentage)$/i,
};

const isOperator = (value: string, kind: Operation['kind']): boolean => OPERATORS[kind].test(value);

/** Fields that follow from others: the country of a city, a date and its time as one. */
function complete(
  fields: readonly Field[],
  candidates: readonly Candidate[],
  found: Map<Field, Assigned>,
): void {
  const city = fields.find(({ tokens, type }) => type === 'text' && tokens.at(-1) === 'city');
  const country = fields.find(({ tokens, type }) => type === 'text' && tokens.at(-1) === 'country');
  const at = city && found.get(city);
  if (country !== undefined && !found.has(country) && at !== undefined) {
    const name = COUNTRY_OF.get(String(at.value).toLowerCase());
    if (name !== undefined) found.set(country, { ...at, value: name });
  }
  for (const field of fields) {
    const at = found.get(field);
    if (field.want !== 'datetime' || at === undefined || !/^\d{4}-\d\d-\d\d$/.test(String(at.value)))
      continue;
    // The time of the same sentence, or the only one.
    const times = candidates.filter(({ kind }) => kind === 'time');
    const time =
      times.find(({ start }) => start > at.end && start - at.end < 60) ??
      times.findLast(({ end }) => end < at.start && at.start - end < 60) ??
      (times.length === 1 ? times[0] : undefined);
    if (time !== undefined)
      found.set(field, {
        ...at,
        value: `${at.value}T${time.value}${/HH:MM(?!:)|T\d\d:\d\d(?!:)/.test(field.description) ? '' : ':00'}`,
      });
  }
  const code = fields.find(
    ({ tokens, type }) => type === 'text' && tokens.includes('country') && tokens.at(-1) === 'code',
  );
  if (code !== undefined) {
    for (const { kind, text, start, end } of candidates) {
      const name = kind === 'name' ? countryCode(text) : undefined;
      if (name !== undefined) found.set(code, { value: name, score: 2, start, end });
    }
  }
  const [owner, repository] = [
    fields.find(({ name }) => /^(?:owner|org|organization|user|namespace)$/i.test(name)),
    fields.find(({ name }) => /^(?:repo|repository|project)(?:_?name)?$/i.test(name)),
  ];
  if (owner !== undefined && repository !== undefined) {
    const path = candidates.find(({ kind, text }) => kind === 'path' && /^[\w.-]+\/[\w.-]+$/.test(text));
    if (path !== undefined) {
      const [first, second] = path.text.split('/');
      const place = { score: 4, start: path.start, end: path.end };
      found.set(owner, { ...place, value: first }).set(repository, { ...place, value: second });
    }
  }
}
