import type { Observation } from '../../telemetry/observation.ts';
import type { Principal } from '../principal.ts';
import type { Step } from '../step.ts';

export interface ObserveOptions {
  /** Called when a request has arrived. */
  readonly onStart: (observation: Observation) => void;
  /**
   * Called once per request, when its answer has ended or its caller has disconnected. `principal` is undefined if the
   * request was refused before its caller was known.
   */
  readonly onEnd: (observation: Observation, principal: Principal | undefined) => void;
}

/** Reports the start and the end of every call to metrics and the log. */
export function observe({ onStart, onEnd }: ObserveOptions): Step {
  return {
    name: 'observe',
    on: () => ({
      arrive: ({ observation }) => onStart(observation),
      end: ({ observation, principal }) => onEnd(observation, principal),
    }),
  };
}
