import type { Form } from '../scene.ts';

/** "Convert 5 km to miles": lengths, weights, volumes and temperatures. */
export const conversion: Form = {
  name: 'conversion',
  clues: {
    opens: 'convert what how 0',
    mentions: 'to in into',
  },
  recognise: ({ lower }) => {
    const asked = conversionIn(lower);
    if (asked === undefined) return undefined;
    const { amount, source, target } = asked;
    const result = (amount * source.factor + source.offset - target.offset) / target.factor;
    if (!Number.isFinite(result)) return undefined;
    const text = Number(result.toPrecision(6)).toString();
    const shown = `${amount} ${amount === 1 ? source.one : source.many}`;
    const value = `${text} ${text === '1' ? target.one : target.many}`;
    return ({ random }) => [
      random.pick([
        `${shown} is ${value}.`,
        `${shown} equals ${value}.`,
        `That is ${value}.`,
        `It comes to ${value}.`,
      ]),
    ];
  },
};

/** An amount in one unit that is asked for in another one. */
export interface Conversion {
  readonly amount: number;
  readonly source: Unit;
  readonly target: Unit;
}

/**
 * The conversion that a request asks for; undefined if it asks for anything else.
 *
 * @param lower in lower case
 *
 * @example
 * conversionIn('convert 5 km to miles')?.target.many; // 'miles'
 */
export function conversionIn(lower: string): Conversion | undefined {
  const match =
    /^(?:convert|what(?:'s| is)|how much is)? ?(-?\d+(?:\.\d+)?) ?(?:degrees )?([a-z°]+) (?:to|in|into) (?:degrees )?([a-z°]+)[?.]*$/.exec(
      lower,
    ) ?? /^how many ([a-z]+) (?:are|is) (?:there )?in ()([a-z]+|\d+(?:\.\d+)? ?[a-z]+)[?.]*$/.exec(lower);
  if (match === null) return undefined;
  const [amount, from, to] =
    match[2] === '' ? splitAmount(match[3]!, match[1]!) : [Number(match[1]), match[2]!, match[3]!];
  const source = UNITS.get(from.replace('°', ''));
  const target = UNITS.get(to.replace('°', ''));
  if (source === undefined || target === undefined || source.kind !== target.kind) return undefined;
  return { amount, source, target };
}

function splitAmount(given: string, wanted: string): [number, string, string] {
  const amount = /^\d+(?:\.\d+)?/.exec(given)?.[0];
  return [Number(amount ?? 1), given.slice(amount?.length ?? 0).trim(), wanted];
}

export interface Unit {
  readonly kind: string;
  readonly one: string;
  readonly many: string;
  /** Size in the base unit of its kind. */
  readonly factor: number;
  readonly offset: number;
}

const UNITS = new Map<string, Unit>();
for (const [kind, one, many, aliases, factor, offset] of [
  ['length', 'kilometer', 'kilometers', 'km kilometer kilometers kilometre kilometres', 1000],
  ['length', 'meter', 'meters', 'm meter meters metre metres', 1],
  ['length', 'centimeter', 'centimeters', 'cm centimeter centimeters centimetres', 0.01],
  ['length', 'mile', 'miles', 'mi mile miles', 1609.344],
  ['length', 'yard', 'yards', 'yd yard yards', 0.9144],
  ['length', 'foot', 'feet', 'ft foot feet', 0.3048],
  ['length', 'inch', 'inches', 'inch inches', 0.0254],
  ['weight', 'kilogram', 'kilograms', 'kg kilo kilos kilogram kilograms', 1],
  ['weight', 'gram', 'grams', 'g gram grams', 0.001],
  ['weight', 'pound', 'pounds', 'lb lbs pound pounds', 0.45359237],
  ['weight', 'ounce', 'ounces', 'oz ounce ounces', 0.028349523125],
  ['volume', 'liter', 'liters', 'l liter liters litre litres', 1],
  ['volume', 'gallon', 'gallons', 'gal gallon gallons', 3.785411784],
  ['temperature', 'degree Celsius', 'degrees Celsius', 'c celsius', 1, 0],
  ['temperature', 'degree Fahrenheit', 'degrees Fahrenheit', 'f fahrenheit', 5 / 9, -160 / 9],
  ['time', 'hour', 'hours', 'h hour hours', 3600],
  ['time', 'minute', 'minutes', 'min minute minutes', 60],
  ['time', 'second', 'seconds', 's sec second seconds', 1],
  ['time', 'day', 'days', 'day days', 86_400],
  ['time', 'week', 'weeks', 'week weeks', 604_800],
] as const) {
  for (const alias of aliases.split(' ')) UNITS.set(alias, { kind, one, many, factor, offset: offset ?? 0 });
}
