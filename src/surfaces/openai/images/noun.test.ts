import { describe, expect, it } from 'vitest';
import { createFixedLatency } from '../../../engine/latency/fixed.ts';
import type { LatencyModel } from '../../../engine/latency/model.ts';
import { createNoLatency } from '../../../engine/latency/none.ts';
import { createTokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import { incoming, KEYS } from '../../../kernel/dispatch.cases.ts';
import type { Call } from '../../../kernel/operation.ts';
import type { StreamReply } from '../../../kernel/reply.ts';
import type { EditJob, GenerateJob, ImageRenderer, VaryJob } from '../../../media/image/renderer.ts';
import { ImageUnreadable, type UnreadableReason } from '../../../media/image/unreadable.ts';
import { WorkerPoolBusy } from '../../../media/worker-pool.ts';
import { Abort } from '../../../runtime/abort.ts';
import { play } from '../../../runtime/timeline.ts';
import { createTurns } from '../../../runtime/turns.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { modelCall } from '../../../serving/requested-model.cases.ts';
import { openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { type FileRecord, fileCollection } from '../files/record.ts';
import { images } from './noun.ts';

type Job =
  | (GenerateJob & { action: 'generate' })
  | (EditJob & { action: 'edit' })
  | (VaryJob & { action: 'vary' });

/** A renderer that paints nothing: an image is the header of a PNG file, followed by the job as text. */
function createFakeRenderer() {
  const jobs: Job[] = [];
  let failure: Error | undefined;
  let gate: Promise<void> | undefined;
  let free = 0;
  const draw = async (job: Job): Promise<Uint8Array> => {
    const isHeld = jobs.push(job) > free;
    const { seed, width, height, output } = job;
    const step = 'step' in job ? `${job.step}/${job.steps}` : '';
    if (isHeld) await gate;
    if (failure) throw failure;
    const text = `${job.action} ${width}x${height} ${output.format} ${step} ${seed}`;
    return Buffer.concat([pngHead(width, height), Buffer.from(text), Buffer.alloc(padding)]);
  };
  let inside = 0;
  let padding = 0;
  const renderer: ImageRenderer = {
    reserve: async (bytes) => {
      inside += bytes;
      return () => {
        inside -= bytes;
      };
    },
    generate: (job) => draw({ ...job, action: 'generate' }),
    edit: (job) => draw({ ...job, action: 'edit' }),
    vary: (job) => draw({ ...job, action: 'vary' }),
    chart: () => Promise.reject(new Error('Not used')),
    close: async () => {},
  };
  return {
    renderer,
    jobs,
    /** Bytes that the requests at work have taken. */
    inside: () => inside,
    /** Makes the images longer. */
    pad: (bytes: number) => {
      padding = bytes;
    },
    fail: (error: Error) => {
      failure = error;
    },
    /** Finishes this many jobs and holds the others until the returned function is called. */
    hold: (after: number) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      free = after;
      return resolve;
    },
  };
}

const tokenizers = createTokenizers();
const exactly = (mean: number) => ({ mean, deviation: 0, shape: 'none' }) as const;

function open(latencyModel: LatencyModel = createNoLatency()) {
  const fake = createFakeRenderer();
  const rig = openRig([only(images)], {
    latencyModel,
    seed: 1,
    bodyLimit: 80_000_000,
    apiKeys: [KEYS[0]],
    parts: { renderer: fake.renderer },
  });
  const { clock, operations } = rig;
  const { store, collection } = rig.platform;
  const send = async (path: string, body?: object | FormData, abort = new Abort()) => {
    const form = body instanceof FormData ? new Request('http://x', { method: 'POST', body }) : undefined;
    return rig.dispatch(
      incoming({
        path,
        abort,
        receivedAt: clock.now(),
        ...(form
          ? {
              method: 'POST',
              body: new Uint8Array(await form.arrayBuffer()),
              headers: {
                authorization: `Bearer ${KEYS[0]}`,
                'content-type': form.headers.get('content-type') as string,
              },
            }
          : { json: body }),
      }),
    );
  };
  /** The parsed response. */
  const ask = async (path: string, body: object | FormData) => {
    const { status, body: text } = await send(`/v1/images/${path}`, body);
    const answer = JSON.parse(String(text));
    return { status, ...answer, error: answer.error };
  };
  /** The frames of a stream, each with its arrival time. */
  const listen = async (body: object, abort = new Abort()) => {
    const row = operations.find(({ id }) => id === 'createImage');
    const { principal, observation } = modelCall();
    const call: Partial<Call> = {
      body,
      abort,
      principal,
      observation,
      origin: 'http://x',
      receivedAt: clock.now(),
    };
    const reply = (await row?.handle(call as never)) as StreamReply;
    const frames: { at: number; text: string }[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const playback = play({ clock, turns: createTurns(clock) }, reply.frames, {
      write: (text) => frames.push({ at: clock.now(), text: String(text) }) > 0,
      end: resolve,
      fail: reject,
    });
    return { reply, frames, ended: promise, playback, observation };
  };
  /** Stores a file and returns its id. */
  const keep = async (bytes: Uint8Array, part: Partial<FileRecord> = {}) => {
    const blob = await store.blobs.write([bytes]);
    const record: FileRecord = {
      id: `file-${blob.id}`,
      filename: 'a.png',
      purpose: 'vision',
      contentType: 'image/png',
      bytes: blob.bytes,
      createdAt: 0,
      expiresAt: null,
      pieces: [blob],
      ...part,
    };
    await collection(fileCollection).in('default').insert(record, { createdAt: 0 });
    return record.id;
  };
  return { ...rig, ...fake, send, ask, listen, keep };
}

type Sent = Awaited<ReturnType<ReturnType<typeof openRig>['dispatch']>>;

async function bytesOf({ frames, body }: Sent): Promise<Buffer> {
  if (!frames) return Buffer.from(body);
  const pieces: Buffer[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const clock = createVirtualClock();
  play({ clock, turns: createTurns(clock) }, frames, {
    write: (piece) => pieces.push(Buffer.from(piece as Uint8Array)) > 0,
    end: resolve,
    fail: reject,
  });
  await promise;
  return Buffer.concat(pieces);
}

/** The header of a PNG file, the only part that is read here. */
function pngHead(width: number, height: number, length = 33): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(length);
  bytes.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return new Uint8Array(bytes);
}

const webpHead = (): Uint8Array<ArrayBuffer> => {
  const bytes = Buffer.alloc(32);
  bytes.write('RIFF\0\0\0\0WEBPVP8L', 'latin1');
  bytes[20] = 0x2f;
  bytes.writeUInt32LE(1023 | (1023 << 14), 21);
  return new Uint8Array(bytes);
};

const file = (bytes: Uint8Array<ArrayBuffer>, type = 'image/png') => new File([bytes], 'picture', { type });

function form(members: Record<string, string | File | readonly File[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(members)) {
    if (Array.isArray(value)) for (const one of value) data.append(`${name}[]`, one);
    else data.append(name, value as string | File);
  }
  return data;
}

const toUri = (bytes: Uint8Array, type = 'image/png'): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

const textOf = (bytes: string | Uint8Array): string =>
  (typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : Buffer.from(bytes)).subarray(33).toString();

const GPT = { model: 'gpt-image-1', prompt: 'A cute baby sea otter' };

describe('createImage', () => {
  it('returns base64, a description of the images, and usage', async () => {
    const { ask, jobs, ended } = open();
    const answer = await ask('generations', { ...GPT, quality: 'high', size: '1536x1024', n: 2 });
    const { data, status, error, ...rest } = answer;
    expect(status).toBe(200);
    const { count } = await tokenizers.load('o200k_base');
    const text = count(GPT.prompt);
    expect(rest).toEqual({
      created: 1_735_689_600,
      background: 'opaque',
      output_format: 'png',
      quality: 'high',
      size: '1536x1024',
      usage: {
        input_tokens: text,
        output_tokens: 2 * 6208,
        total_tokens: text + 2 * 6208,
        input_tokens_details: { text_tokens: text, image_tokens: 0 },
        output_tokens_details: { text_tokens: 0, image_tokens: 2 * 6208 },
      },
    });
    expect(data).toHaveLength(2);
    expect(data.map(Object.keys)).toEqual([['b64_json'], ['b64_json']]);
    expect(textOf(data[0].b64_json)).toBe(`generate 1536x1024 png  ${jobs[0]?.seed}`);
    expect(jobs).toMatchObject([
      { prompt: GPT.prompt, transparent: false, detail: 1, output: { format: 'png' } },
      { width: 1536, height: 1024 },
    ]);
    expect(jobs[0]?.seed).not.toBe(jobs[1]?.seed);
    expect(ended[0]).toMatchObject({
      model: 'gpt-image-1',
      usage: { promptTokens: text, completionTokens: 2 * 6208 },
      outcome: 'ok',
    });
  });

  it('is reproducible, and differs for other requests', async () => {
    const seedOf = async (body: object) => {
      const { ask, jobs } = open();
      await ask('generations', body);
      return jobs[0]?.seed;
    };
    const seed = await seedOf(GPT);
    expect(await seedOf(GPT)).toBe(seed);
    expect(await seedOf({ ...GPT, quality: 'high' })).toBe(seed);
    expect(await seedOf({ ...GPT, prompt: 'A cute baby seal' })).not.toBe(seed);
    expect(await seedOf({ ...GPT, model: 'gpt-image-1.5' })).not.toBe(seed);
  });

  it('passes on background, format and compression', async () => {
    const { ask, jobs } = open();
    const answer = await ask('generations', {
      ...GPT,
      background: 'transparent',
      output_format: 'webp',
      output_compression: 40,
      moderation: 'low',
      user: 'ada',
    });
    expect(answer).toMatchObject({ background: 'transparent', output_format: 'webp' });
    expect(jobs[0]).toMatchObject({ transparent: true, output: { format: 'webp', compression: 40 } });
  });

  it('returns the revised prompt', async () => {
    const { ask } = open();
    const body = { model: 'dall-e-3', prompt: 'A red fox in the snow.', response_format: 'b64_json' };
    const vivid = await ask('generations', body);
    expect(Object.keys(vivid).sort()).toEqual(['created', 'data', 'error', 'status']);
    const revised = vivid.data[0].revised_prompt;
    expect(revised).toContain('a red fox in the snow.');
    expect(revised.length).toBeGreaterThan(60);
    const natural = await ask('generations', { ...body, style: 'natural' });
    expect(natural.data[0].revised_prompt).not.toBe(revised);
  });

  it('serves returned URLs for one hour, to anyone', async () => {
    const { ask, send, clock } = open();
    const { data } = await ask('generations', { model: 'dall-e-2', prompt: 'a fox', n: 2, size: '512x512' });
    const urls: URL[] = data.map(({ url }: { url: string }) => new URL(url));
    for (const url of urls)
      expect(url.href).toMatch(/^http:\/\/fakeai\.test\/v1\/images\/files\/img-\w{40}\.png$/);
    const [one, other] = urls as [URL, URL];
    const get = async (path: string) => {
      const outgoing = await send(path);
      return { ...outgoing, body: await bytesOf(outgoing) };
    };
    const reply = await get(one.pathname);
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' });
    expect(textOf(reply.body)).toMatch(/^generate 512x512 png/);
    expect((await get(other.pathname)).body).not.toEqual(reply.body);
    clock.advance(3_600_000);
    const gone = await get(one.pathname);
    expect(gone.status).toBe(404);
    expect(JSON.parse(String(gone.body)).error).toMatchObject({
      type: 'invalid_request_error',
      code: 'not_found',
    });
  });

  it('responds when the images are due', async () => {
    const { ask, clock } = open(createFixedLatency({ ttft: exactly(500), itl: exactly(20) }));
    await ask('generations', { ...GPT, size: '1024x1024', quality: 'medium' });
    expect(clock.now()).toBe(500 + 74 * 20);
    expect(clock.pending).toBe(0);
  });

  it('starts no more images after the client has disconnected', async () => {
    const { send, hold, jobs, ended } = open();
    const release = hold(0);
    const abort = new Abort();
    const answer = send('/v1/images/generations', { ...GPT, n: 5 }, abort);
    await expect.poll(() => jobs.length).toBe(1);
    abort.abort();
    release();
    expect((await answer).status).toBe(499);
    expect(jobs).toHaveLength(1);
    expect(ended[0]).toMatchObject({ outcome: 'aborted' });
    expect(ended[0]?.usage).toBeUndefined();
  });

  it('reports a busy renderer', async () => {
    const { ask, fail } = open();
    fail(new WorkerPoolBusy('full'));
    expect(await ask('generations', GPT)).toMatchObject({ status: 503, error: { code: 'overloaded' } });
  });

  it('uses OpenAI’s error messages', async () => {
    const { ask, jobs } = open();
    const refusal = async (body: object) => (await ask('generations', { ...GPT, ...body })).error;
    expect(await refusal({ size: '512x512' })).toEqual({
      message:
        "Invalid value: '512x512'. Supported values are: '1024x1024', '1024x1536', '1536x1024', and 'auto'.",
      type: 'invalid_request_error',
      param: 'size',
      code: 'invalid_value',
    });
    expect(await refusal({ response_format: 'url' })).toEqual({
      message: "Unknown parameter: 'response_format'.",
      type: 'invalid_request_error',
      param: 'response_format',
      code: 'unknown_parameter',
    });
    expect(await refusal({ n: 11 })).toMatchObject({ param: 'n', code: 'integer_above_max_value' });
    expect(await refusal({ prompt: '' })).toMatchObject({ param: 'prompt', code: 'empty_string' });
    expect(await refusal({ partial_images: 4, stream: true })).toMatchObject({ param: 'partial_images' });
    expect(await refusal({ colour: 'red' })).toMatchObject({ param: 'colour', code: 'unknown_parameter' });
    expect(jobs).toEqual([]);
  });
});

describe('images at work', () => {
  it('give their memory back, whatever becomes of the request', async () => {
    const { ask, fail, inside, listen } = open();
    await ask('generations', { ...GPT, n: 3 });
    expect(inside()).toBe(0);
    const streamed = await listen({ ...GPT, stream: true, partial_images: 2 });
    await streamed.ended;
    expect(inside()).toBe(0);
    fail(new Error('broken'));
    await ask('generations', GPT);
    expect(inside()).toBe(0);
  });

  it('give their memory back when the client leaves a stream', async () => {
    const { hold, inside, listen } = open();
    const release = hold(1);
    const { playback } = await listen({ ...GPT, stream: true, partial_images: 2 });
    expect(inside()).toBeGreaterThan(0);
    playback.stop();
    release();
    await expect.poll(inside).toBe(0);
  });

  it('are written in parts when they are large', async () => {
    const { send, pad, inside } = open();
    pad(3_000_000);
    const { headers, frames } = await send('/v1/images/generations', { ...GPT, n: 2 });
    expect(inside()).toBeGreaterThan(0);
    const parts: Buffer[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const clock = createVirtualClock();
    play({ clock, turns: createTurns(clock) }, frames as never, {
      write: (part: string | Uint8Array) => parts.push(Buffer.from(part)) > 0,
      end: resolve,
      fail: reject,
    });
    await promise;
    const text = Buffer.concat(parts);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(text.length),
    });
    expect(JSON.parse(text.toString()).data).toHaveLength(2);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(2 ** 18);
    expect(inside()).toBe(0);
  });
});

describe('an image stream', () => {
  const body = { ...GPT, stream: true, partial_images: 2, size: '1024x1024', quality: 'medium' };

  it('sends partial images and then the finished one, each when it is due', async () => {
    const { listen, jobs } = open(createFixedLatency({ ttft: exactly(500), itl: exactly(20) }));
    const { reply, frames, ended, observation } = await listen(body);
    await ended;
    expect(reply).toMatchObject({ status: 200, contentType: 'text/event-stream; charset=utf-8' });
    expect(frames.map(({ at }) => at)).toEqual([500 + 24 * 20, 500 + 49 * 20, 500 + 74 * 20]);
    expect(jobs).toMatchObject([
      { step: 1, steps: 3 },
      { step: 2, steps: 3 },
      { step: 3, steps: 3 },
    ]);
    expect(new Set(jobs.map(({ seed }) => seed)).size).toBe(1);
    const events = frames.map(({ text }) => {
      const [name, data, ...rest] = text.split('\n');
      expect(rest).toEqual(['', '']);
      const event = JSON.parse((data as string).replace(/^data: /, ''));
      expect(name).toBe(`event: ${event.type}`);
      return event;
    });
    const like = { created_at: 1_735_689_600, background: 'opaque', output_format: 'png' };
    expect(events[0]).toMatchObject({
      ...like,
      type: 'image_generation.partial_image',
      partial_image_index: 0,
      size: '1024x1024',
      quality: 'medium',
    });
    expect(events[1]).toMatchObject({ partial_image_index: 1 });
    expect(events[2]).toMatchObject({
      type: 'image_generation.completed',
      usage: { output_tokens: 1056 + 2 * 100 },
    });
    expect(events.map(({ b64_json }) => textOf(b64_json).split(' ')[3])).toEqual(['1/3', '2/3', '3/3']);
    expect(observation.usage).toMatchObject({ completionTokens: 1256 });
  });

  it('waits for an image that is due but not ready', async () => {
    const { listen, hold, jobs } = open();
    const release = hold(1);
    const { frames, ended } = await listen({ ...body, partial_images: 0, n: 2 });
    await expect.poll(() => jobs.length).toBe(2);
    expect(frames).toHaveLength(1);
    release();
    await ended;
    expect(frames).toHaveLength(2);
    expect(frames.every(({ text }) => text.startsWith('event: image_generation.completed'))).toBe(true);
    // Each has the usage of the request so far.
    const outputs = frames.map(({ text }) => /"output_tokens":(\d+)/.exec(text)?.[1]);
    expect(outputs).toEqual(['1056', '2112']);
  });

  it('ends when the client disconnects, with the usage so far', async () => {
    const { listen, jobs, clock } = open(createFixedLatency({ ttft: exactly(500), itl: exactly(20) }));
    const { frames, playback, observation } = await listen({ ...body, n: 10 });
    expect(frames).toHaveLength(1);
    playback.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(jobs.length).toBeLessThan(6);
    expect(observation.usage).toMatchObject({ completionTokens: 100 });
    expect(clock.pending).toBe(0);
  });

  it('becomes an error response if its first image fails', async () => {
    const { ask, fail } = open();
    fail(new WorkerPoolBusy('full'));
    expect(await ask('generations', body)).toMatchObject({ status: 503 });
  });
});

describe('createImageEdit', () => {
  const image = file(pngHead(1024, 1024));
  const edit = { model: 'gpt-image-1', prompt: 'Add a hat' };

  it('accepts one or several files, and a mask', async () => {
    const { ask, jobs } = open();
    const { usage } = await ask('edits', form({ ...edit, image, n: '1', quality: 'low' }));
    expect(usage).toMatchObject({ input_tokens_details: { image_tokens: 194 }, output_tokens: 272 });
    const mask = file(pngHead(1024, 1024));
    const several = [image, file(webpHead(), 'image/webp')];
    const answer = await ask('edits', form({ ...edit, image: several, mask, input_fidelity: 'high' }));
    expect(answer.status).toBe(200);
    expect(answer.usage.input_tokens_details.image_tokens).toBe(2 * (194 + 4160));
    expect(jobs[1]).toMatchObject({ action: 'edit', prompt: 'Add a hat', width: 1024, height: 1024 });
    expect((jobs[1] as EditJob).images.map(({ length }) => length)).toEqual([33, 32]);
    expect(Uint8Array.from((jobs[1] as EditJob).mask ?? [])).toEqual(pngHead(1024, 1024));
    expect((jobs[0] as EditJob).mask).toBeUndefined();
  });

  it('accepts data URLs in JSON, and URLs of this server', async () => {
    const { ask, jobs } = open();
    const { data } = await ask('generations', { model: 'dall-e-2', prompt: 'a fox', size: '512x512' });
    const answer = await ask('edits', {
      ...edit,
      images: [{ image_url: toUri(pngHead(600, 900)) }, { image_url: data[0].url }],
      mask: { image_url: toUri(pngHead(600, 900)) },
    });
    expect(answer).toMatchObject({ status: 200, size: '1024x1536' });
    const { images, mask } = jobs[1] as EditJob;
    expect(images.map((one) => textOf(one))).toEqual(['', expect.stringMatching(/^generate 512x512/)]);
    expect(mask).toHaveLength(33);
  });

  it('accepts images that were uploaded as files', async () => {
    const { ask, jobs, keep, clock } = open();
    const image = await keep(pngHead(600, 900));
    const answer = await ask('edits', { ...edit, images: [{ file_id: image }], mask: { file_id: image } });
    expect(answer).toMatchObject({ status: 200, size: '1024x1536' });
    expect(jobs[0]).toMatchObject({ images: [pngHead(600, 900)], mask: pngHead(600, 900) });
    const refusal = async (id: string) => (await ask('edits', { ...edit, images: [{ file_id: id }] })).error;
    const text = await keep(Buffer.from('Some notes.'));
    expect(await refusal(text)).toMatchObject({ param: 'images[0].file_id', code: 'invalid_image_file' });
    const expired = await keep(pngHead(600, 900), { expiresAt: Math.floor(clock.epoch() / 1000) });
    expect(await refusal(expired)).toMatchObject({ param: 'images[0].file_id', code: 'file_not_found' });
  });

  it('limits the bytes that are read from files', async () => {
    const { ask, keep } = open();
    const large = await keep(pngHead(600, 900, 45_000_000));
    const images = Array.from({ length: 3 }, () => ({ file_id: large }));
    const { status, error } = await ask('edits', { ...edit, images });
    expect([status, error.param]).toEqual([400, 'images[2].file_id']);
    expect(error.message).toContain('too large');
  });

  it.each([
    ['https://example.com/fox.png', 'remote images are not fetched'],
    ['http://fakeai.test/v1/images/files/img-guessed.png', 'remote images are not fetched'],
    ['data:image/png;base64,@@@', 'could not be decoded'],
    ['file:///etc/passwd', 'remote images are not fetched'],
  ])('does not fetch %s', async (url, message) => {
    const { ask, jobs } = open();
    const { status, error } = await ask('edits', { ...edit, images: [{ image_url: url }] });
    expect(status).toBe(400);
    expect(error).toMatchObject({ param: 'images[0].image_url', code: 'invalid_image_url' });
    expect(error.message).toContain(message);
    expect(jobs).toEqual([]);
  });

  it('requires exactly one of URL and file', async () => {
    const { ask } = open();
    const uri = toUri(pngHead(8, 8));
    const refusal = async (reference: object) =>
      (await ask('edits', { ...edit, images: [{ image_url: uri }, reference] })).error;
    expect(await refusal({})).toMatchObject({ param: 'images[1].image_url' });
    expect(await refusal({ image_url: uri, file_id: 'file-1' })).toMatchObject({ param: 'images[1]' });
    expect(await refusal({ file_id: 'file-1' })).toMatchObject({
      param: 'images[1].file_id',
      code: 'file_not_found',
    });
  });

  it.each<[string, Record<string, string | File | readonly File[]>, object]>([
    ['text for a file', { image: 'picture' }, { param: 'image', code: 'invalid_type' }],
    [
      'an unsupported content type',
      { image: file(pngHead(8, 8), 'text/plain') },
      { param: 'image', code: 'unsupported_file_mimetype' },
    ],
    [
      'bytes that are not an image',
      { image: file(new Uint8Array([1, 2, 3])) },
      {
        param: 'image',
        code: 'invalid_image_file',
        message: 'Invalid image file or mode for image 1, please check your image file.',
      },
    ],
    ['an empty file', { image: file(new Uint8Array(0)) }, { param: 'image', code: 'invalid_image_file' }],
    [
      'an invalid second file',
      { image: [image, file(new Uint8Array([1]))] },
      { param: 'image[1]', code: 'invalid_image_file', message: expect.stringContaining('for image 2,') },
    ],
    ['17 files', { image: Array(17).fill(image) }, { param: 'image', code: 'array_above_max_length' }],
    [
      'a large file',
      { image: file(pngHead(8, 8, 50 * 2 ** 20)) },
      { param: 'image', code: 'invalid_image_file', message: expect.stringContaining('less than 50MB') },
    ],
    [
      'a mask of another size',
      { image, mask: file(pngHead(1024, 1023)) },
      {
        param: 'mask',
        code: 'invalid_mask_image_format',
        message: 'Invalid mask image format - mask size does not match image size',
      },
    ],
    [
      'a mask that is not an image',
      { image, mask: file(new Uint8Array(9)) },
      { param: 'mask', code: 'invalid_mask_image_format' },
    ],
    [
      'a JPEG for dall-e-2',
      { image: file(pngHead(8, 8), 'image/jpeg'), model: 'dall-e-2' },
      {
        param: 'image',
        message:
          "Invalid file 'image': unsupported mimetype ('image/jpeg'). Supported file formats are 'image/png'.",
      },
    ],
    [
      'a WebP in disguise for dall-e-2',
      { image: file(webpHead()), model: 'dall-e-2' },
      { message: 'Uploaded image must be a PNG and less than 4 MB.' },
    ],
    [
      'a large PNG for dall-e-2',
      { image: file(pngHead(8, 8, 4 * 2 ** 20)), model: 'dall-e-2' },
      { message: 'Uploaded image must be a PNG and less than 4 MB.' },
    ],
    [
      'an oblong PNG for dall-e-2',
      { image: file(pngHead(8, 9)), model: 'dall-e-2' },
      { message: 'Uploaded image must be square.' },
    ],
    [
      'two files for dall-e-2',
      { image: [image, image], model: 'dall-e-2' },
      { message: "Invalid type for 'image': expected a file, but got an array instead." },
    ],
  ])('rejects %s', async (_, members, expected) => {
    const { ask, jobs } = open();
    const { status, error } = await ask('edits', form({ ...edit, ...members }));
    expect(status).toBe(400);
    expect(error).toMatchObject({ type: 'invalid_request_error', ...expected });
    expect(jobs).toEqual([]);
  });

  it('rejects an image without a content type, but detects that of a mask', async () => {
    const { ask } = open();
    const unlabelled = file(pngHead(8, 8), 'application/octet-stream');
    for (const [action, members] of [
      ['edits', edit],
      ['variations', {}],
    ] as const) {
      const { status, error } = await ask(action, form({ ...members, image: unlabelled }));
      expect(status).toBe(400);
      expect(error).toMatchObject({
        param: 'image',
        code: 'unsupported_file_mimetype',
        message: expect.stringContaining("unsupported mimetype ('application/octet-stream')"),
      });
    }
    const answer = await ask('edits', form({ ...edit, image: file(pngHead(8, 8)), mask: unlabelled }));
    expect(answer.status).toBe(200);
  });

  it.each<[UnreadableReason, object]>([
    ['corrupt', { param: 'image', code: 'invalid_image_file', message: expect.stringContaining('image 1') }],
    ['too_large', { param: 'image', code: 'invalid_image_file' }],
    ['format', { param: 'image', code: 'invalid_image_file' }],
    ['mask_size', { param: 'mask', code: 'invalid_mask_image_format' }],
    [
      'mask_alpha',
      { param: 'mask', message: 'Invalid mask image format - mask image missing alpha channel' },
    ],
  ])('reports an image that turns out to be %s', async (reason, expected) => {
    const { ask, fail } = open();
    fail(new ImageUnreadable(reason, 'for the log'));
    const { status, error } = await ask('edits', form({ ...edit, image }));
    expect(status).toBe(400);
    expect(error).toMatchObject({ type: 'invalid_request_error', ...expected });
    expect(error.message).not.toContain('for the log');
  });
});

describe('createImageVariation', () => {
  it('creates variations of an image', async () => {
    const { ask, send, jobs, ended } = open();
    const image = file(pngHead(640, 640));
    const { status, data } = await ask('variations', form({ image, n: '2', size: '256x256' }));
    expect(status).toBe(200);
    expect(jobs).toMatchObject([
      { action: 'vary', width: 256, height: 256, output: { format: 'png' } },
      { action: 'vary', image: Buffer.from(pngHead(640, 640)) },
    ]);
    expect(jobs[0]?.seed).not.toBe(jobs[1]?.seed);
    expect((await send(new URL(data[1].url).pathname)).status).toBe(200);
    expect(ended[0]).toMatchObject({ model: 'dall-e-2' });
    const inline = await ask('variations', form({ image, response_format: 'b64_json' }));
    expect(textOf(inline.data[0].b64_json)).toMatch(/^vary 1024x1024 png/);
  });

  it('applies the rules of its model', async () => {
    const { ask } = open();
    const image = file(pngHead(640, 640));
    expect((await ask('variations', form({ image, model: 'gpt-image-1' }))).error).toEqual({
      message: "Value must be 'dall-e-2'.",
      type: 'invalid_request_error',
      param: 'model',
      code: 'invalid_value',
    });
    expect((await ask('variations', form({ image, size: '1536x1024' }))).error).toMatchObject({
      param: 'size',
    });
    expect((await ask('variations', form({ n: '1' }))).error).toMatchObject({
      param: 'image',
      code: 'missing_required_parameter',
    });
  });
});
