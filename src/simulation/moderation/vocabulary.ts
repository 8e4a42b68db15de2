import { finish, type Steps } from '../../runtime/steps.ts';
import { inflectNoun, inflectVerb } from './inflection.ts';
import { abuseLexicon } from './lexicon/abuse.ts';
import { contextLexicon } from './lexicon/context.ts';
import type { Lexicon } from './lexicon/entry.ts';
import { harmLexicon } from './lexicon/harm.ts';
import { illicitLexicon } from './lexicon/illicit.ts';
import { peopleLexicon } from './lexicon/people.ts';
import { selfHarmLexicon } from './lexicon/self-harm.ts';
import { sexualLexicon } from './lexicon/sexual.ts';

/**
 * The symbols of each known word: the word itself, its dictionary form (`=kill`) and its classes (`<kill>`; for verbs also the
 * form: `<kill.past>`).
 */
export type Vocabulary = ReadonlyMap<string, readonly string[]>;

/** All lexicon words in all their forms. A constant, built on first use. */
export function vocabulary(): Vocabulary {
  return finish(vocabularyInSteps());
}

/** The same in steps, because the first use takes tens of milliseconds. */
export function* vocabularyInSteps(): Steps<Vocabulary> {
  if (made) return made;
  const built = yield* toVocabulary([
    peopleLexicon,
    harmLexicon,
    abuseLexicon,
    illicitLexicon,
    selfHarmLexicon,
    sexualLexicon,
    contextLexicon,
  ]);
  // Another caller may have been faster. Symbol arrays are compared by identity, so there is only one vocabulary.
  made ??= built;
  return made;
}

let made: Vocabulary | undefined;

function* toVocabulary(lexicons: readonly Lexicon[]): Steps<Vocabulary> {
  const symbols = new Map<string, Set<string>>();
  const add = (word: string, ...found: readonly string[]): void => {
    let known = symbols.get(word);
    if (!known) {
      known = new Set([word]);
      symbols.set(word, known);
    }
    for (const symbol of found) known.add(symbol);
  };
  for (const lexicon of lexicons) {
    for (const [name, { verbs = '', nouns = '', words = '' }] of Object.entries(lexicon)) {
      yield;
      for (const verb of split(verbs)) {
        const { base, third, past, ing } = inflectVerb(verb);
        const lemma = `=${base[0]}`;
        for (const form of base) add(form, lemma, `<${name}>`, `<${name}.base>`);
        for (const form of third) add(form, `<${name}.third>`);
        for (const form of past) add(form, lemma, `<${name}>`, `<${name}.past>`);
        for (const form of ing) add(form, lemma, `<${name}>`, `<${name}.ing>`);
      }
      for (const noun of split(nouns)) {
        for (const form of [noun, inflectNoun(noun)]) add(form, `=${noun}`, `<${name}>`);
      }
      for (const word of split(words)) add(word, `<${name}>`);
    }
  }
  return new Map([...symbols].map(([word, known]) => [word, [...known]]));
}

const split = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');
