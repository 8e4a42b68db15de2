import type { BatchSequence } from '../../src/engine/batching/batch-sequence.ts';
import { createBatchWorker } from '../../src/engine/batching/batch-worker.ts';
import { type EngineProfile, engineProfiles } from '../../src/engine/batching/engine-profiles.ts';
import { MULTI_TOKEN_PREDICTION, type Speculation } from '../../src/engine/batching/speculation.ts';
import { type BlockHashes, GrowingBlockHashes } from '../../src/engine/cache/block-hashes.ts';
import { createBlockPool } from '../../src/engine/cache/block-pool.ts';
import { createRandom } from '../../src/runtime/random.ts';
import type { Context } from '../context.ts';
import { figure, type Line, median } from '../report.ts';

const SEQUENCES = 1000;
const BLOCK_SIZE = 16;

/** What an engine worker adds to each token of a large batch, hashing of the answers included. Called directly. */
export function measureBatching({ quick }: Context): Promise<Line[]> {
  const steps = quick ? 300 : 2000;
  return Promise.resolve([
    line('a token, one of 1,000 sequences', microsPerToken(steps)),
    line('the same with speculative decoding', microsPerToken(steps, MULTI_TOKEN_PREDICTION)),
  ]);
}

/** The median of three rounds after one to warm up; CPU time. */
function microsPerToken(steps: number, speculation?: Speculation): number {
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    const worker = createBatchWorker<BatchSequence>(
      {
        profile: engineProfiles.get('llama-8b-h100') as EngineProfile,
        pool: createBlockPool({ capacity: 600_000 }),
        random: createRandom('bench'),
      },
      { maxSequences: SEQUENCES, speculation },
    );
    for (let text = 0; text < SEQUENCES; text++) worker.admit(endless(text), 0);
    while (worker.figures.lastPass.decodeSequences < SEQUENCES) worker.step(worker.nextAt as number);
    let tokens = 0;
    const start = process.cpuUsage();
    for (let step = 0; step < steps; step++) {
      const result = worker.step(worker.nextAt as number);
      for (let index = 0; index < result.count; index++) tokens += result.tokens[index] as number;
    }
    const { user, system } = process.cpuUsage(start);
    if (round > 0) times.push((user + system) / tokens);
  }
  return median(times) ?? Number.NaN;
}

/** A prompt of a few blocks, at another place of its last block than those of its neighbours, and a long answer. */
function endless(text: number): BatchSequence {
  const hashes = new GrowingBlockHashes({ blockSize: BLOCK_SIZE });
  const block = new Uint32Array(BLOCK_SIZE).fill(text);
  return {
    promptTokens: 64 + (text % BLOCK_SIZE),
    outputTokens: [1_000_000],
    priority: 0,
    hashes(blocks): BlockHashes {
      while (hashes.count < blocks) hashes.append(block);
      return hashes;
    },
  };
}

function line(work: string, micros: number): Line {
  const most = 0.15;
  return {
    work: `batching: ${work}`,
    target: `≤ ${most} µs`,
    cells: { fakeai: figure(micros, 'µs') },
    met: micros <= most,
    details: { micros },
  };
}
