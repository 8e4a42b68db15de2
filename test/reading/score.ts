/**
 * Plays all cases and prints how many pass. Without arguments, the failures are only counted; with the beginnings of
 * names, these cases are played and the failures of known ones shown.
 *
 *     npm run reading
 *     npm run reading -- dspy question
 */
import { createFakeAI } from '../../src/index.ts';
import type { Chat, ReadingCase } from './case.ts';
import { createFacts } from './facts.ts';
import { known } from './known/index.ts';
import { unseen } from './unseen/index.ts';

const SEEDS = [1, 2, 3];

const halves: Readonly<Record<string, readonly ReadingCase[]>> = { known, unseen };
const wanted = process.argv.slice(2);
const fake = createFakeAI({ fast: true, seed: 1, port: 0 });

const chat: Chat = async (body) => {
  const response = await fake.fetch(
    new Request('http://127.0.0.1/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer sk-fakeai-1234567890abcdef' },
      body: JSON.stringify({ model: 'gpt-4o-mini', ...body }),
    }),
  );
  const answer = (await response.json()) as { readonly error?: { readonly message: string } };
  if (!response.ok) throw new Error(`${response.status}: ${answer.error?.message}`);
  return answer as Awaited<ReturnType<Chat>>;
};

/** Why a case fails with the facts of a seed; undefined if it passes. */
async function failureOf({ play }: ReadingCase, seed: number): Promise<string | undefined> {
  try {
    await play(createFacts(seed), chat);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

for (const [half, cases] of Object.entries(halves)) {
  const scores = new Map<string, { passed: number; all: number }>();
  for (const each of cases) {
    if (wanted.length > 0 && !wanted.some((name) => each.name.startsWith(name))) continue;
    const failures: (string | undefined)[] = [];
    for (const seed of SEEDS) failures.push(await failureOf(each, seed));
    const passed = failures.filter((failure) => failure === undefined).length;
    for (const key of [each.kind, 'all']) {
      const score = scores.get(key) ?? { passed: 0, all: 0 };
      scores.set(key, { passed: score.passed + passed, all: score.all + SEEDS.length });
    }
    // The unseen half stays unseen.
    if (wanted.length > 0 && half === 'known') {
      console.log(`${each.name}: ${passed} of ${SEEDS.length}`);
      for (const failure of failures) if (failure !== undefined) console.log(`  ${failure.slice(0, 1000)}`);
    }
  }
  for (const [kind, { passed, all }] of scores) {
    console.log(`${half} ${kind}: ${passed} of ${all} (${((100 * passed) / all).toFixed(0)} %)`);
  }
}
await fake.close();
