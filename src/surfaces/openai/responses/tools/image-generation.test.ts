import { afterAll, describe, expect, it } from 'vitest';
import { createCodecs } from '../../../../media/image/codecs/codecs.ts';
import { measureImage } from '../../../../media/measure-image.ts';
import { createVirtualClock } from '../../../../runtime/virtual-clock.ts';
import { fixedLatency, KEY, openRig } from '../../../rig.cases.ts';
import { only } from '../../api.ts';
import { conversations } from '../../conversations/noun.ts';
import { files } from '../../files/noun.ts';
import { responses } from '../noun.ts';

interface Item {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly result?: string | null;
  readonly action?: string;
  readonly revised_prompt?: string;
  readonly size?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly content?: readonly { readonly text: string }[];
}

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly output: readonly Item[];
  readonly usage: { readonly input_tokens: number; readonly output_tokens: number };
  readonly tool_usage?: {
    readonly image_gen: { readonly input_tokens: number; readonly output_tokens: number };
  };
  readonly error?: { readonly param: string; readonly message: string; readonly code: string };
}

interface Told {
  readonly type: string;
  readonly sequence_number: number;
  readonly item?: Item;
  readonly partial_image_b64?: string;
  readonly response?: Shown;
}

/** A model that is not in the catalogue makes small images. */
const small = { type: 'image_generation', model: 'acme/painter', size: '96x64' } as const;
const input = 'Please draw me a picture of a red fox in the snow!';
const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };

