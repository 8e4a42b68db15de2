import { readFileSync } from 'node:fs';
import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureAudio } from '../../../src/media/audio/measure-audio.ts';
import type { OpenWorld, World } from '../world.ts';

const SAID = 'Good morning. The meeting is on Tuesday, and you bring the coffee!';
const FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'] as const;

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/audio/${name}`, import.meta.url));

/** Speech, transcriptions and translations, as the official client makes them. */
export function audioCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const speak = (params: Partial<OpenAI.Audio.SpeechCreateParams> = {}) =>
    world.client.audio.speech.create({ model: 'gpt-4o-mini-tts', voice: 'coral', input: SAID, ...params });
  const sound = async (params?: Partial<OpenAI.Audio.SpeechCreateParams>): Promise<Buffer> =>
    Buffer.from(await (await speak(params)).arrayBuffer());
  const upload = (bytes: Uint8Array, name = 'speech.wav') => toFile(bytes, name);
  const whisper = async (bytes: Uint8Array, name?: string) =>
    world.client.audio.transcriptions.create({ model: 'whisper-1', file: await upload(bytes, name) });

  describe('speech', () => {
    it.each(FORMATS)('is a file of the format asked for: %s', async (format) => {
      const response = await speak({ response_format: format });
      expect(response.headers.get('content-type')).toBe(`audio/${format === 'mp3' ? 'mpeg' : format}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      const measured = measureAudio(bytes, format);
      expect(measured?.format).toBe(format === 'pcm' ? 'pcm16' : format);
      expect(measured?.seconds).toBeGreaterThan(2);
      expect(measured?.seconds).toBeLessThan(9);
    });

    it('takes half the time at twice the speed', async () => {
      const seconds = async (speed: number): Promise<number> =>
        (await sound({ speed, response_format: 'pcm' })).length / 48_000;
      expect((await seconds(2)) / (await seconds(1))).toBeCloseTo(0.5, 1);
    });

    it('can be events', async () => {
      const response = await speak({ stream_format: 'sse', response_format: 'pcm' });
      const events = (await response.text())
        .split('\n\n')
        .filter((event) => event !== '')
        .map((event) => JSON.parse(event.replace('data: ', '')));
      const done = events.pop();
      const bytes = Buffer.concat(events.map(({ audio }) => Buffer.from(audio, 'base64')));
      expect(bytes.equals(await sound({ response_format: 'pcm' }))).toBe(true);
      expect(done.type).toBe('speech.audio.done');
      expect(done.usage.output_tokens).toBe(Math.ceil((bytes.length / 48_000) * 20));
      expect(done.usage.total_tokens).toBe(done.usage.input_tokens + done.usage.output_tokens);
    });

    it.each<[string, object, object]>([
      ['no text', { input: '' }, { status: 400, param: 'input' }],
      [
        'too much text',
        { input: 'a'.repeat(4097) },
        { status: 400, param: 'input', code: 'string_above_max_length' },
      ],
      ['too much speed', { speed: 4.5 }, { status: 400, param: 'speed' }],
      ['an unknown voice', { voice: 'nobody' }, { status: 400, param: 'voice' }],
      ['an unknown format', { response_format: 'ogg' }, { status: 400, param: 'response_format' }],
      [
        'events of a model without',
        { model: 'tts-1', stream_format: 'sse' },
        { status: 400, param: 'stream_format' },
      ],
    ])('refuses %s', async (_, params, error) => {
      const failed = speak(params).catch((thrown) => thrown);
      expect(await failed).toBeInstanceOf(OpenAI.APIError);
      expect(await failed).toMatchObject(error);
    });
  });

  describe('what was spoken here', () => {
    // Transcriptions do not take the names `.opus` and `.aac`.
    const names: Readonly<Record<string, string>> = { opus: 'speech.ogg', aac: 'speech.m4a' };
    it.each(FORMATS.filter((format) => format !== 'pcm'))(
      'comes back as its exact text: %s',
      async (format) => {
        const bytes = await sound({ response_format: format, voice: 'onyx' });
        expect((await whisper(bytes, names[format] ?? `speech.${format}`)).text).toBe(SAID);
      },
    );

    it.each(['blob', 'notes.txt', 'speech.opus'])('is not taken under the name %s', async (name) => {
      const failed = whisper(await sound({ response_format: 'wav' }), name).catch((thrown) => thrown);
      expect(await failed).toBeInstanceOf(OpenAI.BadRequestError);
      expect((await failed).message).toMatch(/^400 Unrecognized file format\. Supported formats: \[/);
    });

    it('comes back from its bare samples behind a header', async () => {
      const samples = await sound({ response_format: 'pcm', voice: 'sage' });
      const header = (await sound({ response_format: 'wav', input: 'Something else.' })).subarray(0, 44);
      expect(header.subarray(36, 40).toString()).toBe('data');
      expect((await whisper(Buffer.concat([header, samples]))).text).toBe(SAID);
    });

    it('is translated when it is English', async () => {
      const file = await upload(await sound({ response_format: 'wav' }));
      const { text } = await world.client.audio.translations.create({ model: 'whisper-1', file });
      expect(text).toBe(SAID);
    });

    it('has times that fit it', async () => {
      const bytes = await sound({ response_format: 'wav' });
      const answer = await world.client.audio.transcriptions.create({
        model: 'whisper-1',
        file: await upload(bytes),
        response_format: 'verbose_json',
        timestamp_granularities: ['word', 'segment'],
      });
      const seconds = measureAudio(bytes)?.seconds ?? 0;
      expect(Math.abs(answer.duration - seconds)).toBeLessThan(0.006);
      expect(answer.words?.map(({ word }) => word).join(' ')).toBe(SAID.replace(/[.,!]/g, ''));
      expect(answer.words?.at(-1)?.end).toBe(answer.duration);
      expect(answer.segments?.map(({ text }) => text).join('')).toBe(` ${SAID}`);
      expect(answer.segments).toHaveLength(2);
    });
  });

  describe('a transcript', () => {
    it.each([
      'tone.mp3',
      'tone.m4a',
      'tone.webm',
      'tone.mpga',
      'tone.mpeg',
      'tone.ogg',
      'silence.oga',
      'tone.flac',
      'fragmented.mp4',
    ])('is made of any container: %s', async (name) => {
      const answer = await whisper(fixture(name), name);
      expect(answer.text.length).toBeGreaterThan(2);
      expect(answer.usage).toEqual({ type: 'duration', seconds: 2 });
      expect(await whisper(fixture(name), name)).toEqual(answer);
    });

    it('can be text and subtitles', async () => {
      const file = await upload(fixture('tone.mp3'), 'tone.mp3');
      const as = (response_format: 'text' | 'srt' | 'vtt'): Promise<unknown> =>
        world.client.audio.transcriptions.create({ model: 'whisper-1', file, response_format });
      const { text } = await whisper(fixture('tone.mp3'), 'tone.mp3');
      expect(await as('text')).toBe(`${text}\n`);
      expect(await as('srt')).toMatch(/^1\n00:00:00,000 --> 00:00:0\d,\d{3}\n/);
      expect(await as('vtt')).toMatch(/^WEBVTT\n\n00:00:00.000 --> /);
    });

    it('streams to the same text as the plain answer, with the same usage', async () => {
      const params = { model: 'gpt-4o-transcribe', file: await upload(fixture('tone.mp3'), 'tone.mp3') };
      const include = ['logprobs' as const];
      const whole = await world.client.audio.transcriptions.create({ ...params, include });
      const stream = await world.client.audio.transcriptions.create({ ...params, include, stream: true });
      let text = '';
      let tokens = 0;
      for await (const event of stream) {
        if (event.type === 'transcript.text.delta') {
          text += event.delta;
          tokens += event.logprobs?.length ?? 0;
        }
        if (event.type !== 'transcript.text.done') continue;
        expect(event.text).toBe(text);
        expect(event.usage).toEqual(whole.usage);
        expect(event.logprobs).toEqual(whole.logprobs);
      }
      expect(text).toBe(whole.text);
      expect(tokens).toBe(whole.logprobs?.length);
    });

    it('tells speakers apart, whole and streamed', async () => {
      const params = {
        model: 'gpt-4o-transcribe-diarize',
        file: await upload(wav(45)),
        response_format: 'diarized_json' as const,
        chunking_strategy: { type: 'server_vad' as const, threshold: 0.4 },
      };
      const whole = (await world.client.audio.transcriptions.create(
        params,
      )) as unknown as OpenAI.Audio.TranscriptionDiarized;
      expect(whole.duration).toBe(45);
      expect(new Set(whole.segments.map(({ speaker }) => speaker))).toEqual(new Set(['A', 'B']));
      const segments: object[] = [];
      for await (const event of await world.client.audio.transcriptions.create({ ...params, stream: true })) {
        if (event.type === 'transcript.text.segment') segments.push(event);
      }
      expect(segments).toEqual(whole.segments);
    });

    it.each<[string, Uint8Array, string, object]>([
      ['nothing', new Uint8Array(0), 'empty.mp3', { status: 400 }],
      ['text', Buffer.from('no sound at all, but words'), 'words.mp3', { status: 400 }],
      ['half of a file', fixture('tone.m4a').subarray(0, 2000), 'half.m4a', { status: 400 }],
      ['too much', Buffer.alloc(26 * 2 ** 20), 'large.wav', { status: 413 }],
    ])('is refused: %s', async (_, bytes, name, error) => {
      const failed = whisper(bytes, name).catch((thrown) => thrown);
      expect(await failed).toBeInstanceOf(OpenAI.APIError);
      expect(await failed).toMatchObject(error);
    });

    it('is refused without a file, and with what its model lacks', async () => {
      const file = await upload(fixture('tone.mp3'), 'tone.mp3');
      const create = (params: object): Promise<unknown> =>
        world.client.audio.transcriptions
          .create({ model: 'gpt-4o-transcribe', file, ...params })
          .catch((thrown) => thrown);
      expect(await create({ file: undefined })).toMatchObject({ status: 400, param: 'file' });
      expect(await create({ response_format: 'srt' })).toMatchObject({
        status: 400,
        param: 'response_format',
      });
      expect(await create({ temperature: 2 })).toMatchObject({ status: 400, param: 'temperature' });
      expect(await create({ nonsense: 1 })).toMatchObject({
        status: 400,
        param: 'nonsense',
        code: 'unknown_parameter',
      });
    });
  });
}

/** Silence at 8 kHz and 8 bits. */
function wav(seconds: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  head.writeUInt32LE(36 + seconds * 8000, 4);
  head.set([16, 0, 0, 0, 1, 0, 1, 0], 16);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.set([1, 0, 8, 0], 32);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(seconds * 8000, 40);
  return Buffer.concat([head, Buffer.alloc(seconds * 8000, 0x80)]);
}
