import { sentencesOf } from '../prose/grammar.ts';

/**
 * The single questions of a text, in order: "Who founded it, and when?" asks two things. At most {@link MOST_PARTS};
 * none if the text asks nothing.
 *
 * @example
 * partsOf('Who founded Acme, and where is it?'); // ['Who founded Acme?', 'where is it?']
 */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (const sentence of sentencesOf(text.slice(0, LONGEST), MOST_SENTENCES)) {
    if (!/\?["')\]]?$/.test(sentence)) continue;
    const [, asks, one, other, subject] = TWO_OF.exec(sentence) ?? [];
    const questions =
      subject === undefined
        ? sentence.split(BETWEEN).filter((each) => /\p{L}/u.test(each))
        : [one, other].map((each) => `${asks} ${each} ${subject}`);
    for (const each of questions) parts.push(each.endsWith('?') ? each : `${each}?`);
  }
  return parts.slice(0, MOST_PARTS);
}

/** Before another question word in the same sentence. */
const BETWEEN =
  /,?\s+(?:and|&)(?: also)?\s+(?=(?:(?:in|on|at|by|to|from|for|with|of|under|until|since)\s+)?(?:what|which|who|whom|whose|when|where|why|how)\b)/i;

/** "What are the price and the weight of the lamp?" */
const TWO_OF =
  /^(what(?:'s|’s| is| are| was| were)) (the [\p{L}-]+(?: [\p{L}-]+)?),? and ((?:the )?[\p{L}-]+(?: [\p{L}-]+)?) (of .{2,120})$/iu;

const MOST_PARTS = 4;
const MOST_SENTENCES = 40;
const LONGEST = 2000;
