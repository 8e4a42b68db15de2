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

function openClient() {
  const { fetch, platform } = openRig([only(responses, conversations)], {
    clock: createVirtualClock({ automatic: false }),
    latencyModel: fixedLatency(100, 10),
  });
  onTestFinished(() => platform.close());
  return new OpenAI({ apiKey: KEY, baseURL: 'http://x/v1', fetch, maxRetries: 0 });
}

it('lets the tokens of a conversation be counted while a response in the background is made for it', async () => {
  const client = openClient();
  const { id: conversation } = await client.conversations.create();
  const next = { model: 'gpt-4o', conversation, input: 'When is high tide?' };
  const before = await client.responses.inputTokens.count(next);
  await client.responses.create({ ...next, background: true });
  await expect(client.responses.create(next)).rejects.toMatchObject({ code: 'conversation_locked' });
  expect(await client.responses.inputTokens.count(next)).toEqual(before);
});

it('cannot be held if it is deleted while a response in the background is planned', async () => {
  const client = openClient();
  const plan = async (): Promise<unknown> => {
    const { id: conversation } = await client.conversations.create();
    const input = 'Write a story of 800 words about a whale.';
    const creating = client.responses.create({ model: 'gpt-4o', conversation, input, background: true });
    const caught = creating.catch((error: unknown) => error);
    await client.conversations.delete(conversation);
    return caught;
  };
  // The first request loads the handlers: its conversation is deleted before it is read.
  expect(await plan()).toMatchObject({ status: 404 });
  expect(await plan()).toMatchObject({ status: 404 });
});
