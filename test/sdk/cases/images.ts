import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import OpenAI, { type APIError, toFile } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodePng, differenceOf, encodePng, formatOf } from '../pictures.ts';
import { KEY, type OpenWorld, type World } from '../world.ts';

const MODEL = 'gpt-image-1';
const PROMPT = 'A red fox in the snow';

/** Images with the official client: generations, edits, variations, streams and downloads by URL. */
export function imageCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const source = encodePng(256, 256, (x, y) => [x, y, 128, 255]);
  const upload = (bytes: Buffer, type = 'image/png') => toFile(bytes, 'picture.png', { type });
  const bytesOf = (response: OpenAI.ImagesResponse, index = 0): Buffer =>
    Buffer.from(response.data?.[index]?.b64_json ?? '', 'base64');
  const problem = async (promise: Promise<unknown>): Promise<APIError> => {
    const error = await promise.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    return error as APIError;
  };

  it('generates an image of exactly the requested size and reports its tokens', async () => {
    const response = await world.client.images.generate({
      model: MODEL,
      prompt: PROMPT,
      size: '1536x1024',
      quality: 'low',
    });
    const { width, height, data } = decodePng(bytesOf(response));
    expect([width, height]).toEqual([1536, 1024]);
    // The image is not blank and is fully opaque.
    expect(new Set(data.filter((_, index) => index % 4 === 0)).size).toBeGreaterThan(20);
    expect(data.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
    const text = encode(PROMPT).length;
    expect(response).toMatchObject({
      background: 'opaque',
      output_format: 'png',
      quality: 'low',
      size: '1536x1024',
      usage: {
        input_tokens: text,
        output_tokens: 400,
        total_tokens: text + 400,
        input_tokens_details: { text_tokens: text, image_tokens: 0 },
      },
    });
  });

  it('generates the same image for the same request, and different images within one request', async () => {
    const ask = { model: 'dall-e-2', prompt: PROMPT, size: '256x256', response_format: 'b64_json' } as const;
    const one = await world.client.images.generate(ask);
    const two = await world.client.images.generate({ ...ask, n: 2 });
    expect(bytesOf(two)).toEqual(bytesOf(one));
    expect(bytesOf(two, 1)).not.toEqual(bytesOf(one));
    expect(one.usage).toBeUndefined();
  });

  it.each(['png', 'jpeg', 'webp'] as const)('generates %s', async (format) => {
    const response = await world.client.images.generate({
      model: MODEL,
      prompt: PROMPT,
      size: '1024x1024',
      quality: 'low',
      output_format: format,
      ...(format !== 'png' && { output_compression: 50 }),
    });
    expect(formatOf(bytesOf(response))).toBe(format);
    expect(response.output_format).toBe(format);
  });

  it('generates a transparent background on request', async () => {
    const response = await world.client.images.generate({
      model: MODEL,
      prompt: 'A paper boat',
      size: '1024x1024',
      quality: 'low',
      background: 'transparent',
    });
    const { data } = decodePng(bytesOf(response));
    const alphas = data.filter((_, index) => index % 4 === 3);
    const clear = alphas.filter((alpha) => alpha === 0).length / alphas.length;
    expect(clear).toBeGreaterThan(0.05);
    expect(clear).toBeLessThan(0.99);
    expect(response.background).toBe('transparent');
  });

  it('serves images at URLs that need no key', async () => {
    const { data } = await world.client.images.generate({
      model: 'dall-e-3',
      prompt: PROMPT,
      size: '1024x1024',
    });
    const [picture] = data ?? [];
    expect(picture?.revised_prompt).toContain('red fox in the snow');
    const url = picture?.url as string;
    // In process there is no port; the instance itself serves the URL.
    const isOnSocket = new URL(world.client.baseURL).hostname === '127.0.0.1';
    const get = isOnSocket ? fetch : world.fake.fetch;
    const reply = await get(url);
    expect(reply.headers.get('content-type')).toBe('image/png');
    const { width } = decodePng(Buffer.from(await reply.arrayBuffer()));
    expect(width).toBe(1024);
    const missing = await get(url.replace(/img-\w{8}/, 'img-00000000'));
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('streams partial images that lead to the final one', async () => {
    const ask = { model: MODEL, prompt: PROMPT, size: '1024x1024', quality: 'low' } as const;
    const stream = await world.client.images.generate({ ...ask, stream: true, partial_images: 2 });
    const events: OpenAI.ImageGenStreamEvent[] = [];
    for await (const event of stream) events.push(event);
    expect(events.map(({ type }) => type)).toEqual([
      'image_generation.partial_image',
      'image_generation.partial_image',
      'image_generation.completed',
    ]);
    expect(events.map((event) => 'partial_image_index' in event && event.partial_image_index)).toEqual([
      0,
      1,
      false,
    ]);
    const pictures = events.map(({ b64_json }) => decodePng(Buffer.from(b64_json, 'base64')));
    const [first, second, finished] = pictures as [
      (typeof pictures)[0],
      (typeof pictures)[0],
      (typeof pictures)[0],
    ];
    expect(differenceOf(second, finished)).toBeGreaterThan(0);
    expect(differenceOf(first, finished)).toBeGreaterThan(differenceOf(second, finished));
    const last = events.at(-1) as OpenAI.ImageGenCompletedEvent;
    expect(last.usage.output_tokens).toBe(272 + 2 * 100);
    // The plain response equals the last event of the stream.
    const whole = await world.client.images.generate(ask);
    expect(bytesOf(whole)).toEqual(Buffer.from(last.b64_json, 'base64'));
  });

  it('edits an uploaded image only where its mask is transparent', async () => {
    const image = encodePng(1024, 1024, (x, y) => [x >> 2, y >> 2, 90, 255]);
    const isClear = (x: number, y: number): boolean => x >= 300 && x < 700 && y >= 400 && y < 800;
    const mask = encodePng(1024, 1024, (x, y) => [0, 0, 0, isClear(x, y) ? 0 : 255]);
    const response = await world.client.images.edit({
      model: MODEL,
      prompt: 'Add a yellow balloon',
      image: await upload(image),
      mask: await upload(mask),
      size: '1024x1024',
      quality: 'low',
    });
    const [before, after] = [decodePng(image), decodePng(bytesOf(response))];
    let changed = 0;
    let strayed = 0;
    for (let pixel = 0; pixel < 1024 * 1024; pixel++) {
      const isSame = [0, 1, 2, 3].every((at) => before.data[pixel * 4 + at] === after.data[pixel * 4 + at]);
      if (isSame) continue;
      if (isClear(pixel % 1024, Math.floor(pixel / 1024))) changed++;
      else strayed++;
    }
    expect(strayed).toBe(0);
    expect(changed).toBeGreaterThan(400 * 400 * 0.2);
    expect(response.usage?.input_tokens_details.image_tokens).toBe(65 + 129);
  });

  it('combines several uploaded images, streamed or not', async () => {
    const stream = await world.client.images.edit({
      model: MODEL,
      prompt: 'A gift basket with these two',
      image: [await upload(source), await upload(source)],
      input_fidelity: 'high',
      quality: 'low',
      size: '1024x1024',
      stream: true,
      partial_images: 1,
    });
    const types: string[] = [];
    let tokens = 0;
    for await (const event of stream) {
      types.push(event.type);
      if (event.type === 'image_edit.completed') tokens = event.usage.input_tokens_details.image_tokens;
    }
    expect(types).toEqual(['image_edit.partial_image', 'image_edit.completed']);
    expect(tokens).toBe(2 * (65 + 129 + 4160));
  });

  it('edits images referenced in JSON, including one generated earlier', async () => {
    const made = await world.client.images.generate({ model: 'dall-e-2', prompt: PROMPT, size: '256x256' });
    const body = {
      model: MODEL,
      prompt: 'Side by side',
      quality: 'low',
      images: [
        { image_url: `data:image/png;base64,${source.toString('base64')}` },
        { image_url: made.data?.[0]?.url },
      ],
    };
    const response: OpenAI.ImagesResponse = await world.client.post('/images/edits', { body });
    expect(formatOf(bytesOf(response))).toBe('png');
    expect(response.usage?.input_tokens_details.image_tokens).toBe(2 * (65 + 129));
  });

  it('creates variations of an image', async () => {
    const { data } = await world.client.images.createVariation({
      image: await upload(source),
      n: 2,
      size: '256x256',
      response_format: 'b64_json',
    });
    const files = data?.map(({ b64_json }) => Buffer.from(b64_json ?? '', 'base64')) ?? [];
    expect(files).toHaveLength(2);
    expect(files[0]).not.toEqual(files[1]);
    for (const file of files) {
      const varied = decodePng(file);
      expect([varied.width, varied.height]).toEqual([256, 256]);
      const difference = differenceOf(varied, decodePng(source));
      expect(difference).toBeGreaterThan(0);
      expect(difference).toBeLessThan(48);
    }
  });

  it('rejects parameters that a model does not support, in the API’s wording', async () => {
    const { images } = world.client;
    expect(await problem(images.generate({ model: MODEL, prompt: PROMPT, size: '512x512' }))).toMatchObject({
      param: 'size',
      code: 'invalid_value',
      message: expect.stringContaining("'1024x1024', '1024x1536', '1536x1024', and 'auto'"),
    });
    expect(
      await problem(images.generate({ model: MODEL, prompt: PROMPT, response_format: 'url' })),
    ).toMatchObject({ param: 'response_format', code: 'unknown_parameter' });
    expect(await problem(images.generate({ model: 'dall-e-3', prompt: PROMPT, n: 2 }))).toMatchObject({
      message: expect.stringContaining('You must provide n=1 for this model.'),
    });
    expect(await problem(images.generate({ model: 'dall-e-2', prompt: 'x'.repeat(1001) }))).toMatchObject({
      param: 'prompt',
      code: 'string_above_max_length',
    });
  });

  it('rejects damaged files and files that are not images', async () => {
    const edit = async (image: Buffer, type?: string) =>
      problem(world.client.images.edit({ model: MODEL, prompt: 'A hat', image: await upload(image, type) }));
    expect(await edit(source, 'text/plain')).toMatchObject({
      code: 'unsupported_file_mimetype',
      param: 'image',
    });
    expect(await edit(Buffer.from('no picture'))).toMatchObject({
      code: 'invalid_image_file',
      param: 'image',
    });
    const damaged = Buffer.from(source);
    damaged.fill(7, 60, 200);
    expect(await edit(damaged)).toMatchObject({ code: 'invalid_image_file', param: 'image' });
    const bomb = Buffer.from(source);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await edit(bomb)).toMatchObject({ code: 'invalid_image_file', param: 'image' });
  });

  it('needs a key to generate images', async () => {
    const stranger = world.connect({ apiKey: `${KEY}x` });
    await expect(stranger.images.generate({ model: MODEL, prompt: PROMPT })).rejects.toBeInstanceOf(
      OpenAI.AuthenticationError,
    );
  });
}
