/** The verb forms that rules distinguish. */
export interface VerbForms {
  /** Infinitive and third person: `kill`, `kills`. */
  readonly base: readonly string[];
  /** Third person: `kills`. */
  readonly third: readonly string[];
  /** Past: `killed`. */
  readonly past: readonly string[];
  /** `killing`. */
  readonly ing: readonly string[];
}

/**
 * The forms of an English verb. Irregular past forms follow after slashes (`shoot/shot`); a plus means that the last consonant
 * is doubled (`stab+`).
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
