import { Aborted } from '../runtime/abort.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import { PackageFileMissing } from '../runtime/package-file.ts';
import type { Timeline } from '../runtime/timeline.ts';
import type { Turns } from '../runtime/turns.ts';
import type { Blobs } from '../storage/blobs.ts';
import { StoreFull, StoreUnavailable } from '../storage/errors.ts';
import type { Observation } from '../telemetry/observation.ts';
import { asWritten } from './as-written.ts';
import { Fault, toFault } from './fault.ts';
import { header, type Incoming, type Outgoing } from './incoming.ts';
import { type CallerHeaders, type Match, type Surface, toPublicPath } from './operation.ts';
import type { Reply } from './reply.ts';
import type { Router } from './router.ts';
import { type Body, createBodyReader } from './steps/body.ts';
import { CORS_NOTE, createCors } from './steps/cors.ts';
import { BODIES_RETRY_AFTER, decoded, isEncoded } from './steps/decode.ts';
import { isForm, withForm } from './steps/form.ts';
import { createHostCheck } from './steps/host.ts';
import { createIdentify } from './steps/principal.ts';
import { parseQuery } from './steps/query.ts';
import { readRaw } from './steps/raw.ts';
import { validate } from './steps/validate.ts';

/**
 * Routes a request to its operation and returns the answer. Never throws or rejects: failures become error
 * answers.
 */
export type Dispatch = (incoming: Incoming) => Outgoing | Promise<Outgoing>;

/** What to say about API keys when one is rejected. */
export interface AccessHelp {
  /** For the answer's `x-fakeai-note` header: may name a key that everyone knows. */
  readonly note: string;
  /** For the log, once. Names no key. */
  readonly log: string;
}

export interface DispatchOptions {
  readonly router: Router;
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly log: Log;
  /** The main surface: encodes faults of requests whose path belongs to no surface. */
  readonly surface: Surface;
  readonly apiKeys: readonly string[];
  readonly requireApiKey: boolean;
  /** Helps whoever set up a caller whose key is rejected. Undefined where only the operator may give out keys. */
  readonly accessHelp?: AccessHelp;
  readonly corsOrigins?: readonly string[] | undefined;
  readonly allowedHosts: readonly string[];
  /** Whether no key is required or a well-known one is accepted. */
  readonly hasPublicAccess: boolean;
  readonly organization: string;
  readonly maxDepth: number;
  /** Maximum size in bytes of a body held in memory, also after decompression. */
  readonly bodyLimit: number;
  /** Receives uploaded files while they arrive. */
  readonly blobs: Pick<Blobs, 'write' | 'discard'>;
  /** Called once for each missing file of this package that a request needed. */
  readonly onMissingFile: (missing: PackageFileMissing) => void;
  /** Called when a request starts. */
  readonly onStart: (observation: Observation) => void;
  /** Called once per request, when its answer has ended or its caller has disconnected. */
  readonly onEnd: (observation: Observation) => void;
}

