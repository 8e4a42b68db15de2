import type { Context } from '../context.ts';
import type { ClosedResult } from '../load/closed.ts';
import type { Work } from '../load/requests.ts';
import { figure, type Line, median } from '../report.ts';

/** A kind of request, and the one for a chat completion of the same text. */
export interface Pair {
  readonly name: string;
  readonly work: Work;
  readonly chat: Work;
}

/** What such a request may cost, times the chat completion. */
const MOST = 1.3;

/** JIT compilation settles after about 40,000 requests. */
const WARM_UP_MS = 3000;

/** Server CPU per request: two kinds of request are compared, so both get the same share of a busy machine. */
export async function besideChat(context: Context, pairs: readonly Pair[]): Promise<Line[]> {
  const lines: Line[] = [];
  const server = await context.start('fakeai', 'plain', false);
  const run = (work: Work, distinct: boolean, window: number): Promise<ClosedResult> =>
    context.load.run({
      kind: 'closed',
      port: server.port,
      serverPid: server.pid,
      work,
      distinct,
      seed: context.nextSeed(),
      connections: 64,
      warm: 150,
      window,
    });
  try {
    for (const { name, work: other, chat } of pairs) {
      for (const distinct of [false, true]) {
        const window = context.quick ? 500 : 1000;
        const costs: { other: number; chat: number }[] = [];
        for (let round = 0; round <= (context.quick ? 3 : 6); round++) {
          const measure = async (work: Work): Promise<number> => {
            const result =
              round === 0
                ? await run(work, distinct, context.quick ? window : WARM_UP_MS)
                : await context.undisturbed(() => run(work, distinct, window));
            if (result.failures > 0) context.notes.push(`${result.failures} requests of \`${name}\` failed.`);
            return (result.serverCpu / result.requestsPerSecond) * 1e6;
          };
          const cost = { other: await measure(other), chat: await measure(chat) };
          // The first round is warm-up.
          if (round > 0) costs.push(cost);
        }
        const times = median(costs.map((cost) => cost.other / cost.chat)) ?? Number.NaN;
        const cost = (of: 'other' | 'chat'): string => figure(median(costs.map((each) => each[of])), 'µs');
        lines.push({
          work: `${name}, ${distinct ? 'every prompt new' : 'one prompt repeated'}`,
          target: `≤ ${MOST} × chat`,
          cells: { fakeai: `${cost('other')}, chat ${cost('chat')}: ${times.toFixed(2)} ×` },
          met: Number.isNaN(times) ? undefined : times <= MOST,
          details: costs,
        });
      }
    }
  } finally {
    await server.stop();
  }
  return lines;
}
