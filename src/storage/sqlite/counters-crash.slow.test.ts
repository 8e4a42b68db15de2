import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { openSqliteStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'fakeai-counters-crash-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SERIES = { name: 'usage', dimensions: ['round', 'model'], amounts: ['requests', 'numbers'] } as const;

/**
 * Counts without pause, flushes now and then besides the interval, and reports on stdout how many increments it has
 * begun and how many of them were surely written.
 */
const WRITER = `
  import { writeSync } from 'node:fs';
  import { openSqliteStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)};
  const [location, round] = process.argv.slice(1);
  const store = openSqliteStore({ location, now: () => 0 });
  const usage = store.counters.open(${JSON.stringify(SERIES)}).in('project');
  let added = 0;
  let written = 0;
  for (;;) {
    for (let index = 0; index < 50; index++) {
      added++;
      usage.add({ at: added * 1000, dimensions: { round, model: 'model-' + (added % 7) }, amounts: { requests: 1, numbers: added } });
    }
    writeSync(1, added + ' ' + written + '\\n');
    if (added % 150 === 0) {
      await store.counters.flush();
      written = added;
    } else await new Promise((resolve) => setTimeout(resolve, 1));
  }
`;

it('counts nothing twice, and loses nothing that was flushed, when the process is killed', async () => {
  const location = join(root, 'store.sqlite');
  const random = createRandom('counters-crash');
  for (let round = 0; round < 15; round++) {
    const { added, written } = await countUntilKilled(location, round, random.between(1, 150));
    // All minutes are kept.
    const store = openSqliteStore({ location, now: () => 0 });
    const usage = store.counters.open(SERIES).in('project');
    const range = { from: 0, to: (added + 100) * 1000 };
    for (const bucket of ['1m', '1h', '1d'] as const) {
      const buckets = await usage.sum({ ...range, bucket, where: { round: String(round) } });
      const total = (name: 'requests' | 'numbers') =>
        buckets.reduce((sum, { groups }) => sum + (groups[0]?.amounts[name] ?? 0), 0);
      const counted = total('requests');
      expect(counted).toBeGreaterThanOrEqual(written);
      // It was killed before it could report what it had added last.
      expect(counted).toBeLessThanOrEqual(added + 50);
      // Exactly the first increments: their numbers are 1, 2, 3 …
      expect(total('numbers')).toBe((counted * (counted + 1)) / 2);
    }
    await store.close();
  }
});

/** Kills the process after the given number of reports and returns its last one. */
async function countUntilKilled(location: string, round: number, reports: number) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', WRITER, location, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let last = { added: 0, written: 0 };
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [added, written] = line.split(' ').map(Number) as [number, number];
    last = { added, written };
    seen++;
    if (seen === reports) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return last;
}
