import type { Observation } from '../../telemetry/observation.ts';
import type { Step } from '../step.ts';

export interface ObserveOptions {
  /** Called when a request has arrived. */
  readonly onStart: (observation: Observation) => void;
  /** Called once per request, when its answer has ended or its caller has disconnected. */
  readonly onEnd: (observation: Observation) => void;
}

/** Reports the start and the end of every call to metrics and the log. */
export function observe({ onStart, onEnd }: ObserveOptions): Step {
  return {
    name: 'observe',
    on: () => ({
      arrive: ({ observation }) => onStart(observation),
      end: ({ observation }) => onEnd(observation),
    }),
  };
}
