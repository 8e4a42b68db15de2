import type { Dispatcher } from '../kernel/dispatch.ts';

/**
 * A dispatcher whose paths are those of another one below a prefix: nothing else can be reached.
 *
 * @example
 * below('/dcgm', dispatcher); // answers /metrics as the other one answers /dcgm/metrics
 */
export function below(prefix: string, dispatcher: Dispatcher): Dispatcher {
  return {
    arrive: (head) => dispatcher.arrive({ ...head, path: prefix + head.path }),
    dispatch: (incoming) => dispatcher.dispatch({ ...incoming, path: prefix + incoming.path }),
    drop: (arrival) => dispatcher.drop(arrival),
  };
}
