import { setTimeout as sleep } from 'node:timers/promises';
import { createFakeAI, type FakeAIOptions } from '../../src/fakeai.ts';
import type { Context } from '../context.ts';
import { figure, type Line, median } from '../report.ts';

const STREAMS = 1000;
const GAP = 20;

/** The same gaps in both modes: a step takes as long as a fixed gap, and one worker computes all streams. */
const MODES = {
  fixed: { ttft: '300ms', itl: `${GAP}ms` },
  engine: {
    latency: 'engine',
    randomDelay: false,
    engineWorkers: 1,
    maxNumSeqs: STREAMS,
    kvBlocks: 200_000,
    engineProfile: 'steady',
    engineProfiles: {
      steady: {
        like: 'llama-8b-h100',
        stepMs: GAP,
        stepMsPerSequence: 0,
        stepUsPerContextToken: 0,
        prefillUsPerToken: 0,
        prefillNsPerTokenSquared: 0,
      },
    },
  },
} as const satisfies Record<string, FakeAIOptions>;

/** What batching costs a paced stream: instances in this process, called without a port. */
export async function measureEngine({ quick }: Context): Promise<Line[]> {
  const rounds = quick ? 1 : 5;
  const measured = { fixed: [] as number[], engine: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    // They alternate, so that neither benefits alone from a quiet period of the machine.
    for (const mode of ['fixed', 'engine'] as const)
      measured[mode].push(await microsPerToken(MODES[mode], quick));
  }
  const fixed = median(measured.fixed) ?? Number.NaN;
  const engine = median(measured.engine) ?? Number.NaN;
  return [
    {
      work: `latency engine: CPU of a token, ${STREAMS} streams in one batch, against fixed latency`,
      target: '≤ 1.3 ×',
      cells: { fakeai: `${figure(engine, 'µs')}, ${(engine / fixed).toFixed(2)} ×` },
      met: engine / fixed <= 1.3,
      details: measured,
    },
  ];
}

async function microsPerToken(options: FakeAIOptions, quick: boolean): Promise<number> {
  const fake = createFakeAI({ ...options, requireApiKey: false });
  let chunks = 0;
  let begun = 0;
  const leaving = new AbortController();
  const stream = async (index: number): Promise<void> => {
    await sleep(index);
    const response = await fake.fetch('http://bench.test/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'openai/gpt-oss-20b',
        messages: [{ role: 'user', content: `Tell me about topic ${index}.` }],
        max_tokens: 5000,
        ignore_eos: true,
        stream: true,
      }),
      signal: leaving.signal,
    });
    begun++;
    const reader = response.body?.getReader();
    while (reader && !(await reader.read()).done) chunks++;
  };
  const all = Array.from({ length: STREAMS }, (_, index) => stream(index).catch(() => {}));
  while (begun < STREAMS) await sleep(50);
  await sleep(500);
  const before = chunks;
  const start = process.cpuUsage();
  await sleep(quick ? 1000 : 3000);
  const { user, system } = process.cpuUsage(start);
  const micros = (user + system) / (chunks - before);
  leaving.abort();
  await Promise.all(all);
  await fake.close({ graceMs: 0 });
  return micros;
}
