import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotFoundError } from 'openai';
import { expect, it } from 'vitest';
import { ask } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

export function instanceCases(open: OpenWorld): void {
  const store = async ({ client }: World): Promise<string> => {
    const { id } = await client.chat.completions.create({
      model: 'gpt-4o',
      store: true,
      metadata: { kept: 'yes' },
      messages: ask('Keep this.'),
    });
    return id;
  };

  it('are isolated from each other', async () => {
    await using one = await open();
    await using other = await open({ apiKeys: ['sk-other'] });
    const id = await store(one);
    await one.client.chat.completions.create({ model: 'acme/only-here', messages: ask('Hi') });

    const visitor = other.connect({ apiKey: 'sk-other' });
    await expect(visitor.chat.completions.retrieve(id)).rejects.toBeInstanceOf(NotFoundError);
    expect((await visitor.models.list()).data.map((model) => model.id)).not.toContain('acme/only-here');
    await expect(other.client.models.list()).rejects.toMatchObject({ status: 401 });
    await expect(one.client.models.list()).resolves.toBeDefined();
  });

  it('give the same answers with the same seed and different ones with another', async () => {
    const answerOf = async (seed: string): Promise<string | null | undefined> => {
      await using world = await open({ seed });
      const { choices } = await world.client.chat.completions.create({
        model: 'gpt-4o',
        messages: ask('Tell me a story about a fox.'),
      });
      return choices[0]?.message.content;
    };
    const first = await answerOf('one');
    expect(await answerOf('one')).toBe(first);
    expect(await answerOf('two')).not.toBe(first);
  });

  it('keep stored objects in a data file across instances', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fakeai-sdk-'));
    try {
      const id = await (async () => {
        await using world = await open({ data: folder });
        return await store(world);
      })();
      await using reopened = await open({ data: folder });
      const read = await reopened.client.chat.completions.retrieve(id);
      expect(read).toMatchObject({ id, metadata: { kept: 'yes' } });
      const messages = await reopened.client.chat.completions.messages.list(id);
      expect(messages.data.map(({ content }) => content)).toEqual(['Keep this.']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
