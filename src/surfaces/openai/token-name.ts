import { isUtf8 } from 'node:buffer';

/**
 * How log probabilities name a token: by its text, or, when its bytes are not whole characters, with `\xNN` for each byte that belongs to
 * no whole character. Names stay distinct that way; U+FFFD would make them all alike.
 *
 * @example
 * tokenName({ token: undefined, bytes: [0x20, 0xf0, 0x9f] }) === String.raw` \xf0\x9f`; // true
 */
export function tokenName({ token, bytes }: NamedToken): string {
  return token ?? escapedBytes(bytes);
}

interface NamedToken {
  readonly token: string | undefined;
  readonly bytes: readonly number[];
}

function escapedBytes(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes[at] as number);
    const character = Buffer.from(bytes.slice(at, at + length));
    if (character.length === length && isUtf8(character)) {
      text += character.toString('utf8');
      at += length;
    } else {
      text += `\\x${(bytes[at] as number).toString(16).padStart(2, '0')}`;
      at++;
    }
  }
  return text;
}

/** Bytes of the UTF-8 character that begins with this one. */
function characterLength(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
