import type { Random } from '../../runtime/random.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** At +100 a token is always chosen; at -100, never. */
const ABSOLUTE = 100;

/** Number of replacement rounds before the text is dropped. */
const ATTEMPTS = 24;

/** Common words used in place of a forbidden one. */
const SUBSTITUTES = [
  ' it',
  ' this',
  ' that',
  ' thing',
  ' part',
  ' one',
  ' well',
  ' here',
  ' now',
  ' also',
  ' so',
  ' we',
];

/**
 * Applies a logit bias to `text`: tokens at -100 do not appear, tokens at +100 are the only ones that appear, and
 * in between a token gets rarer or more frequent with its bias. `length` is the number of tokens of an answer
 * that consists of +100 tokens only.
 */
export function applyLogitBias(
  text: string,
  bias: ReadonlyMap<number, number>,
  length: number,
  tokenizer: Tokenizer,
  random: Random,
): string {
  if (bias.size === 0) return text;
  const dominant = [...bias]
    .filter(([token, value]) => value >= ABSOLUTE && tokenizer.bytes(token) !== undefined)
    .map(([token]) => token);
  if (dominant.length > 0) {
    return tokenizer.decode(Array.from({ length }, () => random.pick(dominant)));
  }
  const favoured = favour(text, bias, tokenizer, random);
  return withoutUnwanted(favoured, bias, tokenizer, random);
}

/** Replaces words with tokens of positive bias, more often the larger the bias. */
function favour(
  text: string,
  bias: ReadonlyMap<number, number>,
  tokenizer: Tokenizer,
  random: Random,
): string {
  const words: string[] = [];
  // The probability that none of the words up to this one replaces a word of the text.
  const spared: number[] = [];
  for (const [token, value] of bias) {
    const word = value > 0 ? tokenizer.text(token) : undefined;
    if (word === undefined) continue;
    words.push(word);
    spared.push((spared.at(-1) ?? 1) * (1 - value / (2 * ABSOLUTE)));
  }
  const least = spared.at(-1);
  if (least === undefined) return text;
  return text.replace(/ \p{L}+/gu, (found) => {
    const draw = random.next();
    return draw > least ? (words[spared.findIndex((chance) => draw > chance)] as string) : found;
  });
}

/** Replaces tokens of negative bias until only those are left that the random draw spared. */
function withoutUnwanted(
  text: string,
  bias: ReadonlyMap<number, number>,
  tokenizer: Tokenizer,
  random: Random,
): string {
  const isDisliked = (token: number): boolean => (bias.get(token) ?? 0) < 0;
  // A bias of -100 always removes. A milder one keeps a token with the probability that it is still sampled, by
  // one draw per occurrence.
  const unwanted = (token: number, attempt: number): boolean => {
    const value = bias.get(token) ?? 0;
    return value <= -ABSOLUTE || (value < 0 && attempt === 0 && random.chance(1 - Math.exp(value)));
  };
  const substitutes = SUBSTITUTES.map((word) => tokenizer.encode(word)).filter(
    (ids) => !ids.some(isDisliked),
  );
  let result = text;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const tokens = tokenizer.encode(result);
    if (!tokens.some(isDisliked)) return result;
    const hasSubstitutes = attempt < ATTEMPTS / 2 && substitutes.length > 0;
    let isChanged = false;
    // Decoded together, because a token may be part of a character.
    const rebuilt = tokens.flatMap((token) => {
      if (!unwanted(token, attempt)) return token;
      isChanged = true;
      return hasSubstitutes ? random.pick(substitutes) : [];
    });
    if (!isChanged) return result;
    result = tokenizer.decode(rebuilt);
  }
  // The remaining pieces keep joining into forbidden tokens; an empty text satisfies every ban.
  return '';
}
