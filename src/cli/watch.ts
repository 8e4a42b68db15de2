import type { EngineFigures } from '../engine/cluster/engine-figures.ts';

/** What all engine workers have done and hold, added up. */
interface Totals {
  readonly running: number;
  readonly waiting: number;
  readonly usedBlocks: number;
  readonly capacity: number;
  /** Tokens of prompts that were looked up in caches, those of them that were found, and tokens of answers. */
  readonly queried: number;
  readonly cached: number;
  readonly generated: number;
}

/**
 * Tells what engine workers do: each call returns a line about the present, and about the time since the last call.
 *
 * @param figures of the engine
 * @param now milliseconds
 * @example
 * const line = createWatch(() => engine.figures, clock.now());
 * line(clock.now() + 1000); // 'running 12  waiting 3  kv 41.2 %  hits 63 %  1,204 tokens/s\n'
 */
export function createWatch(figures: () => EngineFigures, now: number): (now: number) => string {
  let before = totalsOf(figures());
  let toldAt = now;
  return (at) => {
    const total = totalsOf(figures());
    const seconds = Math.max(1e-3, (at - toldAt) / 1000);
    const queried = total.queried - before.queried;
    const hits = queried === 0 ? '-' : `${Math.round((100 * (total.cached - before.cached)) / queried)} %`;
    const kv = total.capacity === 0 ? 0 : (100 * total.usedBlocks) / total.capacity;
    const speed = Math.round((total.generated - before.generated) / seconds);
    before = total;
    toldAt = at;
    const told = [
      `running ${total.running}`,
      `waiting ${total.waiting}`,
      `kv ${kv.toFixed(1)} %`,
      `hits ${hits}`,
      `${speed.toLocaleString('en')} tokens/s`,
    ];
    return `${told.join('  ')}\n`;
  };
}

function totalsOf({ groups }: EngineFigures): Totals {
  const workers = groups.flatMap(({ workers }) => workers.map(({ batch }) => batch));
  const sum = (read: (batch: (typeof workers)[number]) => number): number =>
    workers.reduce((total, batch) => total + read(batch), 0);
  return {
    running: sum(({ running }) => running),
    waiting: sum(({ waiting, arriving }) => waiting + arriving),
    usedBlocks: sum(({ usedBlocks }) => usedBlocks),
    capacity: sum(({ capacity }) => capacity),
    queried: sum(({ counters }) => counters.queriedTokens),
    cached: sum(({ counters }) => counters.cachedTokens),
    generated: sum(({ counters }) => counters.generatedTokens),
  };
}
