import type { Abort } from '../runtime/abort.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Observation } from '../telemetry/observation.ts';
import type { Dispatcher } from './dispatch.ts';
import type { Outgoing } from './incoming.ts';
import type { Operation } from './operation.ts';
import type { Principal } from './principal.ts';
import type { RequestHeaders } from './request-headers.ts';
import type { Router } from './router.ts';

/** A call by the program itself. */
export interface InsideRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query?: string;
  /** Scheme, host and port that the answer refers to. */
  readonly origin: string;
  readonly headers?: RequestHeaders;
  /** A JSON body, parsed. */
  readonly json?: unknown;
  /** Handed to the handler as `Call.context`: what the program and the handler share about this call. */
  readonly context?: unknown;
  readonly abort: Abort;
}

export interface InsideAnswer {
  readonly outgoing: Outgoing;
  /** Complete when the answer has ended; a stream ends when it has been read. */
  readonly observation: Observation;
}

/** Calls operations from within: lines of a batch, answers in the background. The table is bound when it exists. */
export interface Inside {
  /** All operations. */
  readonly operations: readonly Operation[];
  /** The operation at a method and path; undefined if there is none. */
  find(method: string, path: string): Operation | undefined;
  /**
   * Makes a call as if the caller had made it, with all steps around it. The caller's key is not checked again.
   * Failures are answers, as for any call. `frames` of the answer must be read to the end or cancelled.
   *
   * @example
   * const request = { method: 'POST', path: '/v1/embeddings', origin: call.origin, json: body, abort: call.abort };
   * const { outgoing } = await inside.call(request, call.principal);
   */
  call(request: InsideRequest, principal: Principal): Promise<InsideAnswer>;
  /** Called once, before the first call. */
  bind(table: InsideTable): void;
}

export interface InsideTable {
  readonly operations: readonly Operation[];
  readonly router: Pick<Router, 'find'>;
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
}

/** Creates the way in, which is usable once a table is bound. */
export function createInside({ clock }: { readonly clock: Clock }): Inside {
  let bound: InsideTable | undefined;
  const table = (): InsideTable => {
    if (!bound) throw new TypeError('No operations are mounted yet');
    return bound;
  };
  return {
    get operations() {
      return table().operations;
    },
    find: (method, path) => table().router.find(method, path)?.operation,
    async call({ query = '', headers = {}, json, context, ...request }, principal) {
      let observation: Observation | undefined;
      const outgoing = await table().dispatcher.dispatch({
        ...request,
        query,
        headers,
        body: undefined,
        receivedAt: clock.now(),
        internal: {
          principal,
          json,
          context,
          onStart: (started) => {
            observation = started;
          },
        },
      });
      return { outgoing, observation: observation as Observation };
    },
    bind(given) {
      bound = given;
    },
  };
}