function open(options: Parameters<typeof openRig>[1] = {}) {
  const rig = openRig([only(responses, conversations, files)], { seed: 1, ...options });
  const send = (path: string, body?: object | FormData) =>
    rig.fetch(`http://x/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: body instanceof FormData ? { authorization: headers.authorization } : headers,
      ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  const call = async <T = Shown>(path: string, body?: object): Promise<T> =>
    (await send(path, body)).json() as Promise<T>;
  const create = (body: object = {}, tool: object = {}) =>
    call('/responses', { model: 'gpt-4o', input, tools: [{ ...small, ...tool }], ...body });
  const stream = async (path: string, body?: object) => eventsIn(await (await send(path, body)).text());
  return { ...rig, send, call, create, stream };
}

const world = open();
const { call, create, stream } = world;
afterAll(() => world.platform.close());

function eventsIn(text: string): Told[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 6)) as Told);
}

const imageOf = ({ output }: Shown): Item => {
  const item = output.find(({ type }) => type === 'image_generation_call');
  if (!item) throw new Error(`no image in ${JSON.stringify(output).slice(0, 500)}`);
  return item;
};
const textOf = ({ output }: Shown): string =>
  output.find(({ type }) => type === 'message')?.content?.[0]?.text ?? '';
const measure = (base64: string | null | undefined) => measureImage(Buffer.from(base64 ?? '', 'base64'));
const codecs = createCodecs();
const pixelsOf = async (base64: string | null | undefined): Promise<Uint8ClampedArray> =>
  (await codecs.decode(Buffer.from(base64 ?? '', 'base64'))).raster.data;
const distance = (one: Uint8ClampedArray, other: Uint8ClampedArray): number =>
  one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] as number)), 0);
const dataUrl = (base64: string | null | undefined): string => `data:image/png;base64,${base64}`;

describe('a picture', () => {
  it('is made where one is asked for, and the answer says so', async () => {
    const response = await create();
    expect(response.output.map(({ type }) => type)).toEqual(['image_generation_call', 'message']);
    expect(imageOf(response)).toEqual({
      id: expect.stringMatching(/^ig_/),
      type: 'image_generation_call',
      status: 'completed',
      action: 'generate',
      background: 'opaque',
      output_format: 'png',
      quality: 'medium',
      result: expect.any(String),
      revised_prompt: 'A red fox in the snow',
      size: '96x64',
    });
    expect(measure(imageOf(response).result)).toMatchObject({ format: 'png', width: 96, height: 64 });
    expect(textOf(response)).toMatch(/a red fox in the snow\.$/);
    expect(response.tool_usage?.image_gen).toMatchObject({ input_tokens: 6, output_tokens: 8 });
    expect(await call(`/responses/${response.id}`)).toEqual(response);
  });

  it('follows what the tool says of it', async () => {
    const look = { output_format: 'webp', output_compression: 30, quality: 'low', background: 'transparent' };
    const item = imageOf(await create({}, { ...look, size: '64x128' }));
    const { output_compression: _, ...shown } = look;
    expect(item).toMatchObject({ ...shown, size: '64x128' });
    expect(measure(item.result)).toMatchObject({ format: 'webp', width: 64, height: 128 });
  });

  it('is made if the tool is forced, and not if it is not wanted', async () => {
    const tool_choice = { type: 'image_generation' };
    expect(imageOf(await create({ input: 'A lighthouse', tool_choice })).revised_prompt).toBe('A lighthouse');
    expect(imageOf(await create({ input: 'A mill', tool_choice: 'required' })).status).toBe('completed');
    for (const plain of ['What is 6 * 7?', 'How do I draw a fox?', 'Draw a conclusion from this.']) {
      const { output } = await create({ input: plain });
      expect(output.map(({ type }) => type)).toEqual(['message']);
    }
  });

  it('is not made if a limit cuts its call off', async () => {
    const { output, status } = await create({ max_output_tokens: 16 });
    expect(status).toBe('incomplete');
    expect(output.at(-1)).toMatchObject({ type: 'image_generation_call', status: 'failed', result: null });
  });
});

describe('a stream', () => {
  it('tells the progress, with partial images that get finer', async () => {
    const events = await stream('/responses', {
      model: 'gpt-4o',
      input,
      stream: true,
      tools: [{ ...small, partial_images: 3 }],
    });
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
    const types = events.map(({ type }) => type);
    const from = types.indexOf('response.output_item.added');
    const about = 'response.image_generation_call';
    expect(types.slice(from, types.indexOf('response.output_item.done') + 1)).toEqual([
      'response.output_item.added',
      `${about}.in_progress`,
      `${about}.generating`,
      `${about}.partial_image`,
      `${about}.partial_image`,
      `${about}.partial_image`,
      `${about}.completed`,
      'response.output_item.done',
    ]);
    expect(events.find(({ type }) => type === 'response.output_item.added')?.item).toMatchObject({
      status: 'in_progress',
      result: null,
    });
    const partials = events.filter(({ type }) => type === `${about}.partial_image`);
    expect(partials[1]).toMatchObject({
      partial_image_index: 1,
      size: '96x64',
      quality: 'medium',
      background: 'opaque',
      output_format: 'png',
    });
    const images = partials.map((event) => event.partial_image_b64 ?? '');
    for (const image of images) expect(measure(image)).toMatchObject({ width: 96, height: 64 });
    const { response } = events.at(-1) as Told;
    const whole = await call(`/responses/${response?.id}`);
    const finished = await pixelsOf(imageOf(whole).result);
    const distances = await Promise.all(images.map(async (one) => distance(await pixelsOf(one), finished)));
    expect(distances).toEqual(distances.toSorted((one, other) => other - one));
    expect(distances.at(-1)).toBeGreaterThan(0);
    expect(response).toEqual(whole);
    expect(events.find(({ type }) => type === 'response.output_item.done')?.item).toEqual(whole.output[0]);
  });

  it('takes the time of the pace of the image model', async () => {
    const clock = createVirtualClock();
    const { stream, platform } = open({ clock, latencyModel: fixedLatency(100, 10) });
    const before = clock.now();
    await stream('/responses', { model: 'gpt-4o', input, stream: true, tools: [small] });
    const plain = clock.now() - before;
    await stream('/responses', {
      model: 'gpt-4o',
      input,
      stream: true,
      tools: [{ ...small, size: '1024x1024', quality: 'high', output_format: 'jpeg' }],
    });
    expect(clock.now() - before - plain).toBeGreaterThan(plain);
    await platform.close();
  });
});

describe('a response in the background', () => {
  it('keeps its images, also partial ones, until they are due', async () => {
    const clock = createVirtualClock({ automatic: false });
    const { create, call, stream, platform } = open({ clock, latencyModel: fixedLatency(100, 10) });
    const { id } = await create({ background: true }, { partial_images: 1 });
    await clock.advance(100 + 30 * 10);
    const [begun] = (await call(`/responses/${id}`)).output;
    expect(begun).toMatchObject({ type: 'image_generation_call', status: 'generating', result: null });
    const cancelled = await create({ background: true, input: 'Paint a mill' });
    await clock.advance(100 + 30 * 10);
    const left = await call(`/responses/${cancelled.id}/cancel`, {});
    expect(left.output).toMatchObject([{ status: 'failed', result: null }]);
    await clock.advance(600_000);
    const whole = await call(`/responses/${id}`);
    expect(measure(imageOf(whole).result)).toMatchObject({ width: 96 });
    const events = await stream(`/responses/${id}?stream=true&starting_after=3`);
    expect(events[0]?.sequence_number).toBe(4);
    expect(events.filter(({ partial_image_b64: image }) => image !== undefined)).toHaveLength(1);
    expect(events.at(-1)?.response).toEqual(whole);
    await platform.close();
  });
});

describe('an edit', () => {
  const photo = async (): Promise<string> => dataUrl(imageOf(await create({ input: 'Draw a mill' })).result);
  const asked = (text: string, ...parts: object[]) => [
    { role: 'user', content: [{ type: 'input_text', text }, ...parts] },
  ];

  it('changes an image of the input, by data URL or by file id', async () => {
    const image_url = await photo();
    const text = 'Make the sky of this picture red';
    const byUrl = imageOf(await create({ input: asked(text, { type: 'input_image', image_url }) }));
    expect(byUrl).toMatchObject({ action: 'edit', status: 'completed', revised_prompt: text });
    const form = new FormData();
    form.set('purpose', 'vision');
    form.set('file', new File([Buffer.from(image_url.split(',')[1] ?? '', 'base64')], 'mill.png'));
    const { id: file_id } = (await (await world.send('/files', form)).json()) as { id: string };
    const byFile = imageOf(await create({ input: asked(text, { type: 'input_image', file_id }) }));
    expect(byFile).toMatchObject({ action: 'edit', status: 'completed' });
    expect(measure(byFile.result)).toMatchObject({ width: 96, height: 64 });
  });

  it('repaints what a mask leaves open', async () => {
    const image_url = await photo();
    const mask = dataUrl(
      imageOf(await create({ input: 'Draw a dot' }, { background: 'transparent' })).result,
    );
    const edited = await create(
      { input: asked('Add a flag', { type: 'input_image', image_url }) },
      { input_image_mask: { image_url: mask } },
    );
    expect(imageOf(edited)).toMatchObject({ action: 'edit', status: 'completed' });
  });

  it.each([
    [
      'previous_response_id',
      (first: Shown) => ({ previous_response_id: first.id, input: 'Now make it blue' }),
    ],
    [
      'items',
      (first: Shown) => ({ input: [...first.output, { role: 'user', content: 'Now make it blue' }] }),
    ],
    [
      'the id of the call',
      (first: Shown) => ({
        input: [
          { type: 'image_generation_call', id: imageOf(first).id },
          { role: 'user', content: 'Now make it blue' },
        ],
      }),
    ],
  ])('changes an earlier image, given by %s', async (_, next) => {
    const first = await create();
    const edited = await create(next(first) as object);
    expect(imageOf(edited)).toMatchObject({
      action: 'edit',
      revised_prompt: 'Make it blue',
      status: 'completed',
    });
    expect(imageOf(edited).result).not.toBe(imageOf(first).result);
    expect(edited.tool_usage?.image_gen.input_tokens).toBeGreaterThan(4);
  });

  it('changes the image of a conversation', async () => {
    const { id: conversation } = await call<{ id: string }>('/conversations', {});
    const first = await create({ conversation });
    const edited = await create({ conversation, input: 'Remove the snow' });
    expect(imageOf(edited)).toMatchObject({ action: 'edit', status: 'completed' });
    const { data } = await call<{ data: Item[] }>(`/conversations/${conversation}/items?order=asc`);
    expect(data.filter(({ type }) => type === 'image_generation_call')).toEqual([
      imageOf(first),
      imageOf(edited),
    ]);
  });

  it('counts the tokens of an earlier image the same, however it is given', async () => {
    const first = await create({ input: 'Draw a mill' });
    const items = [{ role: 'user', content: 'Draw a mill' }, ...first.output];
    const next = { role: 'user', content: 'Thanks. What is 2 + 2?' };
    const chained = await create({ previous_response_id: first.id, input: [next] });
    const repeated = await create({ input: [...items, next] });
    expect(repeated.usage.input_tokens).toBe(chained.usage.input_tokens);
    const listed = await call<{ data: Item[] }>(`/responses/${repeated.id}/input_items?order=asc`);
    expect(listed.data[1]).toEqual(imageOf(first));
  });

  it('fails as a call if the image cannot be edited, and the answer says why', async () => {
    const remote = { type: 'input_image', image_url: 'https://example.com/mill.png' };
    const response = await create({ input: asked('Make the sky of this picture red', remote) });
    const item = imageOf(response);
    expect(item).toMatchObject({ status: 'failed', result: null, error: { code: 'invalid_image_url' } });
    expect(item.error?.message).toContain('remote images are not fetched');
    expect(textOf(response)).toContain('No image was made.');
    expect(response.status).toBe('completed');
  });
});

describe('bad input', () => {
  it.each<[string, object]>([
    ['model', { model: 'gpt-4o' }],
    ['model', { model: 'dall-e-3', size: '1024x1024', action: 'edit' }],
    ['size', { model: 'gpt-image-1', size: '100x100' }],
    ['quality', { quality: 'xhigh' }],
    ['output_format', { output_format: 'gif' }],
    ['output_format', { output_format: 'svg' }],
    ['output_compression', { output_compression: 50 }],
    ['background', { background: 'transparent', output_format: 'jpeg' }],
    ['input_fidelity', { model: 'gpt-image-1-mini', size: 'auto', input_fidelity: 'high' }],
    ['partial_images', { partial_images: 4 }],
    ['frame_count', { frame_count: 2 }],
    ['frame_duration_ms', { frame_duration_ms: 2 }],
    ['complexity', { complexity: 'low' }],
    ['svg', { svg: {} }],
    ['input_image_mask', { input_image_mask: {} }],
    ['input_image_mask', { input_image_mask: { file_id: 'file-1' }, action: 'generate' }],
    ['input_image_mask', { input_image_mask: { file_id: 'file-1' } }],
    ['action', { action: 'edit' }],
  ])('names %s: %j', async (member, tool) => {
    const { error } = await create({}, tool);
    expect(error?.param).toBe(`tools[0].${member}`);
  });

  it('names the mask that cannot be used', async () => {
    const input = [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'Add a flag' },
          { type: 'input_image', image_url: dataUrl(imageOf(await create()).result) },
        ],
      },
    ];
    const of = async (input_image_mask: object) => (await create({ input }, { input_image_mask })).error;
    expect((await of({ file_id: 'file-1' }))?.param).toBe('tools[0].input_image_mask.file_id');
    const other = dataUrl(imageOf(await create({}, { size: '64x64' })).result);
    expect((await of({ image_url: other }))?.param).toMatch(/^tools\[0\]\.input_image_mask/);
    const opaque = dataUrl(imageOf(await create()).result);
    expect((await of({ image_url: opaque }))?.param).toMatch(/^tools\[0\]\.input_image_mask/);
  });

  it('names a call that does not exist', async () => {
    const { error } = await create({ input: [{ type: 'image_generation_call', id: 'ig_1' }] });
    expect(error).toMatchObject({ param: 'input', message: expect.stringContaining('ig_1') });
  });

  it('refuses images that are too large together', async () => {
    const { create, platform } = open({ answerLimit: 3000 });
    const { error } = await create();
    expect(error).toMatchObject({ code: 'answer_too_large', message: expect.stringContaining("'size'") });
    await platform.close();
  });
});
