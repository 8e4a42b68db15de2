import { gerundOf, isPlural, pluralOf } from './grammar.ts';

/**
 * The noun phrase at the beginning of a clause whose verb is last or is followed by an adverb or preposition.
 */
export function subjectOf(clause: string): string {
  const words = clause.split(' ');
  const first = words[0]!.toLowerCase();
  if (PRONOUNS.has(first)) return words.length > 1 ? gerundOf(words.slice(1).join(' ')) : '';
  if (first === 'there' || first === 'it' || first === 'this' || first === 'that')
    return words.slice(1).join(' ');
  let end = words.findIndex((word, index) => index > 0 && BREAKS.has(word.toLowerCase()));
  if (end < 0) end = words.length;
  // The last word of the clause is its verb or adjective, unless the clause is only a noun phrase.
  const least = DETERMINER.test(first) ? 2 : 1;
  const hasVerb = end < words.length ? VERBLIKE_BREAKS.has(words[end]!.toLowerCase()) : false;
  if (!hasVerb && end > least) end = Math.min(end - 1, endOfPlural(words, end));
  return words.slice(0, end).join(' ');
}

/**
 * The index after a plural, which ends its noun phrase: a verb and its object follow ("french people | drink
 * wine").
 */
function endOfPlural(words: readonly string[], end: number): number {
  const index = words.findIndex(
    (word, at) => at < end - 1 && isPlural(word) && !isPlural(words[at + 1] as string),
  );
  return index < 0 ? end : index + 1;
}

/**
 * The thing that a question "how many …" or "how much …" counts or measures, given the rest of the question;
 * if it names none, the subject of the question.
 *
 * @example
 * quantityOf('people live in France', 'number'); // 'the number of people'
 * quantityOf('is Apple worth', 'amount'); // 'Apple'
 */
export function quantityOf(rest: string, measure: 'number' | 'amount'): string {
  const words = rest.replace(/^of (?:(?:all|the|these|those|this|that|my|our|your|their) )*/i, '').split(' ');
  const verb = words.findIndex((word) => ENDS_OF_COUNTED.has(word.toLowerCase()));
  const counted = words.slice(0, verb < 0 ? words.length : verb).join(' ');
  if (counted === '') {
    const subject = words.slice(1);
    return BREAKS.has(subject[0]?.toLowerCase() ?? '') ? '' : subjectOf(subject.join(' '));
  }
  return `the ${measure} of ${verb < 0 ? subjectOf(counted) : counted}`;
}

/**
 * Turns a singular phrase into a general plural: "a black hole in space" becomes "black holes in space".
 * Proper nouns and uncountable nouns are not pluralised.
 */
export function genericOf(phrase: string): string {
  const rest = phrase.replace(/^an? /i, '');
  const cut = / (?:of|in|on|for|with|from|to|at|by|that|which|who|under|into|as|and|or) /.exec(rest);
  const head = cut === null ? rest : rest.slice(0, cut.index);
  const noun = head.slice(head.lastIndexOf(' ') + 1);
  if (!/[a-z]$/i.test(head) || MASS_NOUNS.has(noun.toLowerCase())) return rest;
  // "French", "Spanish", "Chinese" and "Swiss" are primarily adjectives and have no plural as nouns.
  if (/^\p{Lu}\p{Ll}+(?:ch|sh|ese|iss)$/u.test(noun)) return rest;
  if (/^\p{Lu}\p{Ll}/u.test(noun)) return phrase;
  return pluralOf(head) + (cut === null ? '' : rest.slice(cut.index));
}

/** A noun phrase without a trailing bare verb: "small details come" becomes "small details". */
export function withoutPredicate(phrase: string): string {
  const words = phrase.split(' ');
  const last = words.at(-1)?.toLowerCase() ?? '';
  if (words.length < 2 || !isPlural(words.at(-2) as string) || !BARE_VERBS.has(last)) return phrase;
  return words.slice(0, -1).join(' ');
}

/** Converts a command of a single verb to an activity: "guess" becomes "guessing". */
export function activityOf(sentence: string): string | undefined {
  return BARE_VERBS.has(sentence.toLowerCase()) ? gerundOf(sentence) : undefined;
}

/**
 * The most significant run of up to three content words, with its article or possessive. Names have more
 * weight; on a tie the earliest run wins. Verbs after a subject and adjectives after "is" are not included.
 */
export function keyPhraseOf(sentence: string): string {
  const words = sentence.slice(0, 400).split(' ', 60);
  let best = '';
  let most = 0;
  let run: string[] = [];
  /** Letters of the words of the run. */
  let length = 0;
  let determiner = '';
  /** The kind of the next content word, if it is not a noun. */
  let expected: 'verb' | 'adjective' | undefined;
  for (let index = 0; index < words.length; index++) {
    const raw = words[index]!;
    const word = isBare(raw) ? raw : raw.replace(/^[^\p{L}\p{N}]{1,20}|[^\p{L}\p{N}]{1,20}$/gu, '');
    const lower = word.toLowerCase();
    const isName = index > 0 && isCapitalised(word);
    if (word === '' || word.length > 40 || (FILLERS.has(lower) && !isAbbreviation(word, sentence))) {
      run = [];
      determiner = DETERMINERS.has(lower) ? word : '';
      expected = expectedAfter(lower, words[index - 1]?.toLowerCase(), expected);
    } else if (isName || !isExpected(expected, lower)) {
      if (run.length > 0 && isPastTense(lower) && !isName) {
        run = [];
        determiner = '';
        continue;
      }
      expected = undefined;
      length = run.length === 0 ? word.length : length + word.length;
      run.push(word);
      if (run.length <= 3) {
        const weight = length + (isName ? 8 : 0) + (determiner === '' ? 0 : 4);
        if (weight > most) {
          best = determiner === '' ? run.join(' ') : `${determiner.toLowerCase()} ${run.join(' ')}`;
          most = weight;
        }
      }
    } else {
      run = [];
      if (expected === 'verb') expected = undefined;
    }
    // A comma or full stop separates phrases.
    if (run.length > 0 && ',.;:!?'.includes(raw[raw.length - 1]!)) {
      run = [];
      determiner = '';
    }
  }
  return best;
}

