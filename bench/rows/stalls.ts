import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Body, type Call, KINDS, type Kind } from '../../test/loop/kinds.ts';
import { freePort } from '../children.ts';
import type { Context } from '../context.ts';
import type { Reading } from '../inside/probe.ts';
import { figure, type Stall } from '../report.ts';

/** Milliseconds in one piece that any request may take of the event loop. */
const MOST = 50;

/** Above this size in bytes, what decoding and parsing the body takes is allowed in addition. */
const LARGE = 4_000_000;

/** Milliseconds after which a server is given up, with the request. */
const LONGEST = 60_000;

/** Of the full size, for quick runs. */
const QUICK = 0.1;

/**
 * The worst requests of each kind: for how long each keeps the event loop of a server from anything else, while a
 * stream at 50 tokens/s runs in the same process.
 */
export async function measureStalls(context: Context): Promise<Stall[]> {
  const stalls: Stall[] = [];
  let server = await startServer();
  try {
    for (const kind of KINDS) {
      const stall = await measure(context, server, kind);
      stalls.push(stall);
      if (!stall.isAnswered || server.hasEnded()) {
        server.stop();
        server = await startServer();
      }
    }
  } finally {
    server.stop();
  }
  return stalls;
}

async function measure(context: Context, server: Server, kind: Kind): Promise<Stall> {
  const size = Math.max(1, Math.round(kind.size * (context.quick ? QUICK : 1)));
  const limit = AbortSignal.timeout(LONGEST);
  const call = caller(server.port, limit);
  let decoding = 0;
  let bytes = 0;
  let status = 0;
  let isAnswered = false;
  let gap = Number.NaN;
  let reading: Reading | undefined;
  try {
    const id = (await kind.prepare?.(call, size)) ?? '';
    const body = kind.body?.(size, id);
    if (body !== undefined && !(body instanceof FormData)) {
      bytes = Buffer.byteLength(body);
      if (kind.headers === undefined && bytes > LARGE) decoding = measureDecoding(Buffer.from(body));
    }
    const stream = await server.openStream();
    await server.read();
    const path = kind.path.replace('{id}', id);
    const answer = await caller(server.port, limit, kind.headers)(kind.method ?? 'POST', path, body);
    status = answer.status;
    if (kind.after) await kind.after(call, answer);
    else for await (const _ of answer.body ?? []);
    // What the server does after the answer counts too.
    await new Promise((resolve) => setTimeout(resolve, 50));
    reading = await server.read();
    gap = stream.longestGap();
    stream.close();
    isAnswered = true;
  } catch (error) {
    const reason = error instanceof Error ? (error.cause ?? error) : error;
    context.notes.push(`“${kind.name}” was not answered: ${reason}`);
  }
  const piece = reading?.longestPiece;
  return {
    kind: kind.name,
    size: figure(size, '').trim(),
    sent: bytes === 0 ? '–' : bytes < 1e5 ? figure(bytes / 1e3, 'kB') : figure(bytes / 1e6, 'MB'),
    status: isAnswered ? `${status}` : 'none',
    decoding: decoding === 0 ? '–' : figure(decoding, 'ms'),
    piece: figure(piece, 'ms'),
    gap: figure(gap, 'ms'),
    isAnswered,
    met: piece !== undefined && kind.statuses.includes(status) && piece <= MOST + decoding,
    details: { size, bytes, status, decoding, piece, gap },
  };
}

/** Milliseconds of CPU time for decoding and parsing a body as the runtime does it: the middle one of three times. */
function measureDecoding(body: Buffer): number {
  const times = [0, 1, 2].map(() => {
    const start = process.threadCpuUsage();
    try {
      JSON.parse(body.toString());
    } catch {} // not JSON, which takes its time too
    const used = process.threadCpuUsage(start);
    return (used.user + used.system) / 1000;
  });
  return times.sort((a, b) => a - b)[1] as number;
}

function caller(port: number, signal: AbortSignal, headers?: Kind['headers']): Call {
  return (method: string, path: string, body?: Body) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal,
      headers: {
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
}

interface Server {
  readonly port: number;
  hasEnded(): boolean;
  /** What happened inside since the last call. */
  read(): Promise<Reading>;
  openStream(): Promise<Stream>;
  stop(): void;
}

interface Stream {
  /** Milliseconds between two events. */
  longestGap(): number;
  close(): void;
}

/** A server without latency; in the same process, a second instance serves the stream. */
async function startServer(): Promise<Server> {
  const [port, pacedPort] = [await freePort(), await freePort()];
  const inside = ['probe.ts', 'paced.ts'].flatMap((name) => ['--import', fileAt(`../inside/${name}`)]);
  const child = fork(
    fileAt('../../dist/bin.js'),
    ['serve', '--fast', '--port', `${port}`, '--no-require-api-key', '--log-level', 'warn'],
    {
      execArgv: inside,
      env: { ...process.env, BENCH_PACED_PORT: `${pacedPort}` },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    },
  );
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  for (const each of [port, pacedPort]) await untilHealthy(each, child);
  return {
    port,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async read() {
      child.send('read');
      const reading = once(child, 'message', { signal: AbortSignal.timeout(LONGEST) });
      return ((await reading) as [Reading])[0];
    },
    openStream: () => openStream(pacedPort),
    stop: kill,
  };
}

/** Resolves with the second event. */
async function openStream(port: number): Promise<Stream> {
  const leaving = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Write a long story.' }],
      max_tokens: 16_000,
      ignore_eos: true,
      stream: true,
    }),
  });
  const reader = answer.body!.getReader();
  await reader.read();
  let longest = 0;
  let last = performance.now();
  const reading = (async () => {
    while (!(await reader.read()).done) {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }
  })();
  reading.catch(() => {}); // the stream was left
  return {
    longestGap: () => Math.max(longest, performance.now() - last),
    close: () => leaving.abort(),
  };
}

async function untilHealthy(port: number, child: ReturnType<typeof fork>): Promise<void> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; ) {
    const isHealthy = await fetch(`http://127.0.0.1:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isHealthy) return;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the server did not listen within 20 s');
}

function fileAt(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
