import { NotFoundError, PermissionDeniedError } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../requests.ts';
import type { OpenWorld, World } from '../world.ts';

export function modelCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const ids = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const { id } of world.client.models.list()) found.push(id);
    return found;
  };

  it('lists every model once', async () => {
    const found = await ids();
    expect(found).toEqual(expect.arrayContaining(['gpt-4o', 'gpt-5', 'o3', 'openai/gpt-oss-120b']));
    expect(new Set(found).size).toBe(found.length);
  });

  it.each(['gpt-4o', 'openai/gpt-oss-120b', 'meta-llama/Llama-3.1-8B-Instruct'])(
    'retrieves %s',
    async (id) => {
      expect(await world.client.models.retrieve(id)).toMatchObject({
        id,
        object: 'model',
        created: expect.any(Number),
        owned_by: expect.any(String),
      });
    },
  );

  it('reports the shutdown date of a model that still works here', async () => {
    expect((await world.client.models.retrieve('gpt-4')).shutdown_date).toBe('2026-10-23');
    expect((await world.client.models.retrieve('gpt-5.6-sol')).shutdown_date).toBeNull();
    const { model } = await world.client.chat.completions.create({ model: 'gpt-4', messages: ask('Hi') });
    expect(model).toBe('gpt-4-0613');
  });

  it('adds a model after its first answer', async () => {
    const retrieve = () => world.client.models.retrieve('acme/brand-new');
    await expect(retrieve()).rejects.toBeInstanceOf(NotFoundError);
    const refused = world.client.chat.completions.create({ model: 'acme/brand-new', messages: [] });
    await expect(refused).rejects.toMatchObject({ status: 400 });
    expect(await ids()).not.toContain('acme/brand-new');
    const { model } = await world.client.chat.completions.create({
      model: 'acme/brand-new',
      messages: ask('Hi'),
    });
    expect(model).toBe('acme/brand-new');
    expect(await ids()).toContain('acme/brand-new');
    expect((await retrieve()).id).toBe('acme/brand-new');
  });

  it('deletes only fine-tuned models', async () => {
    const id = 'ft:gpt-4o-mini:acme:custom/name:abc123';
    await world.client.chat.completions.create({ model: id, messages: ask('Hi') });
    expect(await world.client.models.delete(id)).toEqual({ id, object: 'model', deleted: true });
    await expect(world.client.models.retrieve(id)).rejects.toBeInstanceOf(NotFoundError);
    await expect(world.client.models.delete('gpt-4o')).rejects.toBeInstanceOf(PermissionDeniedError);
    expect(await ids()).toContain('gpt-4o');
  });

  it('knows only the catalogue with strict models', async () => {
    await using strict = await open({ strictModels: true });
    await expect(
      strict.client.chat.completions.create({ model: 'gpt-unheard-of', messages: ask('Hi') }),
    ).rejects.toMatchObject({
      constructor: NotFoundError,
      code: 'model_not_found',
      type: 'invalid_request_error',
      message: expect.stringContaining('The model `gpt-unheard-of` does not exist'),
    });
    await expect(strict.client.models.retrieve('acme/brand-new')).rejects.toBeInstanceOf(NotFoundError);
    expect(await strict.client.models.retrieve('openai/gpt-oss-20b')).toMatchObject({
      id: 'openai/gpt-oss-20b',
    });
  });
}
