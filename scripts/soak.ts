/**
 * `npm run soak`: sends 60 operations a second of every kind to a server of its own, by default for an hour, and
 * prints a line a minute. Exits with 1 if an answer had a server error, memory grew, or a batch did not complete.
 * Build first.
 *
 *     npm run soak -- --minutes 10
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../bench/children.ts';
import type { Reading } from '../bench/inside/probe.ts';
import { Histogram } from '../bench/load/histogram.ts';
import { median } from '../bench/report.ts';
import { type Call, type SoakOperation, soakOperations } from './soak/operations.ts';

const RATE = 60;
const MIB = 1024 ** 2;

/** Growth of resident memory from the second quarter of the time to the last one that counts as a leak. */
const MOST_GROWTH = { share: 1.15, bytes: 32 * MIB };

const ROOT = join(import.meta.dirname, '..');
const PROGRAM = join(ROOT, 'dist', 'bin.js');

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes must be a positive number');
if (!existsSync(PROGRAM)) throw new Error('dist/bin.js is missing: build first (npm run build)');

const data = mkdtempSync(join(tmpdir(), 'soak-'));
const port = await freePort();
const server = fork(
  PROGRAM,
  ['serve', '--port', `${port}`, '--data', data, '--ttft', '20ms', '--itl', '2ms', '--log-level', 'warn'],
  {
    execArgv: ['--import', join(ROOT, 'bench', 'inside', 'probe.ts')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  },
);
process.on('exit', () => {
  server.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const statuses = new Map<string, number>();
const batches = new Map<string, number>();
const failures = new Map<string, number>();
let latency = new Histogram();

const call: Call = async (method, path, body, signal) => {
  const isForm = body instanceof FormData;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      authorization: 'Bearer sk-fakeai-1234567890abcdef',
      ...(body && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  count(statuses, `${answer.status}`);
  return answer;
};

const operations = soakOperations((status) => count(batches, status));
const open = new Set<Promise<void>>();

async function run(operation: SoakOperation, index: number): Promise<void> {
  const start = performance.now();
  try {
    await operation.run(call, index);
    if (operation.name === 'chat') latency.add(performance.now() - start);
  } catch (error) {
    count(failures, `${operation.name}: ${error instanceof Error ? (error.cause ?? error) : error}`);
  }
}

await untilListening();
const resident: number[] = [];
const begin = performance.now();
let sent = 0;
const sending = setInterval(() => {
  // After a pause of this process, what was missed is not sent at once.
  const due = Math.min(((performance.now() - begin) / 1000) * RATE, sent + RATE);
  for (; sent < due; sent++) {
    const running = run(pick(sent), sent).finally(() => open.delete(running));
    open.add(running);
  }
}, 10);

console.log(
  'minute  answers                      p50     p99 of chat   resident   heap      handles  delay p99  longest piece',
);
for (let minute = 1; minute <= minutes; minute++) {
  await new Promise((resolve) => setTimeout(resolve, begin + minute * 60_000 - performance.now()));
  const reading = await read();
  resident.push(reading.resident);
  console.log(
    [
      `${minute}`.padEnd(7),
      show(statuses).padEnd(28),
      `${latency.quantile(0.5).toFixed(1)} ms`.padEnd(7),
      `${latency.quantile(0.99).toFixed(1)} ms`.padEnd(13),
      `${(reading.resident / MIB).toFixed(0)} MiB`.padEnd(10),
      `${(reading.heap / MIB).toFixed(0)} MiB`.padEnd(9),
      `${reading.handles}`.padEnd(8),
      `${reading.delayP99.toFixed(1)} ms`.padEnd(10),
      `${reading.longestPiece.toFixed(1)} ms`,
    ].join(' '),
  );
  latency = new Histogram();
}
clearInterval(sending);
await Promise.race([Promise.all(open), new Promise((resolve) => setTimeout(resolve, 60_000))]);

const quarter = Math.floor(minutes / 4);
const before = median(resident.slice(quarter, 2 * quarter)) ?? Number.NaN;
const after = median(resident.slice(-quarter)) ?? Number.NaN;
const errors = [...statuses].filter(([status]) => status >= '500').length;
const problems = [
  errors > 0 && 'answers with a server error',
  failures.size > 0 && `operations that failed (${show(failures)})`,
  after > before * MOST_GROWTH.share + MOST_GROWTH.bytes && 'memory that grew',
  batches.get('completed') !== batches.get('created') && 'batches that did not complete',
].filter((problem) => problem !== false);
console.log(`operations ${sent}, answers ${show(statuses)}, batches ${show(batches)}`);
if (quarter > 0)
  console.log(
    `resident ${(before / MIB).toFixed(0)} MiB in the second quarter, ${(after / MIB).toFixed(0)} MiB in the last`,
  );
console.log(problems.length === 0 ? 'passed' : `failed: ${problems.join(', ')}`);
process.exit(problems.length === 0 ? 0 : 1);

/** Operations in a fixed mixed order, as often as their weights say. */
function pick(index: number): SoakOperation {
  const total = operations.reduce((sum, { weight }) => sum + weight, 0);
  let at = ((index * 0.618_033_988_749) % 1) * total;
  for (const operation of operations) {
    at -= operation.weight;
    if (at < 0) return operation;
  }
  return operations[0]!;
}

async function read(): Promise<Reading> {
  server.send('read');
  return ((await once(server, 'message')) as [Reading])[0];
}

async function untilListening(): Promise<void> {
  for (;;) {
    if (
      await fetch(`http://127.0.0.1:${port}/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    if (server.exitCode !== null) throw new Error('the server exited before it listened');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function show(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, times]) => `${name} × ${times}`).join(', ') || 'none';
}
