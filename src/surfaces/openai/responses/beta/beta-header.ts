import { header } from '../../../../kernel/incoming.ts';
import type { Call } from '../../../../kernel/operation.ts';
import { invalid } from '../../invalid.ts';

/** What the header has to name. It may name other betas, too. */
const BETA = 'responses_multi_agent=v1';

/** The header, as it is documented. */
export const BETA_HEADERS = { 'openai-beta': BETA };

/**
 * Checks that a caller who asks for several agents knows that they are a beta: the header is needed for
 * `multi_agent.enabled` alone, and the official clients leave it out unless they are told.
 *
 * @throws Fault without `OpenAI-Beta: responses_multi_agent=v1`
 */
export function checkBetaHeader(call: Pick<Call, 'headers'> & { readonly body?: unknown }): void {
  const { multi_agent: agents } = (call.body ?? {}) as { multi_agent?: { enabled?: boolean } | null };
  if (agents?.enabled !== true) return;
  const named = (header(call, 'openai-beta') ?? '').split(',').map((one) => one.trim());
  if (named.includes(BETA)) return;
  throw invalid(
    'multi_agent',
    `You must provide the 'OpenAI-Beta' header to have several agents answer. Please try again by setting the header 'OpenAI-Beta: ${BETA}', or leave out 'multi_agent'.`,
    'invalid_beta',
  );
}
