import type { Context, Servers } from '../context.ts';
import type { PacedJob, PacedResult } from '../load/paced.ts';
import { GAP, STREAM_LENGTH } from '../load/requests.ts';
import { openFileLimit } from '../machine.ts';
import { figure, type Line } from '../report.ts';
import { medianCells, medianRatio, type Results, runRounds } from '../rounds.ts';
import type { Subject } from '../subjects.ts';

/** 500 streams at 50 tokens per second: pacing accuracy and cost. */
export async function measurePaced(context: Context): Promise<Line[]> {
  return context.withAll('stream', true, async (servers) => {
    const lines: Line[] = [];
    for (const distinct of [false, true]) {
      const amount = context.quick ? { rounds: 1, warm: false } : { rounds: distinct ? 3 : 5, warm: true };
      const results = await runRounds(context, servers, amount, (_, port, pid) =>
        context.load.run({ ...job(context, port, pid, 500), distinct }),
      );
      lines.push(exactness(context, results, distinct), price(context, results, distinct));
    }
    return lines;
  });
}

/** How many streams one core can sustain, and how well the pace holds under far too many. */
export async function measureMost(context: Context): Promise<Line[]> {
  return context.withAll('stream', true, async (servers) => {
    const lines = [await mostStreams(context, servers)];
    const limit = Math.min(
      openFileLimit('self'),
      ...[...servers.values()].map(({ pid }) => openFileLimit(pid)),
    );
    const streams = Math.min(5000, limit - 200);
    if (streams < 5000)
      context.notes.push(`only ${streams} streams instead of 5,000: \`ulimit -n\` is ${limit}.`);
    lines.push(await overload(context, servers, streams));
    return lines;
  });
}

/** New prompts cost a server work that repeated ones do not: reading, writing and tokenising text. */
const prompts = (distinct: boolean): string => (distinct ? ', every prompt new' : '');

function exactness(context: Context, results: Results<PacedResult>, distinct: boolean): Line {
  const mean = medianOf(results, 'fakeai', (result) => result.gap.mean);
  const p50 = medianOf(results, 'fakeai', (result) => result.gap.errorP50);
  const p99 = medianRatio(results, 'floor', (result) => result.gap.errorP99);
  return {
    work: `500 streams at 50 tokens/s${prompts(distinct)}: mean gap, error median / p99, TTFT`,
    target: distinct ? '–' : `mean gap ${GAP} ms ± 0.5 %, error median ≤ 1 ms, p99 ≤ 1.3 × floor`,
    cells: medianCells(context, results, (value) => {
      const gap = fixed(
        value((r) => r.gap.mean),
        2,
      );
      const errors = `${fixed(
        value((r) => r.gap.errorP50),
        2,
      )} / ${fixed(
        value((r) => r.gap.errorP99),
        1,
      )}`;
      return `${gap} ms, ${errors} ms, ${fixed(
        value((r) => r.ttftP50),
        0,
      )} ms`;
    }),
    toFloor: p99,
    toAimock: medianRatio(results, 'aimock', (result) => result.gap.errorP99),
    met:
      distinct || mean === undefined || p50 === undefined || p99 === undefined
        ? undefined
        : Math.abs(mean - GAP) <= GAP * 0.005 && p50 <= 1 && p99 <= 1.3,
    details: Object.fromEntries(results),
  };
}

function price(context: Context, results: Results<PacedResult>, distinct: boolean): Line {
  const toFloor = medianRatio(results, 'floor', (result) => result.cpuPerMillion);
  const toAimock = medianRatio(results, 'aimock', (result) => result.cpuPerMillion);
  return {
    work: `500 streams at 50 tokens/s${prompts(distinct)}: server CPU for 1M events, share of the wanted events`,
    target: distinct ? '–' : '≤ 1.25 × floor, ≤ 0.6 × aimock',
    cells: medianCells(
      context,
      results,
      (value) =>
        `${figure(
          value((r) => r.cpuPerMillion),
          's',
        )}, ${percent(value((r) => r.share))}`,
    ),
    toFloor,
    toAimock,
    met:
      distinct || toFloor === undefined || toAimock === undefined
        ? undefined
        : toFloor <= 1.25 && toAimock <= 0.6,
  };
}

