import OpenAI from 'openai';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
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
  return openPlatform().client;
}

function openPlatform() {
  const { fetch, platform } = openRig([only(responses, conversations)], {
    clock: createVirtualClock({ automatic: false }),
    latencyModel: fixedLatency(100, 10),
  });
  onTestFinished(() => platform.close());
  const client = new OpenAI({ apiKey: KEY, baseURL: 'http://x/v1', fetch, maxRetries: 0 });
  return { client, platform };
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

it('is free again when the response in the background that holds it is deleted', async () => {
  const client = openClient();
  const { id: conversation } = await client.conversations.create();
  const next = { model: 'gpt-4o', conversation, input: 'When is high tide?', background: true };
  const first = await client.responses.create(next);
  await expect(client.responses.create(next)).rejects.toMatchObject({ code: 'conversation_locked' });
  await client.responses.delete(first.id);
  const second = await client.responses.create(next);
  expect(second.status).toBe('queued');
  // It holds the conversation now.
  await expect(client.responses.create(next)).rejects.toMatchObject({ code: 'conversation_locked' });
});

describe('what is deleted while it is being cancelled', () => {
  async function cancelling(
    remove: (client: OpenAI, ids: { response: string; conversation: string }) => unknown,
  ) {
    const { client, platform } = openPlatform();
    const { id: conversation } = await client.conversations.create();
    const input = 'When is high tide?';
    const { id } = await client.responses.create({ model: 'gpt-4o', conversation, input, background: true });
    const { commit } = platform.store;
    vi.spyOn(platform.store, 'commit').mockImplementationOnce(async (writes) => {
      await remove(client, { response: id, conversation });
      return commit.call(platform.store, writes) as never;
    });
    return client.responses.cancel(id).catch((error: unknown) => error);
  }

  it('is a response that is not found', async () => {
    const deleted = await cancelling((client, { response }) => client.responses.delete(response));
    expect(deleted).toMatchObject({ status: 404 });
  });

  it('is a conversation that the response does not hold any more', async () => {
    const kept = await cancelling((client, { conversation }) => client.conversations.delete(conversation));
    expect(kept).toMatchObject({ status: 'cancelled' });
  });
});
