import type { Tokenizer } from './tokenizer/tokenizer.ts';

/** Text together with the tokens it is sent as. */
export interface Tokens {
  readonly text: string;
  readonly ids: readonly number[];
}

/** One-token words that can occur anywhere in prose; they fill the gap when a cut has to move back. */
const FILLERS = [' and', ' so', ' the', ' it', ' of', ' in', ' to', ' a'];

/** A word of the vocabulary that can replace {@link FILLERS} when a bias forbids them. */
const PLAIN_WORD = /^ [a-z]{2,}$/;

/** How many tokens back from the limit a clean cut is searched for. */
const REACH = 12;

/**
 * The beginning of `text` with exactly `limit` tokens, or all of it if it has no more. Text cut inside a word
 * or a character can tokenise differently, so the cut is moved back to a stable place and the gap filled with
 * words: the result always re-tokenises to the same number of tokens.
 */
export function fitTokens(
  text: string,
  limit: number,
  tokenizer: Tokenizer,
  fillers: readonly string[] = FILLERS,
): Tokens {
  const ids = tokenizer.encode(text, limit + 1);
  if (ids.length <= limit) return { text, ids };
  const head = tokenizer.decode(ids.slice(0, limit));
  if (isWordEnd(text, head.length)) return { text: head, ids: ids.slice(0, limit) };
  for (let cut = limit; cut >= Math.max(0, limit - REACH); cut--) {
    const head = tokenizer.decode(ids.slice(0, cut));
    if (head.endsWith('\ufffd')) continue;
    const fitted =
      cut === limit
        ? whenExact(head, limit, tokenizer)
        : fillUp(head.trimEnd(), limit - cut, limit, tokenizer, fillers);
    if (fitted) return fitted;
  }
  // No clean cut near the limit (e.g. one endless word): use filler words only.
  return fillUp('', limit, limit, tokenizer, fillers) ?? { text: '', ids: [] };
}

/** `tokens` without trailing white space, padded with filler words until there are `minimum`. */
export function padTokens(
  tokens: Tokens,
  minimum: number,
  tokenizer: Tokenizer,
  fillers: readonly string[] = FILLERS,
): Tokens {
  const head = tokens.text.trimEnd();
  const length = head === tokens.text ? tokens.ids.length : tokenizer.encode(head).length;
  return fillUp(head, minimum - length, minimum, tokenizer, fillers) ?? tokens;
}

/**
 * The filler words that a bias allows; if it forbids all the usual ones, any allowed plain word of the
 * vocabulary.
 */
export function fillersUnder(bias: ReadonlyMap<number, number>, tokenizer: Tokenizer): readonly string[] {
  if (bias.size === 0) return FILLERS;
  const isAllowed = (token: number): boolean => (bias.get(token) ?? 0) >= 0;
  const allowed = FILLERS.filter((word) => tokenizer.encode(word).every(isAllowed));
  if (allowed.length > 0) return allowed;
  for (let token = 0; token < tokenizer.size; token++) {
    const word = tokenizer.text(token);
    if (word !== undefined && isAllowed(token) && PLAIN_WORD.test(word)) return [word];
  }
  return [];
}

function whenExact(text: string, limit: number, tokenizer: Tokenizer): Tokens | undefined {
  const ids = tokenizer.encode(text, limit + 1);
  return ids.length === limit ? { text, ids } : undefined;
}

/**
 * Whether a cut at `index` is known to be safe: every vocabulary's split rules end a piece between a visible
 * ASCII character and a space, whatever follows.
 */
function isWordEnd(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  return before > 0x20 && before < 0x7f && text.charCodeAt(index) === 0x20;
}

function fillUp(
  head: string,
  missing: number,
  limit: number,
  tokenizer: Tokenizer,
  fillers: readonly string[],
): Tokens | undefined {
  if (missing > 0 && fillers.length === 0) return undefined;
  let text = head;
  for (let index = 0; index < missing; index++) text += fillers[index % fillers.length];
  return whenExact(text, limit, tokenizer);
}

/**
 * What each token adds to the text, in order; their concatenation is the text. A token that ends inside a
 * character adds nothing; the token that completes the character adds it whole.
 */
export function toPieces({ text, ids }: Tokens, tokenizer: Tokenizer): string[] {
  const pieces: string[] = new Array(ids.length);
  let position = 0;
  for (let index = 0; index < ids.length; index++) {
    const piece = tokenizer.text(ids[index] as number);
    if (piece !== undefined) {
      pieces[index] = piece;
      position += piece.length;
      continue;
    }
    // Bytes of one or more characters that span several tokens: decoded together and assigned to the last
    // token.
    let end = index + 1;
    while (end < ids.length && tokenizer.decode(ids.slice(index, end)).includes('\ufffd')) end++;
    const characters = tokenizer.decode(ids.slice(index, end));
    for (; index < end - 1; index++) pieces[index] = '';
    pieces[index] = text.slice(position, position + characters.length);
    position += characters.length;
  }
  return pieces;
}
