import { invalid } from '../../invalid.ts';
import type { CreateResponseRequest } from '../schema/request.ts';

/**
 * A later window is cheaper: it is for responses of the usual tier that nobody watches. All end well within it.
 *
 * @throws Fault for options that do not fit the rest of the request
 */
export function checkBackgroundOptions(body: CreateResponseRequest): void {
  const { background_options: options, background, stream, service_tier: tier = 'auto' } = body;
  if (options === undefined) return;
  const { completion_window: window = 'soonest', continuation_id: continuation } = options;
  if (!background) {
    throw invalid(
      'background_options',
      "The 'background_options' parameter is only allowed when 'background' is enabled.",
    );
  }
  if (window !== 'soonest' && (stream || (tier !== 'auto' && tier !== 'default'))) {
    const clash = stream ? "'stream'" : `the service tier '${tier}'`;
    throw invalid(
      'background_options.completion_window',
      `The completion window '${window}' cannot be combined with ${clash}. Use 'soonest'.`,
      'invalid_value',
    );
  }
  if (continuation !== undefined) {
    throw invalid(
      'background_options.continuation_id',
      `Invalid 'background_options.continuation_id': this server has no continuation '${continuation}'. Leave it out.`,
      'invalid_value',
    );
  }
}
