import { isUtf8 } from 'node:buffer';

/**
 * The name of a token in log probabilities: its text or, if its bytes are not whole characters, `\xNN` for
 * each byte that is not part of a whole character. Unlike U+FFFD, this keeps names distinct.
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

/** Length in bytes of the UTF-8 character that starts with this byte. */
function characterLength(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
