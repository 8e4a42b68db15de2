import { type Reply, withHeaders } from '../../../kernel/reply.ts';
import { headerText } from '../../../kernel/wire/header-text.ts';
import type { Log } from '../../../runtime/log.ts';

/** Where an answer says in what it differs from the real API's. */
const NOTE = 'x-fakeai-note';

const LONGEST = 500;

/**
 * The reply to a request that the real API refuses: a header of it and one line of the log say so.
 *
 * @param refusal The message of the real API.
 */
export function withRefusalNoted(reply: Reply, refusal: string, requestId: string, log: Log): Reply {
  const reason = 'OpenAI refuses this request; strictSchemas is off';
  // Names in a schema may be as long as a body.
  log.warn(reason, { requestId, refusal: refusal.slice(0, LONGEST) });
  return withHeaders(reply, { [NOTE]: headerText(`${reason}. ${refusal}`, LONGEST) });
}