/**
 * Handles one request: finds the row, runs the steps in order (principal, decode, parse, validate), then the
 * handler. Requests from sockets and in-process calls take the same path.
 */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { router, clock, ids, log } = options;
  const identify = createIdentify(options);
  const checkHost = createHostCheck(options);
  const cors = createCors(options);
  const readBody = createBodyReader(validate, options);
  const reported = new Set<string>();
  let isHelpLogged = false;
  let isCorsLogged = false;

  function call(incoming: Incoming, match: Match, observation: Observation): Reply | Promise<Reply> {
    const { operation } = match;
    const principal = incoming.admission?.principal ?? identify(incoming, operation);
    if (incoming.isOverloaded) throw new Fault({ kind: 'overloaded', retryAfter: BODIES_RETRY_AFTER });
    // A plain request cannot open a socket, whatever its parameters are.
    if (operation.socket) return (operation.handle as () => Reply)();
    const params = match.params;
    if (operation.params) validate(operation.params, params);
    const query = operation.query && validate(operation.query, parseQuery(incoming.query, operation.query));
    const handle = ({ value, kept }: Body): Reply | Promise<Reply> =>
      operation.handle({
        params: params as never,
        query: query as never,
        body: value as never,
        bodyKept: kept,
        requestId: observation.requestId,
        principal,
        origin: incoming.origin,
        headers: incoming.headers,
        receivedAt: incoming.receivedAt,
        abort: incoming.abort,
        observation,
      });
    const { body, form, raw } = operation;
    const receive = (request: Incoming): Reply | Promise<Reply> => {
      const bytes = raw && readRaw(request, operation, options);
      if (bytes) return handle({ value: bytes, kept: false });
      if (form && (!body || isForm(request))) {
        return withForm(request, form, options, ({ value, checked }) => {
          validate(form, checked);
          return handle({ value, kept: false });
        });
      }
      const read = body ? readBody(request, body) : NO_BODY;
      return read instanceof Promise ? read.then(handle) : handle(read);
    };
    if ((body || form || raw) && isEncoded(incoming))
      return decoded(incoming, { form, bodyLimit: options.bodyLimit }).then(receive);
    return receive(incoming);
  }

  function observe(incoming: Incoming, match: Match | undefined, surface: Surface): Observation {
    const observation: Observation = {
      requestId: ids.next('req_', 32),
      clientRequestId: clientRequestIdOf(incoming, surface.callers ?? options.surface.callers),
      operation: match?.operation.id ?? 'unknown',
      method: incoming.method,
      endpoint: match ? toPublicPath(match.operation) : 'unknown',
      path: match?.operation.secretPath ? toPublicPath(match.operation) : incoming.path,
      startedAt: incoming.receivedAt,
      endedAt: incoming.receivedAt,
      status: 0,
      outcome: 'ok',
      streamed: false,
    };
    if (incoming.internal) observation.internal = true;
    return observation;
  }

  function end(incoming: Incoming, observation: Observation, outcome: Observation['outcome']): void {
    observation.endedAt = clock.now();
    observation.outcome = outcome;
    options.onEnd(observation);
    incoming.internal?.onEnd(observation);
  }

  /** Records the fault and encodes it. Bugs are logged with their stack and answered as `internal`. */
  function toErrorReply(
    error: unknown,
    incoming: Incoming,
    surface: Surface,
    observation: Observation,
  ): Reply {
    const fault = asWritten(toFault(error), incoming);
    observation.fault = fault.detail.kind;
    if (error instanceof PackageFileMissing) {
      if (!reported.has(error.file)) options.onMissingFile(error);
      reported.add(error.file);
    } else if (error instanceof StoreUnavailable || error instanceof StoreFull) {
      log.error('the store cannot be used', { requestId: observation.requestId, error: error.message });
    } else if (fault.detail.kind === 'internal') {
      log.error('unexpected failure', {
        requestId: observation.requestId,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
    const { kind } = fault.detail;
    const reply = surface.encodeFault(fault);
    const isAboutKey = kind === 'missing_credentials' || kind === 'wrong_credentials';
    return isAboutKey ? withAccessHelp(reply, observation) : reply;
  }

  function withAccessHelp(reply: Reply, { requestId }: Observation): Reply {
    const { accessHelp } = options;
    if (accessHelp === undefined) return reply;
    if (!isHelpLogged) log.warn(accessHelp.log, { requestId });
    isHelpLogged = true;
    return { ...reply, headers: { ...reply.headers, 'x-fakeai-note': accessHelp.note } };
  }

  function finish(incoming: Incoming, reply: Reply, surface: Surface, observation: Observation): Outgoing {
    observation.status = reply.status;
    const headers: Record<string, string> = surface.headers({
      requestId: observation.requestId,
      processingMs: Math.round(clock.now() - incoming.receivedAt),
      organization: options.organization,
    });
    if (cors.addHeaders(incoming, headers) && !isCorsLogged) {
      isCorsLogged = true;
      log.warn(CORS_NOTE, { requestId: observation.requestId, origin: header(incoming, 'origin') });
    }
    headers['content-type'] = reply.contentType;
    if (reply.headers) Object.assign(headers, reply.headers);
    if (reply.kind === 'stream') {
      // JSON is only sent in parts: nobody asked for a stream.
      observation.streamed = reply.contentType !== 'application/json';
      if (incoming.method === 'HEAD') {
        reply.frames.cancel();
        end(incoming, observation, 'ok');
        return { status: reply.status, headers, body: '' };
      }
      const frames = new ObservedFrames(reply.frames, (outcome, error) => {
        if (outcome === 'error') {
          log.error('an answer broke off', { requestId: observation.requestId, error: String(error) });
        }
        end(incoming, observation, outcome === 'ok' ? outcomeOf(observation) : outcome);
      });
      return { status: reply.status, headers, frames, farewell: reply.farewell };
    }
    const { body } = reply;
    if (reply.status !== 204)
      headers['content-length'] = String(
        typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength,
      );
    end(incoming, observation, outcomeOf(observation));
    return { status: reply.status, headers, body: incoming.method === 'HEAD' ? '' : body };
  }

  function fail(incoming: Incoming, error: unknown, surface: Surface, observation: Observation): Outgoing {
    if (error instanceof Aborted) {
      // Nobody reads this answer; 499 is the conventional status in logs.
      observation.status = 499;
      end(incoming, observation, 'aborted');
      return { status: 499, headers: {}, body: '' };
    }
    return finish(incoming, toErrorReply(error, incoming, surface, observation), surface, observation);
  }

  return (incoming) => {
    const { admission } = incoming;
    const match = admission ? admission.match : router.find(incoming.method, incoming.path, incoming.query);
    const surface = match?.operation.surface ?? router.surfaceOf(incoming.path) ?? options.surface;
    const observation = observe(incoming, match, surface);
    options.onStart(observation);
    try {
      if (!isAdmitted(incoming)) {
        checkHost(incoming);
        cors.checkPreflight(incoming);
      }
      if (!match) return finish(incoming, answerUnmatched(incoming, router), surface, observation);
      const reply = call(incoming, match, observation);
      if (!(reply instanceof Promise)) return finish(incoming, reply, surface, observation);
      return reply.then(
        (settled) => finish(incoming, settled, surface, observation),
        (error) => fail(incoming, error, surface, observation),
      );
    } catch (error) {
      return fail(incoming, error, surface, observation);
    }
  };
}

/** The outcome of an answer that was sent completely. A stream can end with an error that it reports itself. */
function outcomeOf({ fault }: Observation): Observation['outcome'] {
  return fault === undefined ? 'ok' : 'error';
}

/** Whether the transport has checked host and key. */
function isAdmitted({ admission }: Incoming): boolean {
  return admission !== undefined && admission.body !== 'unwanted';
}

const NO_BODY: Body = { value: undefined, kept: false };

/** Answers `OPTIONS` on an existing path with its methods; anything else unmatched is a fault. */
function answerUnmatched(incoming: Incoming, router: Router): Reply {
  const { method, path } = incoming;
  const allowed = router.allowed(path);
  if (allowed.length === 0) throw new Fault({ kind: 'unknown_route', method, path });
  const allow = [...allowed, 'OPTIONS'].join(', ');
  if (method !== 'OPTIONS')
    throw new Fault({ kind: 'method_not_allowed', method, path, allowed: [...allowed, 'OPTIONS'] });
  return { kind: 'whole', status: 204, contentType: 'text/plain', headers: { allow }, body: '' };
}

/** Reports how a stream ended: normally, by an error, or because its reader left. */
class ObservedFrames implements Timeline<string | Uint8Array> {
  readonly #frames: Timeline<string | Uint8Array>;
  #onEnd: ((outcome: Observation['outcome'], error?: unknown) => void) | undefined;

  constructor(
    frames: Timeline<string | Uint8Array>,
    onEnd: (outcome: Observation['outcome'], error?: unknown) => void,
  ) {
    this.#frames = frames;
    this.#onEnd = onEnd;
  }

  get nextAt(): number | undefined {
    return this.#frames.nextAt;
  }

  take(now: number): string | Uint8Array | undefined {
    try {
      const batch = this.#frames.take(now);
      if (this.#frames.nextAt === undefined) this.#close('ok');
      return batch;
    } catch (error) {
      this.#close('error', error);
      throw error;
    }
  }

  onReady(listener: () => void): void {
    this.#frames.onReady?.(listener);
  }

  cancel(reason?: unknown): void {
    this.#frames.cancel(reason);
    this.#close('aborted');
  }

  #close(outcome: Observation['outcome'], error?: unknown): void {
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.(outcome, error);
  }
}

function clientRequestIdOf(incoming: Incoming, callers: CallerHeaders | undefined): string | undefined {
  const id = callers && header(incoming, callers.requestId.name);
  return id !== undefined && callers?.requestId.isValid(id) ? id : undefined;
}
