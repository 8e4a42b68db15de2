/** `text` with its first letter capitalised. */
export function capitalise(text: string): string {
  return text === '' ? text : text[0]!.toUpperCase() + text.slice(1);
}

/** Whether an English noun phrase takes a plural verb, judging by its head noun. */
export function isPlural(phrase: string): boolean {
  const head = headOf(phrase);
  if (/ and /i.test(head)) return true;
  const word = head.slice(head.lastIndexOf(' ') + 1);
  // The final S of an abbreviation is not a plural: "TLS".
  if (/^[A-Z]{2,5}$/.test(word)) return false;
  const noun = word.toLowerCase();
  if (PLURALS_WITHOUT_S.has(noun)) return true;
  if (noun.length < 3 || !noun.endsWith('s') || noun.includes('.') || SINGULAR_NAMES.has(noun)) return false;
  return !/(?:ss|us|is|ics|news|ness|kubernetes|windows|paris|texas|wales|aws|gps|https?|css|js|os|dns)$/.test(
    noun,
  );
}

/** The plural of the last word of `noun`. */
export function pluralOf(noun: string): string {
  const cut = noun.lastIndexOf(' ') + 1;
  const word = noun.slice(cut);
  const lower = word.toLowerCase();
  const irregular = IRREGULAR_PLURALS.get(lower);
  if (irregular !== undefined) return noun.slice(0, cut) + irregular;
  if (UNCHANGED.has(lower) || isPlural(lower)) return noun;
  if (/(?:s|x|z|ch|sh)$/.test(lower)) return `${noun}es`;
  if (/[^aeiou]y$/.test(lower)) return `${noun.slice(0, -1)}ies`;
  return `${noun}s`;
}

/** Converts a verb phrase to an activity: "center a div" to "centering a div". */
export function gerundOf(phrase: string): string {
  const space = phrase.indexOf(' ');
  const verb = space < 0 ? phrase : phrase.slice(0, space);
  const rest = space < 0 ? '' : phrase.slice(space);
  const lower = verb.toLowerCase();
  if (!/^[a-z]{2,20}$/.test(lower) || lower.endsWith('ing')) return phrase;
  if (lower === 'be') return `being${rest}`;
  if (/ie$/.test(lower)) return `${lower.slice(0, -2)}ying${rest}`;
  if (/[^eoy]e$/.test(lower)) return `${lower.slice(0, -1)}ing${rest}`;
  if (DOUBLING.has(lower) || /^[^aeiou]{0,3}[aeiou][bdgklmnprt]$/.test(lower)) {
    return `${lower}${lower.at(-1)}ing${rest}`;
  }
  return `${lower}ing${rest}`;
}

/** Switches first and second person: "my code" to "your code". */
export function flipPerson(text: string): string {
  // Except in "the US".
  return text.replace(/(?<!\bthe )\b(?:i am|i'm|my|mine|me|myself|our|ours|us|we|i)\b/gi, (word) => {
    return OTHER_SIDE[word.toLowerCase()] ?? word;
  });
}

/** "a", "a and b", "a, b and c". */
export function joinList(items: readonly string[], conjunction = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}

/**
 * A single printable line of at most `limit` characters, without markup, cut at a word boundary if possible.
 */
export function toPlainLine(text: string, limit: number): string {
  const start = text.length > limit * 2 ? text.slice(0, limit * 2) : text;
  const line = (UNPLAIN.test(start) ? start.replace(GAPS, ' ') : start).trim();
  if (line.length <= limit) return line;
  const space = line.lastIndexOf(' ', limit);
  return withoutHalfCharacter(line.slice(0, space > limit / 2 ? space : limit)).trim();
}

/** `text` without a trailing half of a surrogate pair, which a cut may leave. */
export function withoutHalfCharacter(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

/** `text` without trailing white space and marks such as "?" or ",". */
export function withoutClosing(text: string): string {
  let end = text.length;
  while (end > 0 && !isWordUnit(text.charCodeAt(end - 1)) && CLOSING.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** The ASCII letters and digits at the end of `text`. */
export function lastWordOf(text: string): string {
  let from = text.length;
  while (from > 0 && isWordUnit(text.charCodeAt(from - 1))) from--;
  return text.slice(from);
}

function isWordUnit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
}

/** Up to `limit` sentences of `text`, trimmed. A line break ends a sentence, a decimal point does not. */
export function sentencesOf(text: string, limit: number): string[] {
  const sentences: string[] = [];
  let from = 0;
  while (from < text.length && sentences.length < limit) {
    SENTENCE_END.lastIndex = from;
    const end = SENTENCE_END.test(text) ? SENTENCE_END.lastIndex : text.length;
    const sentence = text.slice(from, end).trim();
    if (sentence !== '') sentences.push(sentence);
    from = end;
  }
  return sentences;
}

/** Stateful: `lastIndex` is set before each use. */
const SENTENCE_END = /[.!?。！？]\s|[\r\n]/g;

/**
 * Counts words separated by white space, stopping at `enough`. No common vocabulary has tokens that span two
 * words, so `text` has at least as many tokens.
 */
export function countWords(text: string, enough = Number.POSITIVE_INFINITY): number {
  let words = 0;
  let inside = false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 32 || (unit < 14 && unit > 8)) inside = false;
    else if (!inside) {
      inside = true;
      if (++words >= enough) break;
    }
  }
  return words;
}

function headOf(phrase: string): string {
  const cut = / (?:of|in|on|for|with|from|to|at|by|behind|between|about|that|which|who|under|into|as) /i.exec(
    phrase,
  );
  return cut === null ? phrase : phrase.slice(0, cut.index);
}

const CLOSING = /[\s.!?,:;]/;

const GAPS = /[\s\u0000-\u001f\u007f`*_#<>|[\]{}\\~^]+/g;

/** Quick test for {@link GAPS} other than single blanks; may match a few other texts too. */
const UNPLAIN = /[^ !"$-)+-;=?-Za-zÀ-ÿ]| {2}/;

/** Singular nouns with a plural ending. */
const SINGULAR_NAMES = new Set(
  (
    'mars james charles thomas nicholas mercedes angeles athens naples honduras christmas kansas arkansas illinois ' +
    'socrates hercules diabetes measles rabies series lens gas atlas bias canvas chaos cosmos yes'
  ).split(' '),
);

const PLURALS_WITHOUT_S = new Set('people children men women mice geese teeth feet data media'.split(' '));

/** Nouns that are the same in the plural. */
const UNCHANGED = new Set(
  'sheep fish deer aircraft spacecraft series species means headquarters crossroads offspring'.split(' '),
);

const IRREGULAR_PLURALS = new Map(
  Object.entries({
    child: 'children',
    person: 'people',
    man: 'men',
    woman: 'women',
    mouse: 'mice',
    tooth: 'teeth',
    foot: 'feet',
    leaf: 'leaves',
    life: 'lives',
    wolf: 'wolves',
    knife: 'knives',
    index: 'indexes',
    analysis: 'analyses',
    potato: 'potatoes',
    tomato: 'tomatoes',
    hero: 'heroes',
    volcano: 'volcanoes',
    echo: 'echoes',
    quiz: 'quizzes',
  }),
);

const DOUBLING = new Set('begin forget permit submit commit refer prefer control debug'.split(' '));

const OTHER_SIDE: Readonly<Record<string, string>> = {
  i: 'you',
  'i am': 'you are',
  "i'm": 'you are',
  my: 'your',
  mine: 'yours',
  me: 'you',
  myself: 'yourself',
  our: 'your',
  ours: 'yours',
  us: 'you',
  we: 'you',
};