function expectedAfter(
  word: string,
  before: string | undefined,
  expected: 'verb' | 'adjective' | undefined,
): 'verb' | 'adjective' | undefined {
  if (SUBJECTS.has(word)) return 'verb';
  if (word === 'to') return WISHES.has(before ?? '') ? 'verb' : undefined;
  if (BE.has(word)) return 'adjective';
  return BETWEEN.has(word) ? expected : undefined;
}

function isExpected(expected: 'verb' | 'adjective' | undefined, word: string): boolean {
  return expected === 'verb' || (expected === 'adjective' && !isPlural(word));
}

/** A guess based on the ending. */
function isPastTense(word: string): boolean {
  return word.endsWith('ed') && word.length > 3 && !word.endsWith('eed') && word !== 'hundred';
}

/** "US" is not a pronoun, unless everything is in capitals. */
function isAbbreviation(word: string, sentence: string): boolean {
  return word.length > 1 && /^\p{Lu}+$/u.test(word) && sentence !== sentence.toUpperCase();
}

function isCapitalised(word: string): boolean {
  const first = word.charCodeAt(0);
  return first < 128 ? first >= 65 && first <= 90 : /^\p{Lu}/u.test(word);
}

/** Whether a word begins and ends with an ASCII letter, so that there are no marks to remove. */
function isBare(word: string): boolean {
  return isLetter(word.charCodeAt(0)) && isLetter(word.charCodeAt(word.length - 1));
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}

const toSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const PRONOUNS = toSet('i we you one they he she');
const SUBJECTS = toSet('i we you they he she it who');
const BE = toSet('am is are was were be been');
/** Words that may come between a subject and its verb, or between "is" and an adjective. */
const BETWEEN = toSet(
  'can could will would should may might must do does did not really just also always never so very too more most',
);
const WISHES = toSet('want need like love hate have has had try trying used going');
/** Determiners that are kept in a key phrase. */
const DETERMINERS = toSet('the a an my our your his her their');
/** Words that may begin a subject but are not a subject alone. */
const DETERMINER = /^(?:the|a|an|my|our|your|his|her|their|this|that|some|all|most)$/;

/** Words after which the counted thing ends and the clause about it begins. */
const ENDS_OF_COUNTED = toSet(
  'is are was were do does did have has had can could should will would may might must in on at live there i we you they',
);

/** Uncountable nouns, which prompts often use with an article anyway. */
const MASS_NOUNS = toSet(
  'software hardware malware information advice music furniture equipment knowledge research news luggage weather traffic ' +
    'homework electricity machinery progress evidence feedback money water rice sand oil gold silver milk bread butter sugar',
);

/** Base forms of verbs that are rarely nouns. */
const BARE_VERBS = toSet(
  'come go need have make matter mean happen get look feel swim sleep eat fly allow exist become guess decide choose imagine run ' +
    'think know say see work help',
);

const BREAKS = toSet(
  'so too very always never often sometimes not really still only also already ever usually just even become becomes ' +
    'in on at from by with during after before under over into through like than when if while because as to ' +
    'work works need needs have has cause causes make makes use uses matter matters mean means happen happens get gets ' +
    'look looks taste tastes smell smells feel feels change changes go goes come comes fly swim sleep eat eats turn turns ' +
    'affect affects help helps allow allows good bad better worse worth important popular dangerous hard easy called ' +
    'considered supposed able likely possible',
);

/** Breaks that are the verb or predicate themselves, so that only the subject precedes them. */
const VERBLIKE_BREAKS = new Set(
  [...BREAKS].filter(
    (word) =>
      !/^(?:in|on|at|from|by|with|during|after|before|under|over|into|through|like|than|when|if|while|because|as|to)$/.test(
        word,
      ),
  ),
);

const FILLERS = toSet(
  'a an the and or but if then so as of in on at to for from by with without about into over under up down out is are was were be been am ' +
    'being do does did have has had upon can could will would should may might must i you he she it we they me him her us them my your his its our ' +
    'their this that these those there here what which who whom when where why how not no yes very really just also too more most some any all ' +
    'each every both few many much other another such only own same than now please thanks thank hello hi hey ok okay want need like love hate ' +
    'think know get got make made let us go going went see saw say said tell told give gave take took use used using try trying one two new good ' +
    'bad great because while during before after again once feel feeling next last month week year day today tomorrow yesterday im dont cant lets its',
);
