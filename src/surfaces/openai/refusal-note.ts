import { type Reply, withHeaders } from '../../kernel/reply.ts';
import { headerText } from '../../kernel/wire/header-text.ts';
import type { Log } from '../../runtime/log.ts';

/** Response header that says how an answer differs from the real API's. */
const NOTE = 'x-fakeai-note';

const LONGEST = 500;

/**
 * Marks the reply to a request that the real API would reject, with a header and a log line.
 *
 * @param refusal The real API's error message.
 */
export function withRefusalNoted(reply: Reply, refusal: string, requestId: string, log: Log): Reply {
  const reason = 'OpenAI refuses this request; strictSchemas is off';
  // It quotes names from the schema, which may be as long as the body.
  log.warn(reason, { requestId, refusal: refusal.slice(0, LONGEST) });
  return withHeaders(reply, { [NOTE]: headerText(`${reason}. ${refusal}`, LONGEST) });
}
