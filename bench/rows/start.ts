import { connect } from 'node:net';
import { freePort, startChild } from '../children.ts';
import type { Context } from '../context.ts';
import { ResponseReader } from '../load/reader.ts';
import { createRepeatedRequest } from '../load/requests.ts';
import { residentBytes } from '../machine.ts';
import { figure, type Line, median } from '../report.ts';
import type { Subject } from '../subjects.ts';

/** Time from process start to the first response, memory after it, and memory per open stream. */
export async function measureStart(context: Context): Promise<Line[]> {
  const starts = new Map(context.subjects.map((subject) => [subject, [] as Start[]]));
  for (let round = 0; round <= (context.quick ? 1 : 5); round++) {
    for (const subject of context.subjects) {
      const start = await startOnce(context, subject);
      if (round > 0) starts.get(subject)!.push(start); // the first start fills the file cache
    }
  }
  const first = bySubject(context, (subject) =>
    median(starts.get(subject)!.map(({ milliseconds }) => milliseconds)),
  );
  const idle = bySubject(context, (subject) => median(starts.get(subject)!.map(({ memory }) => memory / MB)));
  const perStream = await memoryPerStream(context);
  return [
    line('start to first chat answer', '≤ 400 ms', first, 'ms', atMost(first.fakeai, 400), [...starts]),
    line('idle memory after it', '≤ 150 MB', idle, 'MB', atMost(idle.fakeai, 150)),
    line(
      'memory for each of 2,000 open streams',
      '≤ 1.3 × floor',
      perStream,
      'KB',
      perStream.fakeai === undefined || perStream.floor === undefined
        ? undefined
        : perStream.fakeai <= 1.3 * perStream.floor,
    ),
  ];
}

interface Start {
  readonly milliseconds: number;
  readonly memory: number;
}

type Values = Partial<Record<Subject, number>>;

const MB = 1024 * 1024;

async function startOnce(context: Context, subject: Subject): Promise<Start> {
  const port = await freePort();
  const begin = performance.now();
  const child = startChild(context.machine.serverCore, context.command(subject, 'plain', false, port));
  child.process.stdout!.resume();
  child.process.stderr!.resume();
  try {
    await firstAnswer(port, begin + 15_000);
    const milliseconds = performance.now() - begin;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { milliseconds, memory: residentBytes(child.pid) };
  } finally {
    await child.stop();
  }
}

/** Resolves with the last byte of the first response; a refused connection is retried after 1 ms. */
function firstAnswer(port: number, deadline: number): Promise<void> {
  const request = createRepeatedRequest('plain')();
  return new Promise((resolve, reject) => {
    const attempt = () => {
      const reader = new ResponseReader();
      const socket = connect(port, '127.0.0.1', () => socket.write(request, 'latin1'));
      socket.on('data', (data: Buffer) => {
        if (!reader.feed(data, data.length)) return;
        socket.destroy();
        if (reader.status === 200) resolve();
        else reject(new Error(`the first answer has status ${reader.status}`));
      });
      socket.on('error', () => {
        if (performance.now() > deadline) reject(new Error('no answer within 15 s of the start'));
        else setTimeout(attempt, 1);
      });
    };
    attempt();
  });
}

/** Growth in resident memory of a fresh, warmed-up process with 2,000 open streams. */
async function memoryPerStream(context: Context): Promise<Values> {
  const streams = 2000;
  const values: Values = {};
  for (const subject of context.subjects) {
    const runs: number[] = [];
    for (let run = 0; run < (context.quick ? 1 : 2); run++) {
      const { port, pid, stop } = await context.start(subject, 'stream', true);
      try {
        // One stream first, so that lazily loaded code is not counted.
        const job = { kind: 'paced', distinct: false, port, serverPid: pid, ramp: 700, warm: 100 } as const;
        await context.load.run({ ...job, seed: context.nextSeed(), streams: 1, ramp: 1, window: 200 });
        const result = await context.load.run({
          ...job,
          seed: context.nextSeed(),
          streams,
          window: context.quick ? 400 : 1100,
        });
        runs.push((result.memory.during - result.memory.before) / 1024 / streams);
      } finally {
        await stop();
      }
    }
    values[subject] = median(runs);
  }
  return values;
}

function bySubject(context: Context, value: (subject: Subject) => number | undefined): Values {
  return Object.fromEntries(context.subjects.map((subject) => [subject, value(subject)]));
}

function atMost(value: number | undefined, limit: number): boolean | undefined {
  return value === undefined ? undefined : value <= limit;
}

function line(
  work: string,
  target: string,
  values: Values,
  unit: string,
  met: boolean | undefined,
  details?: unknown,
): Line {
  return {
    work,
    target,
    cells: Object.fromEntries(
      Object.entries(values).map(([subject, value]) => [subject, figure(value, unit)]),
    ),
    toFloor: values.fakeai === undefined ? undefined : values.fakeai / values.floor!,
    toAimock: values.fakeai === undefined ? undefined : values.fakeai / values.aimock!,
    met,
    details: details ?? values,
  };
}
