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

  it('counts image tokens by size and detail', async () => {
    const small = await imageTokens(pngUri(512, 512), 'high');
    const large = await imageTokens(pngUri(1024, 1024), 'high');
    // One 512 px tile compared with four after scaling to 768 px; a tile costs 170 tokens.
    expect(large - small).toBe(3 * 170);
    expect(await imageTokens(pngUri(1024, 1024), 'low')).toBe(small - 170);
    expect(await imageTokens(pngUri(1024, 1024), 'original')).toBe(large);
    expect(await imageTokens('https://example.com/image.jpg', 'high')).toBeGreaterThan(0);
  });

  it('counts audio tokens by duration', async () => {
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

  it('accepts a file as data or by the id of an uploaded file', async () => {
    const ask = (file: { filename?: string; file_data?: string; file_id?: string }) =>
      world.client.chat.completions.create({
        model: 'gpt-4o',
        seed: 1,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Summarise this file.' },
              { type: 'file', file },
            ],
          },
        ],
      });
    const text = 'The meeting is on Monday. '.repeat(20);
    const inline = await ask({
      filename: 'notes.txt',
      file_data: `data:text/plain;base64,${Buffer.from(text).toString('base64')}`,
    });
    const { id } = await world.client.files.create({
      file: new File([text], 'notes.txt', { type: 'text/plain' }),
      purpose: 'user_data',
    });
    const uploaded = await ask({ file_id: id });
    expect(uploaded.usage?.prompt_tokens).toBe(inline.usage?.prompt_tokens);
    expect(uploaded.choices[0]?.message.content).toBe(inline.choices[0]?.message.content);
    await world.client.files.delete(id);
    await expect(ask({ file_id: id })).rejects.toMatchObject({
      status: 404,
      param: 'messages[0].content[1].file.file_id',
    });
  });
}
