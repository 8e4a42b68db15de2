import type { Reply } from '../../kernel/reply.ts';
import type { Log } from '../../runtime/log.ts';
import { withNote } from './note.ts';

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
  return withNote(reply, `${reason}. ${refusal}`);
}
