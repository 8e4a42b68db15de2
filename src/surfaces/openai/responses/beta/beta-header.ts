import { header } from '../../../../kernel/incoming.ts';
import type { Call } from '../../../../kernel/operation.ts';
import { invalid } from '../../invalid.ts';

/** What the header has to name. It may name other betas, too. */
const BETA = 'responses_multi_agent=v1';

/** The header, as it is documented. */
export const BETA_HEADERS = { 'openai-beta': BETA };

/**
 * Checks that a caller knows what it asks for.
 *
 * @throws Fault without `OpenAI-Beta: responses_multi_agent=v1`
 */
export function checkBetaHeader(call: Pick<Call, 'headers'>): void {
  const named = (header(call, 'openai-beta') ?? '').split(',').map((one) => one.trim());
  if (named.includes(BETA)) return;
  throw invalid(
    null,
    `You must provide the 'OpenAI-Beta' header to use the beta of the Responses API. Please try again by setting the header 'OpenAI-Beta: ${BETA}', or leave out 'beta=true'.`,
    'invalid_beta',
  );
}
