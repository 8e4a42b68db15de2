import { contentOf } from '../../reading/content.ts';
import { sentencesOf } from '../grammar.ts';
import type { Form } from '../scene.ts';

/** "Extract triplets in the form (subject, predicate, object)": one for each sentence between two names. */
export const triplets: Form = {
  name: 'triplets',
  clues: { mentions: 'triplets triplet triples triple predicate' },
  recognise: ({ reading }) => {
    if (!/\btripl(?:et|e)s?\b|\bsubject, predicate, object\b/i.test(reading.text)) return undefined;
    const found = tripletsIn(lastText(reading.text) ?? contentOf(reading));
    return found.length === 0 ? undefined : () => [found.join('\n')];
  },
};

/** The text of the last label before the answer. */
function lastText(text: string): string | undefined {
  const [, said] =
    [...text.matchAll(/^[ \t]{0,12}(?:Text|Input|Passage|Sentence)\s{0,9}:\s{0,9}(\S[^\n]*)/gim)].at(-1) ??
    [];
  return said;
}

function tripletsIn(text: string): string[] {
  return sentencesOf(text.slice(0, LONGEST), MOST).flatMap((sentence) => {
    const [, subject, predicate, object] = TRIPLET.exec(sentence.trim()) ?? [];
    return subject === undefined ? [] : [`(${subject}, ${predicate}, ${object})`];
  });
}

const LONGEST = 4000;
const MOST = 50;
const NAME = String.raw`(?:The )?\p{Lu}[\p{L}\p{N}'’&-]*(?: (?:of |de |the )?\p{Lu}[\p{L}\p{N}'’&-]*){0,4}`;
const TRIPLET = new RegExp(
  `^(${NAME}) (\\p{Ll}+(?: (?:\\p{Ll}+)){0,4}?) ((?:the |an? )?(?:${NAME}|\\d[\\p{L}\\p{N}-]*|\\p{Ll}+(?: \\p{Ll}+){0,2}))[.!]?$`,
  'u',
);
