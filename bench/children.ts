import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ClosedJob, ClosedResult } from './load/closed.ts';
import type { Job } from './load/main.ts';
import type { PacedJob, PacedResult } from './load/paced.ts';
import type { SingleJob, SingleResult } from './load/single.ts';
import { pinnedCommand } from './machine.ts';

/** A started child process. */
export interface Child {
  readonly pid: number;
  stop(): Promise<void>;
}

export interface ListeningChild extends Child {
  readonly port: number;
}

/** The load generator process; runs one job at a time. */
export interface LoadGenerator extends Child {
  run(job: ClosedJob): Promise<ClosedResult>;
  run(job: PacedJob): Promise<PacedResult>;
  run(job: SingleJob): Promise<SingleResult>;
}

/** Starts a Node program on a core. It ends no later than this process, even on Ctrl-C. */
export function startChild(
  core: number | undefined,
  args: readonly string[],
): Child & { process: ChildProcess } {
  endWithThisProcess();
  const [command, ...rest] = pinnedCommand(core, [process.execPath, ...args]);
  const child = spawn(command!, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
  running.add(child);
  const ended = new Promise<void>((resolve) => {
    const settle = () => {
      running.delete(child);
      resolve();
    };
    child.once('exit', settle);
    child.once('error', settle);
  });
  child.stdin.on('error', () => {}); // ignore writes to a child that has ended; its exit is reported elsewhere
  return {
    process: child,
    pid: child.pid ?? -1,
    stop() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

/**
 * Starts a server and waits until its port accepts connections. Throws with the server's output if that takes
 * more than 20 s.
 */
export async function startListening(
  core: number | undefined,
  args: readonly string[],
  port: number,
): Promise<ListeningChild> {
  const child = startChild(core, args);
  let output = '';
  let ended = false;
  const read = (part: Buffer) => {
    output = `${output}${part}`.slice(-1000);
  };
  child.process.stdout!.on('data', read);
  child.process.stderr!.on('data', read);
  child.process.once('exit', () => {
    ended = true;
  });
  const deadline = performance.now() + 20_000;
  while (!(await accepts(port))) {
    if (ended || performance.now() > deadline) {
      await child.stop();
      throw new Error(`${args[0]} ${ended ? 'ended at once' : 'did not listen within 20 s'}: ${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { pid: child.pid, port, stop: child.stop };
}

export function startLoadGenerator(core: number | undefined): LoadGenerator {
  const child = startChild(core, [fileURLToPath(new URL('./load/main.ts', import.meta.url))]);
  let output = '';
  let errors = '';
  let receive: ((line: string) => void) | undefined;
  child.process.stdout!.on('data', (part: Buffer) => {
    output += part;
    const end = output.indexOf('\n');
    if (end < 0) return;
    const line = output.slice(0, end);
    output = output.slice(end + 1);
    receive?.(line);
  });
  child.process.stderr!.on('data', (part: Buffer) => {
    errors = `${errors}${part}`.slice(-2000);
  });
  const run = (job: Job): Promise<never> =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new Error(`the load generator gave no result for ${job.kind}: ${errors}`));
      const timer = setTimeout(fail, 60_000);
      child.process.once('exit', fail);
      receive = (line) => {
        clearTimeout(timer);
        child.process.off('exit', fail);
        // JSON has no NaN: a figure without samples arrives as null.
        resolve(JSON.parse(line, (_, value) => (value === null ? Number.NaN : value)) as never);
      };
      child.process.stdin!.write(`${JSON.stringify(job)}\n`);
    });
  return { pid: child.pid, stop: child.stop, run };
}

/** Finds a free port. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

const running = new Set<ChildProcess>();
let watching = false;

function endWithThisProcess() {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL');
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
}
