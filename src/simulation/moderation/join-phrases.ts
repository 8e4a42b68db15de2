import type { Candidates } from './candidates.ts';
import { matchAt, mayMatch, type Span } from './pattern.ts';
import type { OpenSentence, Word } from './read-words.ts';

/**
 * Assigns classes to phrases. A joined phrase becomes one word, so that rules read `put a bullet in you` as `kill you`; of a
 * phrase with its object inside, the first word gets the class. Changes the sentence in place, and adds new symbols to
 * `present`, which must contain all symbols of the sentence.
 */
export function joinPhrases(
  sentence: OpenSentence,
  candidates: (word: Word) => Candidates,
  present: Set<string>,
): void {
  for (let at = 0; at < sentence.length; at++) {
    for (const { as, isJoined, pattern } of candidates(sentence[at] as Word).phrases) {
      const span = mayMatch(pattern, present) && matchAt(pattern, sentence, at);
      if (!span) continue;
      const head = sentence[span.from] as Word;
      const added = classesOf(as, head);
      for (const symbol of added) present.add(symbol);
      if (!isJoined) {
        head.symbols = [...new Set([...head.symbols, ...added])];
        continue;
      }
      sentence.splice(span.from, span.to - span.from + 1, join(sentence, span, added));
      at = span.from;
      break;
    }
  }
}

/** The classes of a phrase, with the form of its leading verb: `<kill>` and `<kill.past>`. */
function classesOf(as: string, head: Word): string[] {
  const forms = new Set<string>();
  for (const symbol of head.symbols) {
    const [, form] = FORM.exec(symbol) ?? [];
    if (form !== undefined) for (const name of as.split(' ')) forms.add(`${name.slice(0, -1)}.${form}>`);
  }
  return [...as.split(' '), ...forms];
}

const FORM = /\.(base|third|past|ing)>$/;

const isSpelling = (symbol: string): boolean => !/^[<=]/.test(symbol);

function join(sentence: OpenSentence, { from, to }: Span, added: readonly string[]): Word {
  const words = sentence.slice(from, to + 1);
  const [head] = words as [Word];
  const tail = words.at(-1) as Word;
  return {
    start: head.start,
    end: tail.end,
    // Keeps the spellings only, not the classes: `never wake up` is not a negation, `kill myself` is not <kill>.
    symbols: [...new Set([...added, ...words.flatMap(({ symbols }) => symbols.filter(isSpelling))])],
    first: head.first,
    last: tail.last,
    clause: head.clause,
    quoted: head.quoted && tail.quoted,
  };
}
