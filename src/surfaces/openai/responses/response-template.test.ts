import { expect, it } from 'vitest';
import type { Usage } from '../../../engine/event.ts';
import type { Progress } from './response-object.ts';
import { type ResponseMembers, ResponseTemplate } from './response-template.ts';

const members = {
  id: null,
  object: 'response',
  created_at: null,
  status: null,
  completed_at: null,
  error: null,
  incomplete_details: null,
  moderation: null,
  instructions: 'Say "hello"\n',
  output: null,
  prompt_cache_retention: undefined,
  usage: null,
  metadata: { topic: 'tides' },
} as unknown as ResponseMembers;

const usage = { promptTokens: 3, cachedTokens: 0, completionTokens: 5, reasoningTokens: 0 } as Usage;
const output = [
  {
    id: 'msg_1',
    type: 'message',
    status: 'completed',
    content: [{ type: 'output_text', annotations: [], logprobs: [], text: 'Hi "there"' }],
    role: 'assistant',
  },
] as const as unknown as Progress['output'] & object;

const points: Progress[] = [
  { status: 'queued' },
  { status: 'in_progress', output: [] },
  { status: 'completed', completedAt: 12, output, usage },
  { status: 'incomplete', incomplete: 'max_output_tokens', output, usage },
  { status: 'failed', error: { code: 'server_error', message: 'It "broke"' } },
  { status: 'cancelled', output },
];

it('never ends before it was created', () => {
  const head = new ResponseTemplate(members).head('resp_1', 12);
  expect(head.at({ status: 'completed', completedAt: 11 }).completed_at).toBe(12);
  expect(head.at({ status: 'completed', completedAt: 13 }).completed_at).toBe(13);
  expect(head.at({ status: 'incomplete' }).completed_at).toBeNull();
});

it.each([
  ['short', members],
  ['long', { ...members, instructions: 'x'.repeat(20_000) }],
])('writes the JSON text of %s members at every point of progress', (_, all) => {
  const template = new ResponseTemplate(all);
  for (const id of ['resp_1', 'resp_2']) {
    const head = template.head(id, 7);
    for (const progress of points) {
      expect(head.at(progress)).toMatchObject({ id, created_at: 7, status: progress.status });
      expect(head.textAt(progress)).toBe(JSON.stringify(head.at(progress)));
    }
  }
});
