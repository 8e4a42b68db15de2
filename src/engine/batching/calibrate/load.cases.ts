import type { Random } from '../../../runtime/random.ts';
import { type Asked, ask, openRig, ttftOf } from '../batching.cases.ts';
import type { EngineProfile } from '../engine-profiles.ts';
import type { LoadSample } from './load-run.ts';

export interface Load {
  readonly concurrency: number;
  readonly requests: number;
  /** Of each request by its number. */
  readonly promptTokens: (index: number) => number;
  readonly outputTokens: (index: number) => number;
}

/** What a load tool measures of the simulated worker: so many clients, each of which asks again once it is answered. */
export function measure(profile: EngineProfile, load: Load, stepNoise = 0): LoadSample[] {
  const rig = openRig({ stepNoise, maxSequences: 256 }, { profile });
  const asked: Asked[] = [];
  const open = new Set<Asked>();
  const begin = (at: number) => {
    const next = ask(load.promptTokens(asked.length), load.outputTokens(asked.length));
    asked.push(next);
    open.add(next);
    rig.admit(next, at);
  };
  for (let client = 0; client < load.concurrency; client++) begin(client * 3);
  while (open.size > 0) {
    rig.run(rig.worker.nextAt as number);
    for (const one of [...open]) {
      if (rig.stories.get(one)?.finished === undefined) continue;
      open.delete(one);
      if (asked.length < load.requests) begin(rig.now);
    }
  }
  return asked.map((one) => {
    const story = rig.stories.get(one);
    if (story?.first === undefined || story.finished === undefined) throw new Error('Not answered');
    const outputTokens = one.outputTokens[0] as number;
    return {
      startMs: story.at,
      ttftMs: ttftOf(story),
      itlMs: outputTokens > 1 ? (story.finished - story.first) / (outputTokens - 1) : 0,
      promptTokens: one.promptTokens,
      cachedTokens: story.cached,
      outputTokens,
    };
  });
}

/** Multiplies all times by lognormal noise. */
export function noisy(samples: readonly LoadSample[], sigma: number, random: Random): LoadSample[] {
  const factor = () => Math.exp(sigma * random.normal());
  return samples.map((sample) => ({
    ...sample,
    ttftMs: sample.ttftMs * factor(),
    itlMs: sample.itlMs * factor(),
  }));
}
