import type { Random } from '../../runtime/random.ts';
import type { Sampling } from '../request.ts';

/** Shorter texts have too little repetition for a penalty to have an effect. */
const LEAST_CHARACTERS = 80;

/**
 * Applies frequency and presence penalties to `text`, as far as prose can show them. With positive penalties a
 * word that was used before is replaced by a synonym, more often the higher the penalty and (for the frequency
 * penalty) the more often it was used; with negative ones sentences are repeated. Code and tables are unchanged.
 */
export function applyPenalties(text: string, sampling: Sampling, random: Random): string {
  const { frequencyPenalty, presencePenalty } = sampling;
  if (frequencyPenalty === 0 && presencePenalty === 0) return text;
  if (text.length < LEAST_CHARACTERS || CODE.test(text)) return text;
  const penalised = vary(text, Math.max(frequencyPenalty, 0), Math.max(presencePenalty, 0), random);
  return repeat(penalised, Math.max(-frequencyPenalty, -presencePenalty, 0), random);
}

/** Code or a table. White space is matched within a line only: across lines, it takes quadratic time. */
const CODE = /```|^[^\S\r\n\u2028\u2029]*[|{[]/m;

/** A sentence with its end mark. The text before it is checked so that no sentence is scanned more than once. */
const SENTENCE = /(?<![^.!?\n])[^.!?\n]+[.!?](?= )/g;

/** Penalties range from 0 to 2; at 2 a used word is almost always replaced. */
function vary(text: string, frequency: number, presence: number, random: Random): string {
  if (frequency === 0 && presence === 0) return text;
  const uses = new Map<string, number>();
  return text.replace(/\p{L}+/gu, (word) => {
    const key = word.toLowerCase();
    const used = uses.get(key) ?? 0;
    uses.set(key, used + 1);
    const others = SYNONYMS.get(key);
    if (used === 0 || !others) return word;
    if (!random.chance(Math.min((presence + frequency * used) / 2, 0.95))) return word;
    return withCase(word, random.pick(others));
  });
}

function repeat(text: string, eagerness: number, random: Random): string {
  if (eagerness === 0) return text;
  return text.replace(SENTENCE, (sentence) =>
    random.chance(eagerness / 4) ? `${sentence} ${sentence.trimStart()}` : sentence,
  );
}

function withCase(model: string, word: string): string {
  return /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

/** Synonyms of the same grammatical form: any word of a row can replace any other. */
const ROWS: readonly (readonly string[])[] = [
  ['important', 'central', 'essential', 'significant'],
  ['simple', 'plain', 'straightforward', 'basic'],
  ['small', 'little', 'modest', 'minor'],
  ['large', 'big', 'great', 'sizeable'],
  ['often', 'frequently', 'regularly', 'commonly'],
  ['usually', 'normally', 'generally', 'typically'],
  ['begin', 'start'],
  ['begins', 'starts'],
  ['understand', 'grasp', 'follow'],
  ['helps', 'aids', 'serves'],
  ['good', 'sound', 'fine', 'solid'],
  ['quickly', 'rapidly', 'swiftly', 'promptly'],
  ['people', 'folks', 'humans', 'individuals'],
  ['shows', 'reveals', 'demonstrates', 'displays'],
  ['make', 'create', 'produce', 'form'],
  ['makes', 'creates', 'produces', 'forms'],
  ['part', 'piece', 'portion', 'share'],
  ['parts', 'pieces', 'portions', 'elements'],
  ['way', 'manner', 'method', 'means'],
  ['ways', 'manners', 'methods', 'means'],
  ['idea', 'notion', 'concept', 'thought'],
  ['ideas', 'notions', 'concepts', 'thoughts'],
  ['thing', 'matter', 'point', 'item'],
  ['things', 'matters', 'points', 'items'],
  ['example', 'case', 'sample'],
  ['result', 'outcome', 'product'],
  ['results', 'outcomes', 'products'],
  ['because', 'since', 'as'],
  ['change', 'shift', 'alter'],
  ['changes', 'shifts', 'alters'],
  ['question', 'query', 'matter'],
  ['hard', 'difficult', 'tough', 'demanding'],
  ['easy', 'effortless', 'light'],
  ['clear', 'plain', 'evident', 'obvious'],
  ['new', 'fresh', 'novel', 'recent'],
  ['many', 'numerous', 'countless', 'several'],
  ['needs', 'requires', 'demands'],
  ['need', 'require', 'demand'],
  ['keep', 'hold', 'retain', 'maintain'],
  ['also', 'likewise', 'too'],
  ['mostly', 'mainly', 'largely', 'chiefly'],
];

const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map(
  ROWS.flatMap((row) => row.map((word) => [word, row.filter((other) => other !== word)] as const)),
);
