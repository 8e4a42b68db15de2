import type { Roots } from '../../reading/roots.ts';
import type { Candidate } from './candidates.ts';
import { chosenIn } from './choices.ts';
import { complete } from './completion.ts';
import type { Field } from './fields.ts';
import { flagIn } from './flags.ts';
import { cueScore, endOf, overlap, sideScore, weightsOf } from './nearness.ts';
import { inRange, numberFit, PEOPLE } from './number-fit.ts';
import { assignOperations } from './operands.ts';
import type { Assigned, Region } from './region.ts';
import { withSigns } from './signs.ts';
import { textFit } from './text-fit.ts';

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
  // Kinds of which the request states one value, so that those of earlier turns no longer hold.
  const renewed = new Set(
    inside.flatMap((each) => (RENEWED.has(each.kind) && !isAround(each, region.focus) ? [each.kind] : [])),
  );
  // A change says nothing of what stays.
  const isChange = CHANGES.test(region.text.slice(region.focus.start, region.focus.end));
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
        cueScore(field, candidate) +
        sideScore(field, candidate) -
        (isAround(candidate, region.focus) && !rivals.has(field)
          ? renewed.has(candidate.kind)
            ? 2
            : 0.5
          : 0) +
        chosenScore(field, candidate, region);
      const isRivalled =
        !field.isRequired &&
        (rivals.has(field) || field.isConditional) &&
        fit.merit < 1.4 &&
        cueScore(field, candidate) <= 0;
      const isWeak = (fit.needsContext === true || isRivalled) && near < 0.25;
      if (isWeak && !field.isList) continue;
      if (!field.isRequired && isChange && isAround(candidate, region.focus)) continue;
      pairs.push({ field: index, candidate, value: fit.value, score, isWeak });
    }
  }
  // Small differences mean less than the order.
  const rank = ({ score }: Pair): number => Math.round(score * 4);
  pairs.sort((a, b) => rank(b) - rank(a) || a.field - b.field || a.candidate.start - b.candidate.start);
  const used: Candidate[] = [];
  const chosen: Candidate[] = [];
  // What is required takes what is left over, where nothing else fits it.
  for (const [round, { field, candidate, value, score, isWeak }] of [
    ...pairs.map((pair) => [1, pair] as const),
    ...pairs.map((pair) => [2, pair] as const),
  ]) {
    const target = fields[field]!;
    const isOpen = target.want === 'text' || target.want === 'message';
    // A mere phrase is not left over for anything.
    const isLoose = isOpen && LOOSE.has(candidate.kind);
    const least =
      round === 2 && target.isRequired && !isLoose ? LEFT_OVER : target.isRequired || !isOpen ? LEAST : 1.3;
    if (score < least || isWeak || found.has(target)) continue;
    const usedUp = target.type === 'choice' ? chosen : used;
    if (usedUp.some((other) => clash(other, candidate) || isAgain(other, candidate, region.focus))) continue;
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
        value: [...new Set(run.flatMap((pair) => itemsOf(pair)))],
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
  complete(fields, inside, found, text);
  withSigns(fields, found, region.text, roots);
  for (const field of fields) if (belongsToOtherChoice(field, fields, found)) found.delete(field);
  return found;
}

const sharesValues = (field: Field, fields: readonly Field[]): boolean =>
  fields.some(
    (other) => other !== field && other.type === 'choice' && other.values.join() === field.values.join(),
  );

/** Whether an optional field is named after a value of a choice that fell on another one: the limit of a market order. */
function belongsToOtherChoice(
  field: Field,
  fields: readonly Field[],
  found: ReadonlyMap<Field, Assigned>,
): boolean {
  if (field.isRequired || !found.has(field)) return false;
  return fields.some((other) => {
    const chosen = found.get(other)?.value;
    if (other.type !== 'choice' || other.isList || chosen === undefined) return false;
    const named = other.values.find((value) => field.tokens.includes(String(value).toLowerCase()));
    return named !== undefined && named !== chosen;
  });
}

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

const CHANGES =
  /\b(?:instead|change (?:that|it|the|my|our)|everything else|the rest stays|(?:can|could) you (?:change|move|update)|reschedule)\b/i;

/** Kinds of values that a later one replaces. */
const RENEWED = new Set(['date', 'time', 'money', 'email', 'phone']);

/** What identifies the thing that the request chose stands in its item of the list. */
function chosenScore({ want }: Field, candidate: Candidate, { chosen, focus }: Region): number {
  if (chosen === undefined) return 0;
  if (candidate.start >= chosen.start && candidate.start < chosen.end) return 0.7;
  return (want === 'id' || want === 'text') && isAround(candidate, focus) ? -1.5 : 0;
}

/** Whether the text around the request only repeats a value that is used already. */
const isAgain = (used: Candidate, candidate: Candidate, focus: Region['focus']): boolean =>
  isAround(candidate, focus) && used.kind === candidate.kind && used.text === candidate.text;

/** A sum of money states its currency as well. */
const clash = (a: Candidate, b: Candidate): boolean =>
  a.start < b.end && b.start < a.end && (a.kind === 'currency') === (b.kind === 'currency');

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

/** The values of a pair: those that commas divide if a label introduces them. */
const itemsOf = ({ value, candidate }: Pair): readonly unknown[] =>
  candidate.kind === 'labelled' && typeof value === 'string' && /[,;]/.test(value)
    ? value.split(/[,;]\s*(?:and )?|\s+and\s+/).filter((item) => item !== '')
    : [value];

const LOOSE = new Set(['phrase', 'object', 'counted', 'infinitive']);
const isLike = (a: Candidate, b: Candidate): boolean =>
  a.kind === b.kind || (LOOSE.has(a.kind) && LOOSE.has(b.kind));

const JOINED =
  /^["'”’]?\s*(?:,|;|\/|&|\+|,?\s*\b(?:and|or|plus|as well as|und|et|y)\b|\n)\s*(?:[-*•]\s*)?(?:also |the |a |an |with |for |in |to )?["'“‘]?$/;

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
