import type { Expected } from './passages.ts';

/**
 * The kind of words that may follow an unfinished English sentence, judging by its last words.
 *
 * @example
 * expectedAfter('The old man went to the'); // 'noun'
 */
export function expectedAfter(sentence: string): Expected {
  const words = sentence.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (/[,;:–—]$/.test(sentence)) return 'clause';
  if (BE.has(last)) {
    if (before === 'there') return 'something';
    return before === 'name' ? 'name' : 'predicate';
  }
  if (last === 'named' || last === 'called') return 'name';
  if (last === 'to') return GOING.has(before) ? 'phrase' : 'base';
  if (last === 'an') return 'vowel-noun';
  for (const [expected, list] of BY_LAST_WORD) if (list.has(last)) return expected;
  return words.some(isVerb) ? 'adjunct' : 'verb';
}

/** Whether the end of a text is narrative in the past tense rather than descriptive. */
export function isStory(text: string): boolean {
  const words =
    text
      .slice(-400)
      .toLowerCase()
      .match(/[\p{L}'’]+/gu) ?? [];
  if (words.some((word) => PRESENT.has(word))) return false;
  return words.some((word) => TELLING.has(word) || (word.length > 4 && word.endsWith('ed')));
}

const PRESENT = new Set('is are am can will should may must has have does do my your our'.split(' '));
const TELLING = new Set(
  'once he she they i was were had said went came saw took stood fell ran began felt knew thought found told left'.split(
    ' ',
  ),
);

const isVerb = (word: string): boolean => VERBS.has(word) || (word.length > 4 && word.endsWith('ed'));

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const BE = list(
  "is are was were am be been being 's isn't wasn't aren't weren't becomes became seems seemed",
);
const GOING = list(
  'went go goes going came come comes back walked ran next due close way according thanks led leads',
);

const BY_LAST_WORD: readonly (readonly [Expected, ReadonlySet<string>])[] = [
  [
    'noun',
    list('the a my your his her its our their this that every each another no very such most one first'),
  ],
  ['plural', list('these those many some few several all both two three four five more other')],
  [
    'phrase',
    list(
      'in of on at by for with from into onto over under between through about like than near behind beyond around across against ' +
        'during without within toward towards after before since until love loves like likes want wants need needs see saw make makes ' +
        'made take took takes find found finds get got gets give gave use uses used build built create created write wrote read bought ' +
        'buy eat ate include includes contain contains have',
    ),
  ],
  [
    'base',
    list(
      "can could will would shall should may might must let's don't didn't won't can't couldn't cannot let not",
    ),
  ],
  ['participle', list("has had having hasn't hadn't haven't")],
  [
    'clause',
    list(
      'and but or so because that which who when while where if although though as then said says thought knew know knows think thinks ' +
        'believe believes told how why what whether nor yet once unless',
    ),
  ],
  ['verb', list('i you he she it we they nobody everyone someone everybody anyone who')],
];

/** Verbs that cannot be recognised by their ending. */
const VERBS = list(
  'is are was were am be has have had do does did can could will would shall should may might must said went came saw made took got gave ' +
    'found left kept began ran fell sat stood told knew thought felt brought lay lives live works work means makes goes comes takes ' +
    "don't doesn't didn't isn't wasn't can't won't",
);
