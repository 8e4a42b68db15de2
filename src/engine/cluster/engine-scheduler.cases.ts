import { createRandom } from '../../runtime/random.ts';
import type { Turns } from '../../runtime/turns.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { PLAIN } from '../batching/batching.cases.ts';
import type { EngineProfile } from '../batching/engine-profiles.ts';
import { PromptBlocks } from '../cache/prompt-blocks.ts';
import { createFixedLatency } from '../latency/fixed.ts';
import { CARD } from '../models/card.cases.ts';
import { toRouterOptions } from '../router/router-options.ts';
import { sequenceOf } from '../scheduler/scheduler.cases.ts';
import type { Sequence } from '../scheduler/scheduler.ts';
import { createSoloScheduler } from '../scheduler/solo.ts';
import { createEngineScheduler } from './engine-scheduler.ts';
import type { GroupOptions } from './worker-group.ts';

/** Turns that are never over, because the clock is moved by hand. */
const EAGER: Turns = { isOver: false, pause: () => undefined, next: (resume) => resume() };

const exactly = (mean: number) => ({ mean, deviation: 0, shape: 'none' }) as const;

/** A scheduler over workers of a profile without chance, on a clock that is moved by hand. */
export function openEngines(
  { batch, ...change }: Partial<GroupOptions> = {},
  profile: Partial<EngineProfile> = {},
  turns: Turns = EAGER,
) {
  const clock = createVirtualClock({ automatic: false });
  clock.advance(1000);
  const options: GroupOptions = {
    workers: 1,
    prefillWorkers: 0,
    blocks: 4096,
    hostBlocks: 0,
    router: toRouterOptions(),
    batch: { stepNoise: 0, ...batch },
    ...change,
  };
  const scheduler = createEngineScheduler({
    clock,
    turns,
    random: createRandom('engines'),
    options,
    profileOf: () => ({ name: 'plain', profile: { ...PLAIN, ...profile } }),
    solo: createSoloScheduler(createFixedLatency({ ttft: exactly(5), itl: exactly(1) })),
  });
  const run = (): void => clock.advance(600_000);
  return { clock, scheduler, run };
}

/** A sequence whose model writes text, with a prompt of its own. */
export function textOf(
  prompt: { readonly tokens: number; readonly text: number; readonly shared?: number },
  change: Partial<Sequence> = {},
): Sequence {
  return sequenceOf({
    model: { ...CARD, kind: 'chat', selfHosted: true },
    promptTokens: prompt.tokens,
    prompts: [promptOf(prompt)],
    scope: 'a',
    random: createRandom(`text ${prompt.text}`),
    ...change,
  });
}

/** `shared` leading tokens are those of every prompt. */
export function promptOf({
  tokens,
  text,
  shared = 0,
}: {
  readonly tokens: number;
  readonly text: number;
  readonly shared?: number;
}): PromptBlocks {
  return new PromptBlocks(
    Array.from({ length: tokens }, (_, index) => (index < shared ? index : index + 1000 * (text + 1))),
  );
}
