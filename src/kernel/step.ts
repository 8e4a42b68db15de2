import type { Observation } from '../telemetry/observation.ts';
import type { Head } from './head.ts';
import type { Call, Operation, Surface } from './operation.ts';
import type { Principal } from './principal.ts';
import type { Reply } from './reply.ts';

/**
 * Something that surrounds calls: access, CORS, limits, recording. No handler knows the steps around it. Steps also run
 * around calls from within, such as the lines of a batch; `step.observation.internal` tells them apart. What a step
 * counts or remembers belongs in the function that creates it, so that instances share nothing.
 *
 * @example
 * const busy: Step = {
 *   name: 'busy moderations',
 *   on: (operation) =>
 *     operation?.tag === 'Moderations'
 *       ? {
 *           admit() {
 *             throw new Fault({ kind: 'overloaded', retryAfter: 2 });
 *           },
 *         }
 *       : undefined,
 * };
 * const fake = createFakeAI({ steps: [busy] });
 */
export interface Step {
  readonly name: string;
  /**
   * Returns what the step does around calls of a row, or undefined to leave the row alone. Called once per row, at its
   * first request, and once with undefined for all requests that match no row.
   */
  readonly on: (operation: Operation | undefined) => Moments | undefined;
}

/**
 * The moments of a call. `arrive` and `admit` run in the order of the steps, `answer` and `end` in reverse, so that a
 * step sees the answer as the steps inside it left it. A refusal ends `arrive` and `admit` for the steps inside as well;
 * `answer` and `end` still run for all steps, so they cannot rely on what the same step did earlier. Anything thrown
 * that is not a Fault is logged and answered with status 500.
 */
export interface Moments {
  /**
   * The head of the request is here; its body may still be on its way, and is not received if this throws. Cannot wait.
   *
   * @throws Fault to refuse the request
   */
  readonly arrive?: (step: StepCall) => void;
  /**
   * The caller may call, and the input is valid. Return a reply to answer in place of the handler, or a promise to
   * delay it.
   *
   * @throws Fault to refuse the call
   */
  readonly admit?: (step: StepCall, call: AnyCall) => Reply | undefined | Promise<Reply | undefined>;
  /**
   * There is an answer, perhaps an error: returns it, or another in its place. Not called if the caller has
   * disconnected.
   *
   * @throws Fault to answer with an error instead
   */
  readonly answer?: (step: StepCall, reply: Reply) => Reply | Promise<Reply>;
  /**
   * The answer is sent, or its caller is gone. Called once for every call, whether or not it was refused; everything
   * is recorded in `step.observation`.
   */
  readonly end?: (step: StepCall) => void;
}

/** The handler's call, of any row. */
export type AnyCall = Call<unknown, unknown, unknown>;

/** What the steps around a call know about it. */
export interface StepCall {
  readonly request: Head;
  /** The row that answers; undefined if no row matches the request. */
  readonly operation: Operation | undefined;
  /** The dialect of the answer. */
  readonly surface: Surface;
  readonly observation: Observation;
  /** Who calls. Undefined before the access step, and if it refuses the request. */
  principal: Principal | undefined;
  /** Become headers of the answer, unless it has its own of the same name. Names are in lower case. */
  readonly notes: Record<string, string>;
}

/** What all steps do around calls of one row. */
export interface RowSteps {
  readonly arrive: readonly NonNullable<Moments['arrive']>[];
  readonly admit: readonly NonNullable<Moments['admit']>[];
  readonly answer: readonly NonNullable<Moments['answer']>[];
  readonly end: readonly NonNullable<Moments['end']>[];
}

/** Chooses the steps of each row, once. */
export function createRowSteps(steps: readonly Step[]): (operation: Operation | undefined) => RowSteps {
  const known = new Map<Operation | undefined, RowSteps>();
  return (operation) => {
    const before = known.get(operation);
    if (before) return before;
    const moments = steps.flatMap((step) => step.on(operation) ?? []);
    const inside = moments.toReversed();
    const chosen = {
      arrive: moments.flatMap(({ arrive }) => arrive ?? []),
      admit: moments.flatMap(({ admit }) => admit ?? []),
      answer: inside.flatMap(({ answer }) => answer ?? []),
      end: inside.flatMap(({ end }) => end ?? []),
    };
    known.set(operation, chosen);
    return chosen;
  };
}
