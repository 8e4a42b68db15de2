import type { Principal } from '../kernel/principal.ts';
import type { Observation } from '../telemetry/observation.ts';

/** What {@link requestedModel} reads and writes of a call. */
export function modelCall(project = 'default'): { principal: Principal; observation: Observation } {
  return {
    principal: { organization: 'org-test', project, user: undefined, key: undefined, kind: 'open' },
    observation: {
      requestId: 'req_test',
      operation: 'test',
      method: 'POST',
      endpoint: '/v1/test',
      path: '/v1/test',
      startedAt: 0,
      endedAt: 0,
      status: 0,
      outcome: 'ok',
      streamed: false,
    },
  };
}
