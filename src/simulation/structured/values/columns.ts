import type { Roots } from '../../reading/roots.ts';
import { tokensOf } from '../facts/words.ts';

/** A column of a table that requests filter and sort by. */
export interface Column {
  readonly value: unknown;
  readonly tokens: readonly string[];
  readonly roots: ReadonlySet<string>;
  readonly holds: 'date' | 'number' | 'place' | 'text';
  /** Words that speak of it without naming it. */
  readonly spoken: RegExp | undefined;
}

const DATES =
  /^(?:date|at|on|day|year|created|updated|hired|born|since|time|timestamp|deadline|due|placed|ordered)$/;
const NUMBERS =
  /^(?:total|price|amount|age|count|guests?|rating|salary|year|quantity|stock|weight|size|cost|budget|score|rooms?|seats?|number|mileage|distance|duration|people|balance|income|revenue|employees|power|area|rent|hours|points|pages|level|percent|discount|fee|population|height|length|floor|temperature)$/;
const PLACES = /^(?:city|town|country|place|location|region|state|village|district|destination|origin)$/;

const SPOKEN: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:salary|income|wage)$/, /\b(?:earn|earns|earning|paid|makes?|making)\b/i],
  [/^age$/, /\b(?:older|younger|aged?|years? old)\b/i],
  [/^(?:price|cost|total|amount)$/, /\b(?:costs?|costing|cheaper|dearer|expensive|priced?|worth|pay)\b/i],
  [
    /^(?:guests?|people|persons|party|seats?)$/,
    /\b(?:party of|people|persons|guests|for (?:at least|more than|up to))\b/i,
  ],
  [/^weight$/, /\b(?:weigh|weighs|weighing|heavier|lighter)\b/i],
  [/^(?:rating|stars|score)$/, /\b(?:rated|stars?|scored?|better than)\b/i],
  [
    /^(?:created|placed|ordered|order|date)$/,
    /\b(?:placed|ordered|created|made|opened|received|since|after|before)\b/i,
  ],
  [/^(?:hire|hired|joined|start)$/, /\b(?:hired|joined|employed|started|has worked|have worked)\b/i],
  [/^(?:built|year)$/, /\b(?:built|made|produced|from)\b/i],
  [/^(?:length|duration|minutes)$/, /\b(?:longer|shorter|takes?|lasts?)\b/i],
  [/^(?:height|size|area)$/, /\b(?:taller|larger|bigger|smaller|higher)\b/i],
];

/** What a column's name says of it. */
export function columnOf(value: unknown, roots: Roots): Column {
  const tokens = tokensOf(String(value));
  const holds = tokens.some((token) => NUMBERS.test(token))
    ? 'number'
    : tokens.some((token) => DATES.test(token))
      ? 'date'
      : tokens.some((token) => PLACES.test(token))
        ? 'place'
        : 'text';
  return {
    value,
    tokens,
    roots: roots.of(tokens.join(' ')),
    holds,
    spoken: SPOKEN.find(([named]) => tokens.some((token) => named.test(token)))?.[1],
  };
}

/** Words in the names of columns for sums of money. */
export const MONEY =
  /^(?:price|cost|total|amount|salary|budget|balance|income|revenue|rent|fee|wage|payment|value)$/;