async function mostStreams(context: Context, servers: Servers): Promise<Line> {
  const searches = new Map([...servers.keys()].map((subject) => [subject, createSearch(context.quick)]));
  const probes: unknown[] = [];
  // The searches alternate, so that no subject benefits alone from a quiet period of the machine.
  while ([...searches.values()].some((search) => search.next() !== undefined)) {
    for (const [subject, search] of searches) {
      const streams = search.next();
      if (streams === undefined) continue;
      const { port, pid } = servers.get(subject)!;
      const result = await context.undisturbed(() =>
        context.load.run({ ...job(context, port, pid, streams), window: context.quick ? 900 : 1500 }),
      );
      const kept = Math.abs(result.gap.mean - GAP) <= GAP * 0.05 && result.gap.errorP50 <= 2.5;
      search.report(kept);
      probes.push({ subject, streams, kept, ...result });
      if (kept && result.clientCpu > 0.9)
        context.notes.push(`${subject} at ${streams} streams: client-bound.`);
    }
  }
  const most = (subject: Subject) => searches.get(subject)?.best() ?? Number.NaN;
  const toFloor = most('fakeai') / most('floor');
  const toAimock = most('fakeai') / most('aimock');
  return {
    work: 'most streams at 50 tokens/s (mean gap within 5 %, median error ≤ 2.5 ms)',
    target: '≥ 0.8 × floor, ≥ 4 × aimock',
    cells: Object.fromEntries(
      [...searches].map(([subject, search]) => [subject, `${search.best()} streams`]),
    ),
    toFloor,
    toAimock,
    met: Number.isNaN(toFloor) || Number.isNaN(toAimock) ? undefined : toFloor >= 0.8 && toAimock >= 4,
    details: probes,
  };
}

async function overload(context: Context, servers: Servers, streams: number): Promise<Line> {
  const results = new Map<Subject, PacedResult[]>();
  for (const [subject, { port, pid }] of servers) {
    results.set(subject, [
      await context.undisturbed(() => context.load.run(job(context, port, pid, streams))),
    ]);
  }
  const share = results.get('fakeai')?.[0]?.share;
  return {
    work: `${streams.toLocaleString('en')} streams: share of the wanted events, error p99, events a read`,
    target: '≥ 90 %',
    cells: medianCells(
      context,
      results,
      (value) =>
        `${percent(value((r) => r.share))}, ${figure(
          value((r) => r.gap.errorP99),
          'ms',
        )}, ${fixed(
          value((r) => r.joined),
          1,
        )}`,
    ),
    toFloor: medianRatio(results, 'floor', (result) => result.share),
    toAimock: medianRatio(results, 'aimock', (result) => result.share),
    met: share === undefined ? undefined : share >= 0.9,
    details: Object.fromEntries(results),
  };
}

/** Searches for the highest sustainable load, on a scale with steps of 8 % (quick: 50 %). */
function createSearch(quick: boolean) {
  const step = quick ? 1.5 : 1.08;
  const count = Math.ceil(Math.log(5000 / 125) / Math.log(step));
  const at = (index: number) => Math.round(125 * step ** index);
  let kept = -1;
  let lost = count;
  return {
    next: () => (lost - kept > 1 ? at((kept + lost) >> 1) : undefined),
    report(isKept: boolean) {
      const index = (kept + lost) >> 1;
      if (isKept) kept = index;
      else lost = index;
    },
    best: () => (kept < 0 ? 0 : at(kept)),
  };
}

function job(context: Context, port: number, serverPid: number, streams: number): PacedJob {
  const seed = context.nextSeed();
  // The window is one full stream long, so that it contains a representative share of starts and ends.
  const times = context.quick ? { ramp: 400, warm: 200 } : { ramp: 700, warm: 400 };
  return { kind: 'paced', distinct: false, port, serverPid, seed, streams, ...times, window: STREAM_LENGTH };
}

function medianOf(results: Results<PacedResult>, subject: Subject, pick: (result: PacedResult) => number) {
  const values = (results.get(subject) ?? []).map(pick).sort((a, b) => a - b);
  return values[values.length >> 1];
}

function fixed(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : value.toFixed(digits);
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(0)} %`;
}
