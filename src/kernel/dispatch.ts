import { Aborted } from '../runtime/abort.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import type { Observation } from '../telemetry/observation.ts';
import { createErrorReply, type ErrorReplyOptions } from './error-reply.ts';
import { Fault } from './fault.ts';
import type { Head } from './head.ts';
import { type Arrival, header, type Incoming, type Outgoing } from './incoming.ts';
import { ObservedFrames } from './observed-frames.ts';
import { type CallerHeaders, type Match, type Operation, type Surface, toPublicPath } from './operation.ts';
import { createReceive, type Input, type ReceiveOptions } from './receive.ts';
import type { Reply } from './reply.ts';
import type { Router } from './router.ts';
import { type AnyCall, createRowSteps, type Step } from './step.ts';
import { BODIES_RETRY_AFTER } from './steps/decode.ts';
import { isForm } from './steps/form.ts';
import { parseQuery } from './steps/query.ts';
import { validate } from './steps/validate.ts';
import { storedBytesIn } from './upload.ts';

/** See {@link Dispatcher}. */
export type Dispatch = Dispatcher['dispatch'];

/** Answers requests from the table. Requests from sockets and calls in process take the same path. */
export interface Dispatcher {
  /**
   * Finds the row of a request and runs the first steps, which need no body. A transport calls it when the head of a
   * request with a body is here, and dispatches or drops what it returns.
   */
  arrive(head: Head): Arrival;
  /**
   * Answers a request. Never throws or rejects: failures become error answers.
   */
  dispatch(incoming: Incoming): Outgoing | Promise<Outgoing>;
  /** Ends a call whose body never came. */
  drop(arrival: Arrival): void;
}

export interface DispatcherOptions extends ReceiveOptions, ErrorReplyOptions {
  readonly router: Router;
  /** What surrounds each call, from the outside in. */
  readonly steps: readonly Step[];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The main surface: encodes faults of requests whose path belongs to no surface. */
  readonly surface: Surface;
}

