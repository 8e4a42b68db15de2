import { readAsk } from '../../../prose/ask.ts';
import { givenText } from '../../../prose/given.ts';
import { joinList } from '../../../prose/grammar.ts';
import type { Program } from '../program.ts';
import { literal, repr } from '../python/values.ts';
import { type Plan, Script } from '../script.ts';
import type { Task } from '../task.ts';

/** Words and characters of a text: counted, sorted, reversed. */
export const words: Program = {
  name: 'words',
  plan: (task) => {
    const { lower } = task;
    const letters = lettersIn(task.text);
    if (letters) return [letterCount(letters.letter, letters.word)];
    const make = KINDS.find(([pattern]) => pattern.test(lower))?.[1];
    if (make === undefined) return [];
    const text = textIn(task);
    const plan = text === undefined ? undefined : make(text, lower);
    return plan ? [plan] : [];
  },
};

const LONGEST = 8_000;

type Maker = (text: string, lower: string) => Plan | undefined;

const KINDS: readonly (readonly [RegExp, Maker])[] = [
  [
    /\b(?:word frequenc|frequenc(?:y|ies) of (?:each |the )?words?|most (?:common|frequent) words?|count (?:each|every) word|how often (?:each|every) word)/,
    frequencies,
  ],
  [
    /\b(?:how many|count(?: up)?(?: all)?(?: the)?|number of) (?:unique|different|distinct) words\b/,
    uniqueWords,
  ],
  [
    /\b(?:how many|count(?: up)?(?: all)?(?: the)?(?: number of)?|number of) words\b|\bword count\b/,
    wordCount,
  ],
  [/\b(?:how many|count(?: up)?(?: all)?(?: the)?(?: number of)?|number of) vowels\b/, vowelCount],
  [
    /\b(?:how many|count(?: up)?(?: all)?(?: the)?(?: number of)?|number of) (?:characters|letters)\b|\bhow long is the (?:string|text|word)\b/,
    characterCount,
  ],
  [/\breverse\b/, reversed],
  [/\bpalindrome\b/, palindrome],
  [/\b(?:sort|alphabeti[sz]e|alphabetical(?:ly)?)\b/, sorted],
];

/** `How many r's are in "strawberry"?` */
function lettersIn(text: string): { letter: string; word: string } | undefined {
  const match =
    /\b(?:how many|count(?: the)?|number of)(?: times)?(?: does)?(?: the)?(?: letters?)? ["'“‘]?(\p{L})["'”’]?(?:['’]?s)?(?: letters?| occurrences)?(?: (?:are|is|appear|occur|appears)(?: there)?)? (?:in|of)(?: the)?(?: word| string| name)? ["'“‘]?([\p{L}-]{2,60})/iu.exec(
      text,
    );
  return match === null ? undefined : { letter: match[1]!.toLowerCase(), word: match[2]! };
}

function letterCount(letter: string, word: string): Plan {
  const count = BigInt([...word.toLowerCase()].filter((each) => each === letter).length);
  return new Script(`word = ${literal(word)}`).print(`word.lower().count(${literal(letter)})`, count).plan({
    says: `There ${count === 1n ? 'is' : 'are'} ${count} ${letter}${count === 1n ? '' : "'s"} in "${word}".`,
    value: String(count),
  });
}

/** The text that is spoken of: quoted, behind a colon, on other lines, or in a file. */
function textIn({ text, files, reading }: Task): string | undefined {
  const quoted = /["“]([^"“”]{2,4000})["”]/.exec(text)?.[1];
  const [, after] = /[a-z)]:\s+(\S[\s\S]*)$/i.exec(text) ?? [];
  const found = quoted ?? after ?? (givenText(readAsk(reading)) || files[0]?.text);
  const given = found?.trim();
  return given === undefined || given.length < 2 || given.length > LONGEST || /\p{Cs}/u.test(given)
    ? undefined
    : given;
}

/** The words as `split` finds them. */
export const wordsOf = (text: string): string[] =>
  text.split(/(?:(?!\ufeff)\s|[\x1c-\x1f\x85])+/).filter((word) => word !== '');

function wordCount(text: string): Plan {
  return counted(text, 'len(text.split())', wordsOf(text).length, 'word');
}

