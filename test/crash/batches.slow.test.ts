import type OpenAI from 'openai';
import { toFile } from 'openai';
import { afterAll, expect, it } from 'vitest';
import { createRandom } from '../../src/runtime/random.ts';
import { KilledInstance } from './killed-instance.ts';

const LINES = 2000;
const KILLS = 20;
/** Maximum time from the start of a process until it is killed, in milliseconds. */
const LONGEST_LIFE = 600;

const instance = new KilledInstance('1ms');
afterAll(() => instance.dispose());

it('answers each line of a batch exactly once, even if the process is killed repeatedly', {
  timeout: 120_000,
}, async () => {
  const random = createRandom('kills');
  let client = await instance.start();
  const file = await client.files.create({
    purpose: 'batch',
    file: await toFile(Buffer.from(input()), 'in.jsonl'),
  });
  const { id } = await client.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
  });

  let finished = 0;
  let steps = 0;
  for (let kills = 0; kills < KILLS; kills++) {
    await new Promise((resolve) => setTimeout(resolve, random.int(LONGEST_LIFE)));
    await instance.kill();
    client = await instance.start();
    const { status, request_counts: counts } = await client.batches.retrieve(id);
    const now = (counts?.completed ?? 0) + (counts?.failed ?? 0);
    expect(now).toBeGreaterThanOrEqual(finished);
    if (now > finished && status === 'in_progress') steps++;
    finished = now;
  }
  // Several kills happened in the middle of the work.
  expect(steps).toBeGreaterThan(5);

  const batch = await ended(client, id);
  expect(batch.status).toBe('completed');
  const output = await read(client, batch.output_file_id);
  const errors = await read(client, batch.error_file_id);
  expect([...output, ...errors].toSorted()).toEqual(Array.from({ length: LINES }, (_, index) => toId(index)));
  expect(batch.request_counts).toEqual({ total: LINES, completed: output.length, failed: errors.length });
  expect(errors).toHaveLength(LINES / 10);
});

const toId = (index: number): string => `line-${String(index).padStart(5, '0')}`;

/** A batch input in which the endpoint rejects every tenth request. */
function input(): string {
  const lines = Array.from({ length: LINES }, (_, index) => ({
    custom_id: toId(index),
    method: 'POST',
    url: '/v1/chat/completions',
    body: {
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: `What is ${index} plus one?` }],
      max_tokens: index % 10 === 0 ? -1 : 3,
    },
  }));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

async function ended(client: OpenAI, id: string): Promise<OpenAI.Batch> {
  for (;;) {
    const batch = await client.batches.retrieve(id);
    if (batch.status !== 'validating' && batch.status !== 'in_progress' && batch.status !== 'finalizing')
      return batch;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function read(client: OpenAI, id: string | null | undefined): Promise<string[]> {
  if (!id) return [];
  const text = await (await client.files.content(id)).text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { custom_id: string }).custom_id);
}
