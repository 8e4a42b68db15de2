import { expect, it, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { responses } from './noun.ts';

interface Shown {
  readonly id: string;
  readonly created_at: number;
  readonly completed_at: number;
  readonly output: readonly { readonly id: string }[];
  readonly usage: { readonly input_tokens_details: { readonly cached_tokens: number } };
}

const LONG_INPUT = 'Tell me about the sea and its tides. '.repeat(300);

it.each([
  ['stored', { input: 'Tell me about the sea' }],
  ['not stored', { input: 'Tell me about the sea', store: false }],
  ['with reasoning', { input: 'Tell me about the sea', model: 'o4-mini', reasoning: { summary: 'auto' } }],
  ['with a cached prompt', { input: LONG_INPUT, max_output_tokens: 16 }],
])('a response to a repeated body, %s, is the same but for ids, times and cached tokens', async (_, more) => {
  const clock = createVirtualClock({ automatic: false });
  const { fetch, platform } = openRig([only(responses)], { clock, fast: true, seed: 1 });
  onTestFinished(() => platform.close());
  const send = async (path: string, body?: object): Promise<{ status: number; shown: Shown }> => {
    const reply = await fetch(`http://x/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: reply.status, shown: (await reply.json()) as Shown };
  };
  const made: Shown[] = [];
  for (let count = 0; count < 4; count++) {
    const { status, shown } = await send('/responses', { model: 'gpt-4o', ...more });
    expect(status).toBe(200);
    made.push(shown);
    clock.advance(5000);
  }
  const [first, ...others] = made as [Shown, ...Shown[]];
  const withoutTimes = ({ id, created_at, completed_at, output, usage, ...rest }: Shown) => ({
    ...rest,
    output: output.map(({ id: _, ...item }) => item),
    usage: { ...usage, input_tokens_details: undefined },
  });
  for (const [index, other] of others.entries()) {
    expect(withoutTimes(other)).toEqual(withoutTimes(first));
    expect(other.created_at).toBe(first.created_at + 5 * (index + 1));
    expect(other.completed_at === null ? null : other.completed_at - other.created_at).toBe(
      first.completed_at === null ? null : first.completed_at - first.created_at,
    );
  }
  const ids = made.flatMap(({ id, output }) => [id, ...output.map((item) => item.id)]);
  expect(new Set(ids).size).toBe(ids.length);
  const isStored = !('store' in more);
  for (const shown of made) {
    const kept = await send(`/responses/${shown.id}`);
    expect(kept.status).toBe(isStored ? 200 : 404);
    if (isStored) expect(kept.shown).toEqual(shown);
  }
  if (more.input === LONG_INPUT) {
    const cached = made.map(({ usage }) => usage.input_tokens_details.cached_tokens);
    expect(cached[0]).toBe(0);
    for (const count of cached.slice(1)) expect(count).toBeGreaterThan(0);
  }
});
