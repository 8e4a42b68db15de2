import type { Context, Servers } from '../context.ts';
import type { ClosedResult } from '../load/closed.ts';
import type { Work } from '../load/requests.ts';
import { figure, type Line } from '../report.ts';
import { medianCells, medianRatio, type Results, runRounds } from '../rounds.ts';
import type { Subject } from '../subjects.ts';

/** Plain responses and unpaced streams at full speed of one core, over 64 connections. */
export async function measureChat(context: Context): Promise<Line[]> {
  return [...(await measure(context, PLAIN)), ...(await measure(context, STREAM))];
}

interface Kind {
  readonly work: Work;
  readonly name: string;
  readonly unit: string;
  readonly perSecond: (result: ClosedResult) => number;
  readonly atLeast: { readonly floor: number; readonly aimock: number };
}

const PLAIN: Kind = {
  work: 'plain',
  name: 'plain chat, 16-token answer, 64 connections',
  unit: 'req/s',
  perSecond: (result) => result.requestsPerSecond,
  atLeast: { floor: 0.6, aimock: 3 },
};

const STREAM: Kind = {
  work: 'stream',
  name: 'streamed chat, 100 tokens, 64 connections',
  unit: 'events/s',
  perSecond: (result) => result.eventsPerSecond,
  atLeast: { floor: 0.6, aimock: 2.5 },
};

async function measure(context: Context, kind: Kind): Promise<Line[]> {
  const repeated = new Map<Subject, ClosedResult[]>();
  const renewed = new Map<Subject, ClosedResult[]>();
  // Two processes of the same program differ by JIT compilation, so each subject is started more than once.
  for (let generation = 0; generation < (context.quick ? 1 : 2); generation++) {
    await context.withAll(kind.work, false, async (servers) => {
      for (const [distinct, results] of [
        [false, repeated],
        [true, renewed],
      ] as const) {
        for (const [subject, list] of await measureRounds(context, servers, kind, distinct)) {
          results.set(subject, [...(results.get(subject) ?? []), ...list]);
        }
      }
    });
  }
  return [
    toLine(context, kind, 'one prompt repeated', repeated, kind.atLeast),
    toLine(context, kind, 'every prompt new', renewed),
  ];
}

/** JIT compilation settles after about 40,000 requests. */
const WARM_UP_MS = 3000;

function measureRounds(context: Context, servers: Servers, { work }: Kind, distinct: boolean) {
  return runRounds(
    context,
    servers,
    { rounds: context.quick ? 1 : 3, warm: true },
    (_, port, serverPid, isWarmUp) =>
      context.load.run({
        kind: 'closed',
        port,
        serverPid,
        work,
        distinct,
        seed: context.nextSeed(),
        connections: 64,
        warm: 150,
        window: context.quick ? 350 : isWarmUp ? WARM_UP_MS : 500,
      }),
  );
}

function toLine(
  context: Context,
  kind: Kind,
  prompts: string,
  results: Results<ClosedResult>,
  atLeast?: Kind['atLeast'],
): Line {
  const { perSecond } = kind;
  const toFloor = medianRatio(results, 'floor', perSecond);
  const toAimock = medianRatio(results, 'aimock', perSecond);
  const known = toFloor !== undefined && toAimock !== undefined;
  return {
    work: `${kind.name}, ${prompts}`,
    target: atLeast ? `≥ ${atLeast.floor} × floor, ≥ ${atLeast.aimock} × aimock` : '–',
    cells: medianCells(
      context,
      results,
      (value) =>
        `${figure(value(perSecond), kind.unit)}, p99 ${figure(
          value(({ latency }) => latency.p99),
          'ms',
        )}`,
    ),
    toFloor,
    toAimock,
    met: atLeast && known ? toFloor >= atLeast.floor && toAimock >= atLeast.aimock : undefined,
    details: Object.fromEntries(results),
  };
}
