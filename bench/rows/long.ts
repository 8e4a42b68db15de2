import type { Context } from '../context.ts';
import { type Line, median } from '../report.ts';
import type { Subject } from '../subjects.ts';

/** Server CPU for a prompt of 100,000 tokens, when it is new and when it is repeated. */
export async function measureLong(context: Context): Promise<Line[]> {
  return context.withAll('plain', false, async (servers) => {
    const costs = new Map<Subject, { first: number; again: number }>();
    const details: Record<string, unknown> = {};
    for (const [subject, { port, pid }] of servers) {
      const first: number[] = [];
      const again: number[] = [];
      for (let round = 0; round <= (context.quick ? 3 : 6); round++) {
        const seed = context.nextSeed();
        const job = { kind: 'single', port, serverPid: pid, seed, tokens: 100_000, times: 3 } as const;
        const { cpu, failures } = await context.load.run(job);
        if (failures > 0) context.notes.push(`${subject} refused the long prompt.`);
        if (round === 0) continue; // warm-up
        first.push(cpu[0] ?? Number.NaN);
        again.push(...cpu.slice(1));
      }
      costs.set(subject, { first: median(first) ?? Number.NaN, again: median(again) ?? Number.NaN });
      details[subject] = { first, again };
    }
    const own = costs.get('fakeai');
    // Receiving half a megabyte costs every subject the same each time, so only the cost beyond the floor's
    // is compared.
    const beyond = (which: 'first' | 'again') =>
      own && costs.get('floor') ? own[which] - costs.get('floor')![which] : Number.NaN;
    const share = Math.max(0, beyond('again')) / beyond('first');
    const [floor, aimock] = [costs.get('floor')!, costs.get('aimock')!];
    return [
      {
        work: '100,000-token prompt: server CPU, first time → again',
        target: 'again ≤ 1/20 of the first time, beyond receiving it (the floor)',
        cells: Object.fromEntries(
          [...costs].map(([subject, { first, again }]) => [
            subject,
            `${first.toFixed(1)} → ${again.toFixed(1)} ms (1/${(first / again).toFixed(1)})`,
          ]),
        ),
        toFloor: own && own.again / floor.again,
        toAimock: own && own.again / aimock.again,
        met: Number.isNaN(share) ? undefined : share <= 1 / 20,
        details,
      },
    ];
  });
}