function characterCount(text: string, lower: string): Plan {
  const characters = [...text];
  if (!/\bletters\b/.test(lower)) return counted(text, 'len(text)', characters.length, 'character');
  const letters = characters.filter((each) => /\p{L}/u.test(each));
  return counted(text, 'sum(character.isalpha() for character in text)', letters.length, 'letter');
}

function vowelCount(text: string): Plan {
  const count = [...text.toLowerCase()].filter((each) => 'aeiou'.includes(each)).length;
  return counted(text, 'sum(character in "aeiou" for character in text.lower())', count, 'vowel');
}

function counted(text: string, code: string, count: number, unit: string): Plan {
  return new Script(`text = ${literal(text)}`).print(code, BigInt(count)).plan({
    says: `The text has ${count} ${unit}${count === 1 ? '' : 's'}.`,
    value: String(count),
  });
}

const WORD = /[a-z']+/g;
const FOUND = 'words = re.findall(r"[a-z\']+", text.lower())';

function uniqueWords(text: string): Plan {
  const found = new Set(text.toLowerCase().match(WORD) ?? []);
  return new Script('import re', '', `text = ${literal(text)}`, FOUND)
    .print('len(set(words))', BigInt(found.size))
    .plan({ says: `The text has ${found.size} different words.`, value: String(found.size) });
}

const MOST_COMMON = 10;

function frequencies(text: string): Plan | undefined {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(WORD) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  // Words that are as frequent stay in the order in which they come.
  const most = [...counts].toSorted(([, one], [, other]) => other - one).slice(0, MOST_COMMON);
  if (most.length === 0) return undefined;
  const script = new Script(
    'import re',
    'from collections import Counter',
    '',
    `text = ${literal(text)}`,
    FOUND,
    `for word, count in Counter(words).most_common(${MOST_COMMON}):`,
    '    print(word, count)',
  );
  for (const [word, count] of most) script.printed(word, BigInt(count));
  const listed = most.map(([word, count]) => `"${word}" (${count})`);
  return script.plan({
    says: `The most frequent words are ${joinList(listed)}.`,
    value: most.map(([word]) => word).join(', '),
  });
}

function reversed(text: string): Plan | undefined {
  if (text.length > LONGEST_SHOWN) return undefined;
  const value = [...text].toReversed().join('');
  return new Script(`text = ${literal(text)}`)
    .print('text[::-1]', value)
    .plan({ says: `Reversed, it is "${value}".`, value });
}

const LONGEST_SHOWN = 400;

function palindrome(text: string): Plan | undefined {
  if (text.length > LONGEST_SHOWN) return undefined;
  const letters = [...text.toLowerCase()].filter((each) => /[a-z0-9]/.test(each));
  const holds = letters.join('') === letters.toReversed().join('');
  return new Script(
    'import re',
    '',
    `text = ${literal(text)}`,
    'letters = re.sub(r"[^a-z0-9]", "", text.lower())',
  )
    .print('letters == letters[::-1]', holds)
    .plan({
      says: `${holds ? 'Yes' : 'No'}, "${text}" is ${holds ? '' : 'not '}a palindrome.`,
      value: holds ? 'Yes' : 'No',
    });
}

function sorted(text: string, lower: string): Plan | undefined {
  const items = text
    .split(/\s*[,;\n]\s*(?:and\s+)?|\s+and\s+/)
    .map((item) => item.trim().replace(/^[-*•]\s+|[.?!]+$/g, ''))
    .filter((item) => item !== '');
  if (
    items.length < 2 ||
    items.length > MOST_ITEMS ||
    items.some((item) => !/^[\x20-\x7e]{1,80}$/.test(item))
  )
    return undefined;
  const isReversed = /\b(?:descending|reverse|z to a)\b/.test(lower);
  const ordered = items.toSorted((one, other) => compared(one, other) * (isReversed ? -1 : 1));
  const value = ordered.join(', ');
  return new Script(`items = ${repr(items)}`)
    .print(`sorted(items, key=str.lower${isReversed ? ', reverse=True' : ''})`, ordered)
    .plan({ says: `In order: ${value}.`, value });
}

const MOST_ITEMS = 200;

function compared(one: string, other: string): Sign {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

type Sign = -1 | 0 | 1;
