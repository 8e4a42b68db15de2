/** The forms of a regular or given verb that rules tell apart. */
export interface VerbForms {
  /** To kill, and kills. */
  readonly base: readonly string[];
  /** Kills. */
  readonly third: readonly string[];
  /** Killed. */
  readonly past: readonly string[];
  /** Killing. */
  readonly ing: readonly string[];
}

/**
 * The forms of an English verb. `kill` is regular; an irregular one is written with its past forms behind slashes, and a verb
 * that doubles its last consonant with a plus.
 *
 * @example
 * inflectVerb('kill').past; // ['killed']
 * inflectVerb('shoot/shot').past; // ['shot']
 * inflectVerb('stab+').ing; // ['stabbing']
 */
export function inflectVerb(entry: string): VerbForms {
  const [head = '', ...irregular] = entry.split('/');
  const doubles = head.endsWith('+');
  const verb = doubles ? head.slice(0, -1) : head;
  const stem = doubles ? verb + verb.slice(-1) : dropE(verb);
  const past = isConsonantY(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`;
  return {
    base: [verb, inflectNoun(verb)],
    third: [inflectNoun(verb)],
    past: irregular.length > 0 ? irregular : [past],
    ing: [`${stem}ing`],
  };
}

/** The regular plural of a noun, which is also the third person of a verb. */
export function inflectNoun(noun: string): string {
  if (isConsonantY(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

const isConsonantY = (word: string): boolean => /[^aeiou]y$/.test(word);

const dropE = (verb: string): string => (/[^eoy]e$/.test(verb) ? verb.slice(0, -1) : verb);
