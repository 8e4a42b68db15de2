/** Numbers that a request lists, as they are written. */
export interface NumberList {
  readonly numbers: readonly string[];
  readonly start: number;
  readonly end: number;
}

/**
 * The longest list of numbers in a text; undefined if it has none.
 *
 * @example
 * numberListIn('The mean of 3, 4.5 and 12')?.numbers; // ['3', '4.5', '12']
 */
export function numberListIn(text: string): NumberList | undefined {
  let longest: NumberList | undefined;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const numbers = numbersOf(run);
    if (numbers.length > (longest?.numbers.length ?? 1) && numbers.length <= MOST)
      longest = { numbers, start: index, end: index + run.length };
  }
  return longest;
}

/** A number as Python writes it; undefined for none. */
export function toNumber(written: string): bigint | number {
  return /^-?\d+$/.test(written) ? BigInt(written) : Number(written);
}

const MOST = 1_000;
const NUMBER = String.raw`[-−]?[$€£]?\d{1,15}(?:,\d{3})*(?:\.\d{1,12})?%?`;
const SEPARATOR = String.raw`(?:\s*[,;]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+|\s+)`;
const RUN = new RegExp(
  `(?<![\\p{L}\\d.,/:-])${NUMBER}(?:${SEPARATOR}${NUMBER}(?![\\p{L}\\d/:-]|\\.\\d))+`,
  'gu',
);

/** A comma without a space divides thousands only where other marks divide the numbers. */
function numbersOf(run: string): string[] {
  const isSpaced = /[,;]\s|\sand\s|\s\d/.test(run);
  const parts = isSpaced ? run.split(/[,;]\s+(?:and\s+)?|\s+(?:and\s+|&\s+)?|;/) : run.split(/[,;]/);
  return parts
    .map((part) => part.replace(/[$€£%,]/g, '').replace('−', '-'))
    .filter((part) => /\d/.test(part))
    .map((part) => part.replace(/^(-?)0+(?=\d)/, '$1'));
}
