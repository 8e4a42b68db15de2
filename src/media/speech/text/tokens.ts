import { digitWords, numberWords, ordinalWords, yearWords } from './number-words.ts';

/** Spoken tokens in order: words (with digits and signs already expanded) and the breaks between them. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly spelled: boolean }
  | { readonly kind: 'break'; readonly strength: Break };

/** What ends a phrase: a comma, a colon, the punctuation of a sentence, or the end of a paragraph. */
export type Break = 'comma' | 'colon' | 'statement' | 'question' | 'exclamation' | 'paragraph';

/**
 * Reads a text as it would be read aloud: numbers, money, times, percentages, ordinals, abbreviations,
 * acronyms and symbols become words. Lazy, so that long texts cost nothing up front.
 */
export function* readTokens(text: string): Generator<Token> {
  const shouted = !/\p{Ll}/u.test(text);
  for (const { groups = {}, 0: all } of text.matchAll(TOKEN)) {
    if (groups.word !== undefined) yield* wordTokens(groups.word, shouted);
    else if (groups.mark !== undefined) yield { kind: 'break', strength: ending(all) };
    else if (groups.gap !== undefined) yield { kind: 'break', strength: 'paragraph' };
    else if (groups.pause !== undefined) {
      yield { kind: 'break', strength: /[:;：；—–]/.test(all) ? 'colon' : 'comma' };
    } else yield* words(inWords(groups, all));
  }
}

/** Longer words are split. */
const LONGEST_WORD = 32;

const TOKEN = new RegExp(
  [
    String.raw`(?<money>[$€£¥])\s?(?<amount>\d[\d,]*(?:\.\d+)?)(?<scale>\s(?:thousand|million|billion|trillion)\b)?`,
    String.raw`(?<hour>\b\d{1,2}):(?<minute>[0-5]\d)\b`,
    String.raw`(?<ordinal>\b\d{1,15})(?:st|nd|rd|th)\b`,
    String.raw`(?<negative>(?<=^|\s)[-−])?(?<number>\d+(?:,\d{3})*(?:\.\d+)?)`,
    String.raw`(?<short>\b(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|approx|inc)(?=\.))\.`,
    String.raw`(?<word>[\p{L}\p{M}]{1,${LONGEST_WORD}}(?:['’]\p{L}{1,3}(?!\p{L}))?)`,
    String.raw`(?<inner>(?<=[\p{L}\d])[./:_](?=[\p{L}\d]))`,
    '(?<mark>[.!?…。！？]+)',
    String.raw`(?<gap>\n\s*)`,
    String.raw`(?<pause>[,;:،、，；：—–()\[\]{}"“”«»|]+|\s-+\s)`,
    "(?<sign>[^\\s\\p{M}\\p{C}\\p{EMod}'’`-])",
  ].join('|'),
  'giu',
);

const CURRENCIES: Readonly<Record<string, string>> = { $: 'dollar', '€': 'euro', '£': 'pound', '¥': 'yen' };

const SHORT: Readonly<Record<string, string>> = {
  mr: 'mister',
  mrs: 'missis',
  ms: 'miz',
  dr: 'doctor',
  prof: 'professor',
  st: 'saint',
  vs: 'versus',
  etc: 'et cetera',
  'e.g': 'for example',
  'i.e': 'that is',
  approx: 'approximately',
  inc: 'incorporated',
};

const SIGNS: Readonly<Record<string, string>> = {
  '%': 'percent',
  '&': 'and',
  '+': 'plus',
  '=': 'equals',
  '@': 'at',
  '#': 'number',
  '*': 'star',
  '/': 'slash',
  '\\': 'backslash',
  '<': 'less than',
  '>': 'greater than',
  '°': 'degrees',
  '×': 'times',
  '÷': 'divided by',
  '~': 'about',
  '^': 'to the',
  _: 'underscore',
  '€': 'euros',
  '£': 'pounds',
  $: 'dollars',
};

const INNER: Readonly<Record<string, string>> = { '.': 'dot', '/': 'slash', ':': '', _: '' };

type Groups = Readonly<Record<string, string | undefined>>;

function inWords(groups: Groups, all: string): string {
  if (groups.money !== undefined) return money(groups);
  if (groups.hour !== undefined) return time(groups.hour, groups.minute ?? '00');
  if (groups.ordinal !== undefined) return ordinalWords(groups.ordinal);
  if (groups.number !== undefined) return `${groups.negative ? 'minus ' : ''}${plainNumber(groups.number)}`;
  if (groups.short !== undefined) return SHORT[groups.short.toLowerCase()] ?? groups.short;
  if (groups.inner !== undefined) return INNER[all] ?? '';
  return SIGNS[all] ?? all;
}

function plainNumber(text: string): string {
  if (/^(1[1-9]|20)\d\d$/.test(text)) return yearWords(text);
  return numberWords(text.replaceAll(',', ''));
}

function money(groups: Groups): string {
  const [whole = '0', cents] = (groups.amount ?? '').replaceAll(',', '').split('.');
  const unit = CURRENCIES[groups.money ?? ''] ?? '';
  const many = unit === 'yen' ? unit : `${unit}s`;
  if (groups.scale !== undefined) {
    return `${numberWords(cents === undefined ? whole : `${whole}.${cents}`)}${groups.scale} ${many}`;
  }
  const head = `${numberWords(whole)} ${whole === '1' ? unit : many}`;
  return cents?.length === 2 && cents !== '00'
    ? `${head} and ${numberWords(String(Number(cents)))}`
    : cents === undefined || cents.length === 2
      ? head
      : `${numberWords(`${whole}.${cents}`)} ${many}`;
}

function time(hour: string, minute: string): string {
  const head = numberWords(String(Number(hour)));
  if (minute === '00') return `${head} o'clock`;
  return minute.startsWith('0')
    ? `${head} oh ${digitWords(minute.slice(1))}`
    : `${head} ${numberWords(minute)}`;
}

function ending(marks: string): Break {
  if (/[?？]/.test(marks)) return 'question';
  return /[!！]/.test(marks) ? 'exclamation' : 'statement';
}

/** Splits a written word into spoken words: acronyms are spelled out, camel case is split into its parts. */
function* wordTokens(word: string, shouted: boolean): Generator<Token> {
  for (const [part] of word.matchAll(CASES)) {
    const spelled = !shouted && /^[A-Z]{2,}$/.test(part) && (part.length <= 3 || !/[AEIOU]/.test(part));
    yield { kind: 'word', text: part, spelled };
  }
}

/** Each ideograph is a word; "fineTuned" becomes two words, "HTTPServer" becomes "HTTP" and "Server". */
const CASES =
  /[\p{Script=Han}]|\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[^\p{Lu}\p{Script=Han}]+|\p{Lu}+(?:['’]s)?|[^\p{Script=Han}]/gu;

function* words(text: string): Generator<Token> {
  for (const word of text.split(' ')) {
    if (word !== '') yield { kind: 'word', text: word, spelled: false };
  }
}