/** Handles requests: the row, the steps around it ({@link Step}), the input, the handler. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { router, clock, ids, log, surface: main } = options;
  const stepsOf = createRowSteps(options.steps);
  const receive = createReceive(options);
  const toErrorReply = createErrorReply(options);

  function arrive(head: Head): Arrival {
    const match = router.find(head.method, head.path, head.query);
    const operation = match?.operation;
    const surface = operation?.surface ?? router.surfaceOf(head.path) ?? main;
    const steps = stepsOf(operation);
    const arrival: { -readonly [Member in keyof Arrival]: Arrival[Member] } = {
      request: head,
      operation,
      match,
      surface,
      steps,
      observation: observe(head, operation && match, surface),
      principal: undefined,
      notes: {},
      refusal: undefined,
      body: 'whole',
    };
    try {
      for (const step of steps.arrive) step(arrival);
      if (!operation) arrival.body = 'unwanted';
      else if (operation.form && storedBytesIn(operation.form) > 0 && isForm(head)) arrival.body = 'stream';
    } catch (error) {
      arrival.refusal = { error };
      arrival.body = 'unwanted';
    }
    return arrival;
  }

  function observe(head: Head, match: Match | undefined, surface: Surface): Observation {
    const observation: Observation = {
      requestId: ids.next('req_', 32),
      clientRequestId: clientRequestIdOf(head, surface.callers ?? main.callers),
      operation: match?.operation.id ?? 'unknown',
      method: head.method,
      endpoint: match ? toPublicPath(match.operation) : 'unknown',
      path: match?.operation.secretPath ? toPublicPath(match.operation) : head.path,
      startedAt: head.receivedAt,
      endedAt: head.receivedAt,
      status: 0,
      outcome: 'ok',
      streamed: false,
    };
    if (head.internal) {
      observation.internal = true;
      head.internal.onStart(observation);
    }
    return observation;
  }

  function call(incoming: Incoming, arrival: Arrival, { operation, params }: Match): Reply | Promise<Reply> {
    if (incoming.isOverloaded) throw new Fault({ kind: 'overloaded', retryAfter: BODIES_RETRY_AFTER });
    // A plain request cannot open a socket, whatever its parameters are.
    if (operation.socket && incoming.upgrade === undefined)
      throw new Fault({ kind: 'upgrade_required', protocol: 'websocket' });
    if (operation.params) validate(operation.params, params);
    const query = operation.query && validate(operation.query, parseQuery(incoming.query, operation.query));
    const { principal, observation } = arrival;
    if (!principal) throw new TypeError('No step has said who calls');
    return receive(incoming, operation, (input) => {
      const { value, memo } = input;
      const { origin, headers, receivedAt, abort } = incoming;
      return admitted(arrival, input, {
        params,
        query,
        body: value,
        memo,
        requestId: observation.requestId,
        principal,
        origin,
        headers,
        receivedAt,
        abort,
        context: incoming.internal?.context,
        observation,
      });
    });
  }

  /** Runs the steps before the handler from number `from` on, then the handler unless one has answered. */
  function admitted(arrival: Arrival, input: Input, call: AnyCall, from = 0): Reply | Promise<Reply> {
    const { admit } = arrival.steps;
    for (let index = from; index < admit.length; index++) {
      const early = admit[index]?.(arrival, call);
      if (early instanceof Promise)
        return early.then((reply) => reply ?? admitted(arrival, input, call, index + 1));
      if (early) return early;
    }
    input.handOver?.();
    const { handle } = arrival.operation as Operation;
    return (handle as (call: AnyCall) => Reply | Promise<Reply>)(call);
  }

  function fail(incoming: Incoming, arrival: Arrival, error: unknown): Outgoing | Promise<Outgoing> {
    if (!(error instanceof Aborted)) return finish(incoming, arrival, toErrorReply(error, incoming, arrival));
    leave(arrival);
    return { status: 499, headers: {}, body: '' };
  }

  /** Nobody reads the answer; 499 is the conventional status in logs. */
  function leave(arrival: Arrival): void {
    arrival.observation.status = 499;
    end(arrival, 'aborted');
  }

  /** Runs the steps after the handler from number `from` on. */
  function finish(
    incoming: Incoming,
    arrival: Arrival,
    reply: Reply,
    from = 0,
  ): Outgoing | Promise<Outgoing> {
    const { answer } = arrival.steps;
    let latest = reply;
    for (let index = from; index < answer.length; index++) {
      const next = runStep(incoming, arrival, () => answer[index]?.(arrival, latest) ?? latest);
      if (next instanceof Promise)
        return next.then((settled) => finish(incoming, arrival, settled, index + 1));
      latest = next;
    }
    return toOutgoing(incoming, arrival, latest);
  }

  /** A step that fails does not keep the steps around it from seeing the answer. */
  function runStep(
    incoming: Incoming,
    arrival: Arrival,
    run: () => Reply | Promise<Reply>,
  ): Reply | Promise<Reply> {
    const toReply = (error: unknown): Reply => toErrorReply(error, incoming, arrival);
    try {
      const reply = run();
      return reply instanceof Promise ? reply.catch(toReply) : reply;
    } catch (error) {
      return toReply(error);
    }
  }

  function toOutgoing(incoming: Incoming, arrival: Arrival, reply: Reply): Outgoing {
    const { observation } = arrival;
    const { status } = reply;
    observation.status = status;
    const headers: Record<string, string> = arrival.notes;
    headers['content-type'] = reply.contentType;
    if (reply.headers) Object.assign(headers, reply.headers);
    if (reply.kind === 'stream') {
      // JSON is only sent in parts: nobody asked for a stream.
      observation.streamed = reply.contentType !== 'application/json';
      if (incoming.method === 'HEAD') {
        reply.frames.cancel();
        end(arrival, 'ok');
        return { status, headers, body: '' };
      }
      const frames = new ObservedFrames(reply.frames, (outcome, error) => {
        if (outcome === 'error') {
          log.error('an answer broke off', { requestId: observation.requestId, error: String(error) });
        }
        end(arrival, outcome === 'ok' ? outcomeOf(observation) : outcome);
      });
      return { status, headers, frames, farewell: reply.farewell };
    }
    const { body, open } = reply;
    if (open) {
      delete headers['content-type'];
      const socket = { open, end: (outcome: Observation['outcome']) => end(arrival, outcome) };
      return { status, headers, body: '', socket };
    }
    if (status !== 204)
      headers['content-length'] = String(
        typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength,
      );
    end(arrival, outcomeOf(observation));
    return { status, headers, body: incoming.method === 'HEAD' ? '' : body };
  }

  function end(arrival: Arrival, outcome: Observation['outcome']): void {
    const { observation } = arrival;
    observation.endedAt = clock.now();
    observation.outcome = outcome;
    for (const step of arrival.steps.end) {
      try {
        step(arrival);
      } catch (error) {
        log.error('a step failed after the answer', {
          requestId: observation.requestId,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
      }
    }
  }

  return {
    arrive,
    drop: leave,
    dispatch(incoming) {
      const arrival = incoming.arrival ?? arrive(incoming);
      try {
        if (arrival.refusal) throw arrival.refusal.error;
        if (!arrival.match) return finish(incoming, arrival, answerUnmatched(incoming, router));
        const reply = call(incoming, arrival, arrival.match);
        if (!(reply instanceof Promise)) return finish(incoming, arrival, reply);
        return reply.then(
          (settled) => finish(incoming, arrival, settled),
          (error) => fail(incoming, arrival, error),
        );
      } catch (error) {
        return fail(incoming, arrival, error);
      }
    },
  };
}

/** The outcome of an answer that was sent completely. A stream can end with an error that it reports itself. */
function outcomeOf({ fault }: Observation): Observation['outcome'] {
  return fault === undefined ? 'ok' : 'error';
}

/** Answers `OPTIONS` on an existing path with its methods; anything else unmatched is a fault. */
function answerUnmatched({ method, path }: Head, router: Router): Reply {
  const allowed = router.allowed(path);
  if (allowed.length === 0) throw new Fault({ kind: 'unknown_route', method, path });
  const allow = [...allowed, 'OPTIONS'].join(', ');
  if (method !== 'OPTIONS')
    throw new Fault({ kind: 'method_not_allowed', method, path, allowed: [...allowed, 'OPTIONS'] });
  return { kind: 'whole', status: 204, contentType: 'text/plain', headers: { allow }, body: '' };
}

function clientRequestIdOf(head: Head, callers: CallerHeaders | undefined): string | undefined {
  const id = callers && header(head, callers.requestId.name);
  return id !== undefined && callers?.requestId.isValid(id) ? id : undefined;
}
