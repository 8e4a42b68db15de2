import { BadRequestError, NotFoundError } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenWorld, World } from '../world.ts';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function moderationCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('classifies a string', async () => {
    const { id, model, results } = await world.client.moderations.create({ input: 'I want to hurt someone' });
    expect(id).toMatch(/^modr-/);
    expect(model).toBe('omni-moderation-latest');
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ flagged: true, categories: { violence: true, sexual: false } });
    expect(results[0]?.category_scores.violence).toBeGreaterThan(0.5);
  });

  it('classifies several strings separately', async () => {
    const { results } = await world.client.moderations.create({
      model: 'text-moderation-latest',
      input: ['Hello world', 'I will kill you', 'How do I kill a process?'],
    });
    expect(results.map(({ flagged }) => flagged)).toEqual([false, true, false]);
    expect(results[1]?.categories.illicit).toBeNull();
  });

  it('classifies text and image together', async () => {
    const { results } = await world.client.moderations.create({
      model: 'omni-moderation-2024-09-26',
      input: [
        { type: 'text', text: 'What a lovely garden' },
        { type: 'image_url', image_url: { url: PIXEL } },
      ],
    });
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({
      flagged: false,
      category_applied_input_types: { violence: ['text', 'image'], hate: ['text'] },
    });
  });

  it('gives the same result every time, on other instances too', async () => {
    await using other = await open({ seed: 'another' });
    const input = 'You are a worthless idiot.';
    const { results } = await world.client.moderations.create({ input });
    expect((await other.client.moderations.create({ input })).results).toEqual(results);
  });

  it('lists the moderation models', async () => {
    const card = await world.client.models.retrieve('omni-moderation-latest');
    expect(card.id).toBe('omni-moderation-latest');
  });

  it('rejects with the client’s error classes', async () => {
    const { moderations } = world.client;
    await expect(moderations.create({ input: '' })).rejects.toMatchObject({
      constructor: BadRequestError,
      param: 'input',
      code: 'empty_string',
      type: 'invalid_request_error',
    });
    const image = { type: 'image_url' as const, image_url: { url: PIXEL } };
    await expect(moderations.create({ input: [image, image] })).rejects.toMatchObject({
      constructor: BadRequestError,
      code: 'too_many_images',
    });
    await expect(moderations.create({ input: 'Hi', model: 'gpt-4o' })).rejects.toBeInstanceOf(
      BadRequestError,
    );
    await using strict = await open({ strictModels: true });
    await expect(
      strict.client.moderations.create({ input: 'Hi', model: 'no-such-model' }),
    ).rejects.toBeInstanceOf(NotFoundError);
  });
}
