import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import type { LoadedOptions } from '../config/load.ts';
import { showOption } from '../config/masked.ts';
import type { Options } from '../config/options.ts';
import { type BatchedLines, createBatchedLines } from '../runtime/batched-lines.ts';
import type { Timer } from '../runtime/clock.ts';
import { createLog, type Log } from '../runtime/log.ts';
import { createSystemClock } from '../runtime/system-clock.ts';
import { REQUEST, toRequestRow } from '../telemetry/request-log.ts';
import { greeting } from './greeting.ts';
import { type Instance, type LoadInstance, loadInstance } from './instance.ts';
import { CommandError, EXIT, type Io, type StopSignal } from './io.ts';
import { createWatch } from './watch.ts';

/**
 * Serves until a stop signal, then lets open requests finish within the grace period. Resolves to 0 after a
 * clean stop, or immediately to 130 or 143 on a second signal.
 *
 * @throws CommandError if the address cannot be used; one line that says what to do
 */
export async function serve(
  loaded: LoadedOptions,
  io: Io,
  load: LoadInstance = loadInstance,
): Promise<number> {
  const { options } = loaded;
  tuneCollector();
  const signals = watchSignals(io);
  const say = createVoice(options, io);
  const lines = createBatchedLines(io.out);
  const log = createRequestLog(options, io, lines.write);
  try {
    const instance = await load(options, log);
    let address: { url: string; port: number; secondUrl?: string };
    try {
      address = await instance.listen({ host: options.host, port: options.port });
    } catch (error) {
      await instance.close({ graceMs: 0 });
      throw listenError(error, options);
    }
    say.started(address, loaded);
    const unwatch = options.watch ? watch(instance, io) : () => {};
    await signals.first;
    unwatch();
    say.stopping(options.gracePeriod);
    const closed = instance.close({ graceMs: options.gracePeriod }).then(() => undefined);
    const secondSignal = await Promise.race([closed, signals.second]);
    lines.flush();
    if (secondSignal !== undefined) return EXIT[secondSignal];
    say.stopped();
    return EXIT.ok;
  } finally {
    lines.flush();
    signals.dispose();
  }
}

/** Prints a line about the engine each second, until the function that it returns is called. */
function watch({ engine }: Instance, io: Io): () => void {
  if (engine === undefined) return () => {};
  const clock = createSystemClock();
  const line = createWatch(() => engine.figures, clock.now());
  let timer: Timer;
  const tell = (): void => {
    io.out(line(clock.now()));
    timer = clock.at(clock.now() + 1000, tell);
  };
  timer = clock.at(clock.now() + 1000, tell);
  return () => timer.cancel();
}

/**
 * On a single core, parallel garbage collection only makes the program wait for its helper threads, which
 * pauses every stream for several milliseconds. Collecting short-lived objects on the main thread alone is
 * faster.
 */
function tuneCollector(): void {
  if (availableParallelism() === 1) setFlagsFromString('--no-parallel-scavenge');
}

interface Signals {
  readonly first: Promise<StopSignal>;
  readonly second: Promise<StopSignal>;
  dispose(): void;
}

/** Subscribes before start-up, so that an early signal is not lost. */
function watchSignals(io: Io): Signals {
  const first = Promise.withResolvers<StopSignal>();
  const second = Promise.withResolvers<StopSignal>();
  let count = 0;
  const dispose = io.onSignal((signal) => {
    count++;
    (count === 1 ? first : second).resolve(signal);
  });
  return { first: first.promise, second: second.promise, dispose };
}

/** One line per request: human-readable on a terminal, JSON elsewhere, unless `logFormat` is set. */
function createRequestLog(options: Options, io: Io, write: BatchedLines['write']): Log {
  const isTerminal = io.columns !== undefined;
  const { logFormat } = options;
  return createLog({
    level: options.logLevel,
    format: logFormat === 'auto' ? (isTerminal ? 'pretty' : 'json') : logFormat,
    colour: usesColour(io),
    rows: { [REQUEST]: toRequestRow },
    width: () => io.columns,
    clock: createSystemClock(),
    write,
  });
}

/** Follows Node's conventions: FORCE_COLOR overrides NO_COLOR, and both override terminal detection. */
function usesColour({ env, columns }: Io): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return columns !== undefined && !refused && terminal !== 'dumb';
}

interface Voice {
  started(address: { url: string; secondUrl?: string }, loaded: LoadedOptions): void;
  stopping(graceMs: number): void;
  stopped(): void;
}

/** Reports start and stop of the server: as text, or as log lines if the log format is JSON. */
function createVoice(options: Options, io: Io): Voice {
  if (options.logFormat === 'json') {
    const log = createLog({
      level: options.logLevel,
      format: 'json',
      clock: createSystemClock(),
      write: (line) => io.out(line),
    });
    return structuredVoice(log);
  }
  const print = (text: string) => {
    if (options.logLevel !== 'silent') io.out(text);
  };
  return {
    started: ({ url, secondUrl }, loaded) => print(greeting(url, loaded, secondUrl)),
    stopping: (graceMs) =>
      print(
        `\nStopping. Open requests have ${graceMs / 1000} s to finish; press Ctrl+C again to stop now.\n`,
      ),
    stopped: () => print('Stopped.\n'),
  };
}

function structuredVoice(log: Log): Voice {
  return {
    started: ({ url, secondUrl }, { options, origins }) =>
      log.info('listening', {
        url,
        ...(secondUrl !== undefined && { dcgm_url: secondUrl }),
        docs: options.docs ? `${url}/docs` : null,
        api_keys: options.requireApiKey ? showOption('apiKeys', options) : null,
        api_keys_from: origins.apiKeys.name,
      }),
    stopping: (graceMs) => log.info('stopping', { grace_ms: graceMs }),
    stopped: () => log.info('stopped'),
  };
}

function listenError(error: unknown, { host, port, dcgmPort }: Options): unknown {
  const { code = '', port: failed } = (error ?? {}) as NodeJS.ErrnoException & { port?: number };
  const explain = LISTEN_ERRORS.get(code);
  if (!explain) return error;
  const isSecond = failed !== undefined && failed === dcgmPort && failed !== port;
  return new CommandError(isSecond ? explain(host, failed, '--dcgm-port') : explain(host, port, '--port'));
}

type Explain = (host: string, port: number, flag: string) => string;

const badHost: Explain = (host) =>
  `Cannot listen on ${host}: it is not an address of this machine. Choose another with --host, such as --host 127.0.0.1.`;

const LISTEN_ERRORS: ReadonlyMap<string, Explain> = new Map([
  [
    'EADDRINUSE',
    (host, port, flag) =>
      `Port ${port} on ${host} is already in use. Choose another with ${flag}, or use ${flag} 0 for any free port.`,
  ],
  [
    'EACCES',
    (host, port, flag) =>
      `Permission denied to listen on port ${port} of ${host}. Choose a port above 1023, such as ${flag} 8000.`,
  ],
  ['EADDRNOTAVAIL', badHost],
  ['ENOTFOUND', badHost],
  ['EAI_AGAIN', badHost],
  ['EINVAL', badHost],
]);
