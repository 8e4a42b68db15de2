import type { Random } from '../../runtime/random.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** At this bias a token is chosen whatever else could be; at its negative, never. */
const ABSOLUTE = 100;

/** Replaced words are tried this many times before the offending token's word is left out. */
const ATTEMPTS = 24;

/** Common words to put in the place of one that may not appear. */
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
 * `text` under a logit bias: tokens at -100 do not appear, tokens at +100 are all that appears, and between the two a
 * token gets rarer or more frequent with its bias. `length` is how many tokens a dominated answer has.
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

/** Puts tokens with a positive bias in the place of words, more often the larger the bias. */
function favour(
  text: string,
  bias: ReadonlyMap<number, number>,
  tokenizer: Tokenizer,
  random: Random,
): string {
  let result = text;
  for (const [token, value] of bias) {
    const word = value > 0 ? tokenizer.text(token) : undefined;
    if (word === undefined) continue;
    result = result.replace(/ \p{L}+/gu, (found) => (random.chance(value / (2 * ABSOLUTE)) ? word : found));
  }
  return result;
}

/** Rewrites words until no token with a negative bias is left that the dice did not let through. */
function withoutUnwanted(
  text: string,
  bias: ReadonlyMap<number, number>,
  tokenizer: Tokenizer,
  random: Random,
): string {
  const isDisliked = (token: number): boolean => (bias.get(token) ?? 0) < 0;
  // A bias of -100 always removes; a milder one spares a token as often as it would still be sampled, by one throw of the dice.
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
  // What pieces left over join to forbidden tokens without end; saying nothing keeps every ban.
  return '';
}
