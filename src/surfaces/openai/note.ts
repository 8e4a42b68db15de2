import { type Reply, withHeaders } from '../../kernel/reply.ts';
import { headerText } from '../../kernel/wire/header-text.ts';

/** Response header that says how an answer differs from the real API's. */
const NOTE = 'x-fakeai-note';

const LONGEST = 500;

/** Adds a sentence to the note of a reply. */
export function withNote(reply: Reply, note: string): Reply {
  const before = reply.headers?.[NOTE];
  return withHeaders(reply, {
    [NOTE]: headerText(before === undefined ? note : `${before} ${note}`, LONGEST),
  });
}
