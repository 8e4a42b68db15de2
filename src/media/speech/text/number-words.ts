const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES = ['', ' thousand', ' million', ' billion', ' trillion'];
/** Longer numbers, and those with a leading zero, are read digit by digit. */
const MOST_DIGITS = 15;

/**
 * English words for a sequence of decimal digits, optionally with a fraction after a point.
 *
 * @example
 * numberWords('1204.5'); // 'one thousand two hundred four point five'
 */
export function numberWords(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const head = wholeWords(whole);
  return fraction === undefined || fraction === '' ? head : `${head} point ${digitWords(fraction)}`;
}

/** `'21'` → `'twenty first'`. */
export function ordinalWords(digits: string): string {
  const words = wholeWords(digits).split(' ');
  const last = words.pop() as string;
  return [...words, ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`)].join(
    ' ',
  );
}

/** A four-digit year: `'1984'` → `'nineteen eighty four'`, `'2005'` → `'two thousand five'`. */
export function yearWords(digits: string): string {
  const century = Number(digits.slice(0, 2));
  const rest = Number(digits.slice(2));
  if (century % 10 === 0 && rest < 10) return wholeWords(digits);
  const tail = rest === 0 ? 'hundred' : rest < 10 ? `oh ${ONES[rest]}` : belowHundred(rest);
  return `${belowHundred(century)} ${tail}`;
}

/** One word per digit. */
export function digitWords(digits: string): string {
  return Array.from(digits, (digit) => ONES[Number(digit)] ?? 'zero').join(' ');
}

const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

function wholeWords(digits: string): string {
  if (digits === '') return 'zero';
  if (digits.length > MOST_DIGITS || (digits.length > 1 && digits.startsWith('0'))) return digitWords(digits);
  let rest = Number(digits);
  if (rest === 0) return 'zero';
  const groups: string[] = [];
  for (let scale = 0; rest > 0; scale++) {
    const group = rest % 1000;
    if (group > 0) groups.unshift(`${belowThousand(group)}${SCALES[scale]}`);
    rest = Math.floor(rest / 1000);
  }
  return groups.join(' ');
}

function belowThousand(value: number): string {
  const rest = value % 100;
  if (value < 100) return belowHundred(value);
  const head = `${ONES[Math.floor(value / 100)]} hundred`;
  return rest === 0 ? head : `${head} ${belowHundred(rest)}`;
}

function belowHundred(value: number): string {
  if (value < 20) return ONES[value] as string;
  const tens = TENS[Math.floor(value / 10)] as string;
  return value % 10 === 0 ? tens : `${tens} ${ONES[value % 10]}`;
}
