import type { Clock } from '../../runtime/clock.ts';
import type { Step } from '../step.ts';

/** Adds the headers that every response of a surface carries, such as the id of the request. */
export function responseHeaders(options: { readonly clock: Clock; readonly organization: string }): Step {
  const { clock, organization } = options;
  return {
    name: 'response headers',
    on: () => ({
      answer({ surface, request, observation, notes }, reply) {
        const headers = surface.headers({
          requestId: observation.requestId,
          processingMs: Math.round(clock.now() - request.receivedAt),
          organization,
        });
        for (const name in headers) notes[name] ??= headers[name] as string;
        return reply;
      },
    }),
  };
}
