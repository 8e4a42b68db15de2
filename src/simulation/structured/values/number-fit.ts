import type { Candidate } from './candidates.ts';
import type { Field } from './fields.ts';
import { isBeforeStreet } from './streets.ts';

/** How well a value suits a field by its kind, and what the field holds of it. */
export interface Fit {
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
    ['time', 'd day days', 86_400],
    ['time', 'week weeks', 604_800],
    ['mass', 'mg milligram milligrams', 0.001],
    ['mass', 'g gram grams', 1],
    ['mass', 'kg kilo kilos kilogram kilograms', 1000],
    ['mass', 't ton tons tonne tonnes', 1_000_000],
    ['length', 'mm millimeter millimeters millimetre millimetres', 0.001],
    ['length', 'm meter meters metre metres', 1],
    ['length', 'km kilometer kilometers kilometre kilometres', 1000],
    ['length', 'cm centimeter centimeters centimetre centimetres', 0.01],
    ['volume', 'ml milliliter milliliters millilitre millilitres', 0.001],
    ['volume', 'l liter liters litre litres', 1],
    ['area', 'ha hectare hectares', 10_000],
    ['area', 'm2 m² sqm', 1],
    ['pressure', 'bar bars', 1],
    ['power', 'w watt watts', 1],
    ['power', 'kw kilowatt kilowatts', 1000],
    ['energy', 'kwh', 1],
  ].flatMap(([dimension, names, factor]) =>
    (names as string).split(' ').map((name) => [name, [dimension as string, factor as number]] as const),
  ),
);

/** The dimension of a unit and its factor, also of one per another: `km/h`. */
function measureOf(unit: string): readonly [string, number] | undefined {
  const [over, under] = unit.toLowerCase().split('/');
  const above = UNITS.get(over!);
  if (under === undefined || above === undefined) return above;
  const below = UNITS.get(under);
  return below && [`${above[0]}/${below[0]}`, above[1] / below[1]];
}

/** The unit that a field's name or description says it is measured in. */
function unitOf(field: Field): readonly [string, number] | undefined {
  const [, written, per] = /\bin (\p{L}{1,12})(?: per (\p{L}{1,12}))?\b/iu.exec(field.description) ?? [];
  const described = written === undefined ? undefined : measureOf(per ? `${written}/${per}` : written);
  if (described !== undefined) return described;
  for (const token of field.tokens.toReversed()) {
    const unit = token.length > 1 || field.tokens.length > 1 ? UNITS.get(token) : undefined;
    if (unit !== undefined) return unit;
  }
  return undefined;
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

/** How well a value suits a field for a number: by its unit, its bounds and what it counts. */
export function numberFit(field: Field, candidate: Candidate, text: string): Fit | undefined {
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
  if (PEOPLE.test(field.name) && AGED.test(text.slice(Math.max(0, candidate.start - 30), candidate.start)))
    return undefined;
  let merit = 0.5;
  const axis = axisOf(field);
  if (axis !== undefined && (candidate.unit === 'latitude' || candidate.unit === 'longitude'))
    merit += candidate.unit === axis ? 2 : -2;
  if (field.want === 'quantity' && !EXISTING_FIELD.test(field.name)) {
    const before = text.slice(Math.max(0, candidate.start - 30), candidate.start);
    if (EXISTING.test(before)) merit -= 2;
    if (PARTY_OF.test(before) && PEOPLE.test(field.name)) merit += 1;
    if (/\b(?:another|further|additional) $/i.test(before)) merit += 0.4;
  }
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
  const unit = candidate.unit === undefined ? undefined : measureOf(candidate.unit);
  const own = unitOf(field);
  if (own !== undefined && unit !== undefined) {
    if (own[0] === unit[0]) {
      merit += 1.5;
      value = Number(((value * unit[1]) / own[1]).toPrecision(12));
    } else merit -= 1;
  } else if (
    unit !== undefined &&
    field.want === 'quantity' &&
    own === undefined &&
    !MEASURED.test(field.name)
  )
    merit -= 0.15;
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

/** The coordinate that a field takes. */
function axisOf({ tokens }: Field): 'latitude' | 'longitude' | undefined {
  if (tokens.some((token) => /^lat(?:itude)?$/.test(token))) return 'latitude';
  return tokens.some((token) => /^(?:lon|lng|long|longitude)$/.test(token)) ? 'longitude' : undefined;
}

/** Fields for amounts in any unit. */
const MEASURED = /^(?:value|reading|measurement|amount|quantity|result)$/i;
/** Words before a number of people. */
const PARTY_OF =
  /\b(?:(?:we|there)(?: will be| are| would be|['’]ll be| will now be)|party of|group of)(?: now| only| just)? $/i;
/** The age that sets a group apart is no number of people. */
const AGED =
  /\b(?:nobody|no one|none|no-one|anyone|everyone|people|persons?|those|all|is|are) (?:over|under|above|below|older than|younger than|aged) $/i;
/** What somebody has already is not what is asked for. */
const EXISTING =
  /\b(?:i|we|he|she|they)(?: already| currently| still)? (?:hold|have|own|had|held|owned)(?: (?:only|about|some))? $/i;
const EXISTING_FIELD = /current|existing|old|stock|held|owned|balance|before/i;

const isFraction = ({ description }: Field): boolean => /fraction|decimal|\b0\.\d/i.test(description);

export const inRange = ({ low, high }: Field, value: number): boolean => value >= low && value <= high;

/** Names of fields for people, pets and things that are counted by category. */
export const PEOPLE =
  /adults|children|kids|infants|babies|seniors|students|guests|pets|dogs|cats|passengers|bags/i;
export const COUNTING = /quantity|count|number|qty|num|amount|how_?many|size/i;
