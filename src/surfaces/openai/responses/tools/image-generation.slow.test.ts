import { afterAll, describe, expect, it } from 'vitest';
import { measureImage } from '../../../../media/measure-image.ts';
import { KEY, openRig } from '../../../rig.cases.ts';
import { only } from '../../api.ts';
import { responses } from '../noun.ts';

const world = openRig([only(responses)], { seed: 1 });
afterAll(() => world.platform.close());

const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
const post = (body: object) =>
  world.fetch('http://x/v1/responses', { method: 'POST', headers, body: JSON.stringify(body) });

describe('the largest usual images', () => {
  it.each([{ stream: true }, { background: true }])('have room with three partial ones: %j', async (mode) => {
    const tool = { type: 'image_generation', partial_images: 3, quality: 'high', size: '1536x1024' };
    const reply = await post({ model: 'gpt-4o', input: 'Draw a busy city', tools: [tool], ...mode });
    const [id] = /resp_\w+/.exec(await reply.text()) ?? [];
    const stored = await world.fetch(`http://x/v1/responses/${id}`, { headers });
    const { status, output } = (await stored.json()) as {
      status: string;
      output: { result: string }[];
    };
    expect(status).toBe('completed');
    const image = measureImage(Buffer.from(output[0]?.result ?? '', 'base64'));
    expect(image).toMatchObject({ format: 'png', width: 1536, height: 1024 });
  });
});
