import OpenAI from 'openai';
import { expect, it, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { fixedLatency, KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { conversations } from '../conversations/noun.ts';
import { ConversationLocks } from './locks.ts';
import { responses } from './noun.ts';

const locked = expect.objectContaining({ detail: expect.objectContaining({ code: 'conversation_locked' }) });

function open() {
  const locks = new ConversationLocks();
  return (id = 'conv_1', project = 'one') => locks.take(project, id);
}

it('holds one conversation of one project', () => {
  const take = open();
  const release = take();
  expect(() => take()).toThrow(locked);
  take('conv_2');
  take('conv_1', 'other');
  release();
  take();
});

it('does not release what somebody else holds by now', () => {
  const take = open();
  const release = take();
  release();
  take();
  release();
  expect(() => take()).toThrow(locked);
});

it('lets the tokens of a conversation be counted while a response in the background is made for it', async () => {
  const { fetch, platform } = openRig([only(responses, conversations)], {
    clock: createVirtualClock({ automatic: false }),
    latencyModel: fixedLatency(100, 10),
  });
  onTestFinished(() => platform.close());
  const client = new OpenAI({ apiKey: KEY, baseURL: 'http://x/v1', fetch, maxRetries: 0 });
  const { id: conversation } = await client.conversations.create();
  const next = { model: 'gpt-4o', conversation, input: 'When is high tide?' };
  const before = await client.responses.inputTokens.count(next);
  await client.responses.create({ ...next, background: true });
  await expect(client.responses.create(next)).rejects.toMatchObject({ code: 'conversation_locked' });
  expect(await client.responses.inputTokens.count(next)).toEqual(before);
});
