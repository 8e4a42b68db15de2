import { afterAll, beforeAll, expect, it } from 'vitest';
import { pngUri, wavBase64 } from '../media.ts';
import type { OpenWorld, World } from '../world.ts';

export function mediaCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const imageTokens = async (url: string, detail: 'low' | 'high' | 'original'): Promise<number> => {
    const { usage } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      max_tokens: 1,
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url, detail } }] }],
    });
    return usage?.prompt_tokens ?? 0;
  };

  it('counts an image by its size in pixels and its detail', async () => {
    const small = await imageTokens(pngUri(512, 512), 'high');
    const large = await imageTokens(pngUri(1024, 1024), 'high');
    // One tile of 512 pixels against four after scaling to 768; a tile is 170 tokens.
    expect(large - small).toBe(3 * 170);
    expect(await imageTokens(pngUri(1024, 1024), 'low')).toBe(small - 170);
    expect(await imageTokens(pngUri(1024, 1024), 'original')).toBe(large);
    expect(await imageTokens('https://example.com/image.jpg', 'high')).toBeGreaterThan(0);
  });

  it('counts audio by its duration', async () => {
    const listen = async (seconds: number): Promise<number> => {
      const { usage } = await world.client.chat.completions.create({
        model: 'gpt-4o-audio-preview',
        max_tokens: 1,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is said here?' },
              { type: 'input_audio', input_audio: { data: wavBase64(seconds), format: 'wav' } },
            ],
          },
        ],
      });
      const heard = usage?.prompt_tokens_details?.audio_tokens ?? 0;
      expect(heard).toBeLessThan(usage?.prompt_tokens ?? 0);
      return heard;
    };
    const two = await listen(2);
    expect(two).toBeGreaterThan(0);
    expect(await listen(6)).toBe(3 * two);
  });

  it('takes a file', async () => {
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-4o',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Summarise this file.' },
            {
              type: 'file',
              file: {
                filename: 'notes.txt',
                file_data: `data:text/plain;base64,${Buffer.from('The meeting is on Monday.').toString('base64')}`,
              },
            },
          ],
        },
      ],
    });
    expect(choices[0]?.message.content).toBeTruthy();
  });
}
