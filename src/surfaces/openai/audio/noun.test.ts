import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFixedLatency } from '../../../engine/latency/fixed.ts';
import type { LatencyModel } from '../../../engine/latency/model.ts';
import { createNoLatency } from '../../../engine/latency/none.ts';
import { Fault, type FaultDetail } from '../../../kernel/fault.ts';
import type { Call } from '../../../kernel/operation.ts';
import type { Reply } from '../../../kernel/reply.ts';
import { WorkerPoolBusy } from '../../../media/worker-pool.ts';
import { Abort } from '../../../runtime/abort.ts';
import { finish } from '../../../runtime/steps.ts';
import { play } from '../../../runtime/timeline.ts';
import { modelCall } from '../../../serving/requested-model.cases.ts';
import { toUnits } from '../../../simulation/transcript/words.ts';
import { openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { toLogprobs } from './encode-transcript.ts';
import { createFakeSynthesizer, type FakeSynthesizer, toWav } from './fake-synthesizer.cases.ts';
import { audio } from './noun.ts';

type Body = Record<string, unknown>;

function createWorld({
  latency = createNoLatency(),
  synthesizer = createFakeSynthesizer(),
}: {
  latency?: LatencyModel;
  synthesizer?: FakeSynthesizer;
} = {}) {
  const { clock, platform, operations } = openRig([only(audio)], {
    latencyModel: latency,
    seed: 'seed',
    parts: { synthesizer },
  });
  const { turns } = platform;
  const call = async (id: string, body: Body, abort = new Abort()) => {
    const { principal, observation } = modelCall();
    const row = operations.find((operation) => operation.id === id);
    const given = { body, abort, principal, observation, receivedAt: clock.now() } as unknown as Call<
      never,
      never,
      never
    >;
    const reply = await (row?.handle(given) as Promise<Reply>);
    return { reply, observation, ...(await read(reply)) };
  };
  /** The response as a client receives it, and when its first byte arrived. */
  const read = (reply: Reply): Promise<{ bytes: Buffer; text: string; firstAt: number; endedAt: number }> => {
    const done = (parts: (string | Uint8Array)[], firstAt: number) => {
      const bytes = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
      return { bytes, text: bytes.toString(), firstAt, endedAt: clock.now() };
    };
    if (reply.kind === 'whole') return Promise.resolve(done([reply.body], clock.now()));
    const parts: (string | Uint8Array)[] = [];
    let firstAt = Number.NaN;
    return new Promise((resolve, reject) => {
      play({ clock, turns }, reply.frames, {
        write: (part) => {
          if (parts.length === 0) firstAt = clock.now();
          return parts.push(part) > 0;
        },
        end: () => resolve(done(parts, firstAt)),
        fail: reject,
      });
    });
  };
  return {
    clock,
    synthesizer,
    call,
    speak: (body: Body = {}, abort?: Abort) =>
      call(
        'createSpeech',
        { model: 'gpt-4o-mini-tts', voice: 'alloy', input: 'Hello there. How are you?', ...body },
        abort,
      ),
    transcribe: (bytes: Uint8Array, body: Body = {}) =>
      call('createTranscription', { model: 'whisper-1', file: toUpload(bytes), ...body }),
    translate: (bytes: Uint8Array, body: Body = {}) =>
      call('createTranslation', { model: 'whisper-1', file: toUpload(bytes), ...body }),
  };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
const toUpload = (bytes: Uint8Array, filename = 'a.wav') => ({ filename, contentType: '', bytes });
const fixture = (name: string) =>
  readFileSync(new URL(`../../../../test/fixtures/audio/${name}`, import.meta.url));
const events = (text: string) =>
  text
    .split('\n\n')
    .filter((part) => part !== '')
    .map((part) => {
      expect(part.startsWith('data: ')).toBe(true);
      return JSON.parse(part.slice(6));
    });
const silence = (seconds: number) => toWav(Buffer.alloc(Math.round(seconds * 48_000)));
const faultOf = async (call: Promise<unknown>): Promise<FaultDetail | undefined> => {
  const error = await call.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (error !== undefined && !(error instanceof Fault)) throw error;
  return error?.detail;
};

describe('speech', () => {
  it('streams the synthesizer’s audio in order', async () => {
    const { speak, synthesizer } = createWorld();
    const { reply, bytes, observation } = await speak({ response_format: 'pcm', speed: 2, voice: 'marin' });
    expect(reply).toMatchObject({ kind: 'stream', status: 200, contentType: 'audio/pcm' });
    expect(bytes.length).toBe(1.25 * 48_000);
    expect(synthesizer.jobs).toEqual([
      { text: 'Hello there. How are you?', voice: 'marin', speed: 2, format: 'pcm' },
    ]);
    expect(synthesizer.left).toBe(0);
    expect(observation).toMatchObject({
      model: 'gpt-4o-mini-tts',
      usage: { promptTokens: 7, completionAudioTokens: 25 },
    });
  });

  it('is MP3 at normal speed by default', async () => {
    const { speak, synthesizer } = createWorld();
    const { reply } = await speak();
    expect(reply.contentType).toBe('audio/mpeg');
    expect(synthesizer.jobs[0]).toMatchObject({ speed: 1, format: 'mp3' });
  });

  it('starts after the TTFT', async () => {
    const latency = createFixedLatency({
      ttft: { mean: 400, deviation: 0, shape: 'none' },
      itl: { mean: 20, deviation: 0, shape: 'none' },
    });
    const { speak } = createWorld({ latency });
    const { firstAt, endedAt, observation } = await speak();
    expect(firstAt).toBe(400);
    expect(endedAt).toBe(400);
    expect(observation.firstTokenAt).toBe(400);
  });

  it('can be sent as events, with usage in the last one', async () => {
    const { speak } = createWorld();
    const plain = await speak({ response_format: 'pcm' });
    const { reply, text } = await speak({
      response_format: 'pcm',
      stream_format: 'sse',
      instructions: 'Whisper.',
    });
    expect(reply.contentType).toContain('text/event-stream');
    const all = events(text);
    const done = all.pop();
    expect(new Set(all.map(({ type }) => type))).toEqual(new Set(['speech.audio.delta']));
    expect(Buffer.concat(all.map(({ audio }) => Buffer.from(audio, 'base64'))).equals(plain.bytes)).toBe(
      true,
    );
    expect(done).toEqual({
      type: 'speech.audio.done',
      usage: { input_tokens: 10, output_tokens: 50, total_tokens: 60 },
    });
  });

  it('stops synthesis if the client disconnects before the first byte, and starts none if it already has', async () => {
    const latency = createFixedLatency({
      ttft: { mean: 400, deviation: 0, shape: 'none' },
      itl: { mean: 0, deviation: 0, shape: 'none' },
    });
    const { speak, synthesizer, clock } = createWorld({ latency });
    await speak();
    const early = new Abort();
    clock.at(clock.now() + 100, () => early.abort(new Error('left')));
    await expect(speak({}, early)).rejects.toThrow('left');
    await settle();
    expect(synthesizer.left).toBe(1);
    const late = new Abort();
    late.abort(new Error('gone'));
    await expect(speak({}, late)).rejects.toThrow('gone');
    await settle();
    expect(synthesizer.jobs).toHaveLength(2);
  });

  it('fails with an error response if the synthesizer cannot start', async () => {
    const mute = createWorld({ synthesizer: createFakeSynthesizer({ error: new Error('no voice') }) });
    await expect(mute.speak()).rejects.toThrow('no voice');
    const busy = createWorld({ synthesizer: createFakeSynthesizer({ error: new WorkerPoolBusy() }) });
    expect(await faultOf(busy.speak())).toMatchObject({ kind: 'overloaded' });
  });

  it.each<[string, Body, object]>([
    ['an unknown voice', { voice: 'nobody' }, { kind: 'invalid_choice', param: 'voice', given: 'nobody' }],
    ['a custom voice', { voice: { id: 'voice_1' } }, { kind: 'not_found', noun: 'voice', id: 'voice_1' }],
    [
      'events for a model without them',
      { model: 'tts-1', stream_format: 'sse' },
      { kind: 'unsupported_value', param: 'stream_format' },
    ],
    ['a model that is not text-to-speech', { model: 'gpt-4o' }, { kind: 'invalid_value', param: 'model' }],
  ])('rejects %s', async (_, body, detail) => {
    expect(await faultOf(createWorld().speak(body))).toMatchObject(detail);
  });

  it('accepts any voice for an unknown model', async () => {
    const { speak, synthesizer } = createWorld();
    await speak({ model: 'acme/talker', voice: 'af_heart' });
    expect(synthesizer.jobs[0]?.voice).toBe('af_heart');
  });
});

describe('speech from this instance', () => {
  const said = 'Good morning, the meeting is on Tuesday. Bring your own coffee.';

  it('is transcribed as its exact text, also in another file format', async () => {
    const { speak, transcribe } = createWorld();
    const wav = await speak({ input: said, response_format: 'wav' });
    const pcm = await speak({ input: 'Another one. With two sentences.', response_format: 'pcm' });
    for (const [bytes, text] of [
      [wav.bytes, said],
      [toWav(wav.bytes.subarray(44)), said],
      [toWav(pcm.bytes), 'Another one. With two sentences.'],
    ] as const) {
      expect(JSON.parse((await transcribe(bytes)).text).text).toBe(text);
    }
  });

  it('is translated if it is English, and replaced by English text if not', async () => {
    const { speak, translate } = createWorld();
    const english = await speak({ input: said, response_format: 'wav' });
    const german = await speak({ input: 'Das ist der Anfang und nicht das Ende.', response_format: 'wav' });
    expect(JSON.parse((await translate(english.bytes)).text)).toEqual({ text: said });
    const { text } = JSON.parse((await translate(german.bytes)).text);
    expect(text).not.toContain('Anfang');
    expect(text.split(' ').length).toBeGreaterThan(3);
  });
});

describe('a transcript', () => {
  it('has a plausible length for the duration, and is reproducible', async () => {
    const { transcribe } = createWorld();
    const one = await transcribe(silence(60));
    expect(finish(toUnits(JSON.parse(one.text).text)).length).toBeGreaterThan(110);
    expect(finish(toUnits(JSON.parse(one.text).text)).length).toBeLessThan(190);
    expect((await transcribe(silence(60))).text).toBe(one.text);
    expect(JSON.parse((await transcribe(silence(61))).text).text).not.toBe(JSON.parse(one.text).text);
    expect(JSON.parse(one.text).usage).toEqual({ type: 'duration', seconds: 60 });
  });

  it.each([
    'tone.mp3',
    'tone.m4a',
    'tone.webm',
    'tone.mpeg',
    'tone.opus',
    'tone.flac',
    'tone.aac',
    'video.mp4',
  ])('is created for %s', async (name) => {
    const { text } = await createWorld().transcribe(fixture(name), { response_format: 'verbose_json' });
    const { duration, segments } = JSON.parse(text);
    expect(Math.abs(duration - 1.34)).toBeLessThan(0.08);
    expect(segments.at(-1).end).toBe(duration);
  });

  it('is billed by tokens if the model is', async () => {
    const { text, observation } = await createWorld().transcribe(silence(3), {
      model: 'gpt-4o-transcribe',
      prompt: 'Expect names.',
    });
    const { usage } = JSON.parse(text);
    expect(usage).toMatchObject({
      type: 'tokens',
      input_tokens: 33,
      input_token_details: { text_tokens: 3, audio_tokens: 30 },
    });
    expect(usage.total_tokens).toBe(usage.input_tokens + usage.output_tokens);
    expect(observation.usage).toMatchObject({
      promptTokens: 33,
      promptAudioTokens: 30,
      completionTokens: usage.output_tokens,
    });
  });

  it('honours language and prompt', async () => {
    const { transcribe } = createWorld();
    const { text } = await transcribe(silence(30), {
      language: 'es',
      prompt: 'ZyntriQix, Digique Plus',
      response_format: 'verbose_json',
    });
    const answer = JSON.parse(text);
    expect(answer.language).toBe('spanish');
    expect(answer.text).toContain('ZyntriQix');
    expect(answer.text).toContain('Digique Plus');
    expect(answer.text).toMatch(/ (?:que|de|la|y) /);
  });

  it('has the requested timestamp granularities', async () => {
    const { transcribe } = createWorld();
    const verbose = async (granularities?: string[]) =>
      JSON.parse(
        (
          await transcribe(silence(20), {
            response_format: 'verbose_json',
            temperature: 0.4,
            ...(granularities && { timestamp_granularities: granularities }),
          })
        ).text,
      );
    const segments = await verbose();
    expect(segments).toMatchObject({
      task: 'transcribe',
      language: 'english',
      duration: 20,
      usage: { type: 'duration', seconds: 20 },
    });
    expect(segments).not.toHaveProperty('words');
    expect(segments.segments[0]).toMatchObject({ id: 0, seek: 0, start: 0, temperature: 0.4 });
    expect(
      segments.segments
        .map(({ text }: { text: string }) => text)
        .join('')
        .trim(),
    ).toBe(segments.text);
    expect(segments.segments[0].tokens.length).toBeGreaterThan(0);
    expect(segments.segments[0].avg_logprob).toBeLessThan(0);
    const words = await verbose(['word']);
    expect(words).not.toHaveProperty('segments');
    expect(words.words.at(-1).end).toBe(20);
    expect(await verbose(['word', 'segment'])).toMatchObject({
      words: words.words,
      segments: segments.segments,
    });
  });

  it('can be formatted as subtitles', async () => {
    const { speak, transcribe } = createWorld();
    const { bytes } = await speak({
      input: 'First line.\n\nSecond --> & <b>line</b>.',
      response_format: 'wav',
    });
    const srt = (await transcribe(bytes, { response_format: 'srt' })).text;
    expect(srt).toBe(
      '1\n00:00:00,000 --> 00:00:01,180\nFirst line.\n\n2\n00:00:01,720 --> 00:00:03,800\nSecond --> & <b>line</b>.\n\n',
    );
    const vtt = await transcribe(bytes, { response_format: 'vtt' });
    expect(vtt.text.startsWith('WEBVTT\n\n00:00:00.000 --> 00:00:01.180\nFirst line.\n\n')).toBe(true);
    expect(vtt.text).toContain('Second --&gt; &amp; &lt;b&gt;line&lt;/b&gt;.');
    expect((await transcribe(bytes, { response_format: 'text' })).text).toBe(
      'First line.\n\nSecond --> & <b>line</b>.\n',
    );
  });

  it('can include log probabilities', async () => {
    const { text } = await createWorld().transcribe(silence(5), {
      model: 'gpt-4o-mini-transcribe',
      include: ['logprobs'],
    });
    const answer = JSON.parse(text);
    expect(answer.logprobs.map(({ token }: { token: string }) => token).join('')).toBe(answer.text);
    expect(answer.logprobs).toHaveLength(answer.usage.output_tokens);
    for (const { logprob, bytes, token } of answer.logprobs) {
      expect(logprob).toBeLessThanOrEqual(0);
      expect(Buffer.from(bytes).toString()).toBe(token);
    }
  });

  it('names the bytes of a token that is only part of a character', () => {
    expect(toLogprobs([{ id: 0, token: undefined, logprob: -1, bytes: [0xf0, 0x9f], top: [] }])).toEqual([
      { token: '\\xf0\\x9f', logprob: -1, bytes: [0xf0, 0x9f] },
    ]);
  });

  it('can be diarized', async () => {
    const { transcribe } = createWorld();
    const sample = `data:audio/wav;base64,${Buffer.from(silence(3)).toString('base64')}`;
    const { text } = await transcribe(silence(60), {
      model: 'gpt-4o-transcribe-diarize',
      response_format: 'diarized_json',
      chunking_strategy: 'auto',
      known_speaker_names: ['agent'],
      known_speaker_references: [sample],
    });
    const { segments, duration, task, text: all } = JSON.parse(text);
    expect({ task, duration }).toEqual({ task: 'transcribe', duration: 60 });
    expect(new Set(segments.map(({ speaker }: { speaker: string }) => speaker))).toEqual(
      new Set(['agent', 'A']),
    );
    expect(segments[0]).toMatchObject({ type: 'transcript.text.segment', id: 'seg_001', start: 0 });
    expect(segments.at(-1).end).toBe(60);
    expect(segments.map(({ text: part }: { text: string }) => part).join(' ')).toBe(all);
  });

  it('is sent when its last token is due', async () => {
    const latency = createFixedLatency({
      ttft: { mean: 300, deviation: 0, shape: 'none' },
      itl: { mean: 10, deviation: 0, shape: 'none' },
    });
    const { transcribe } = createWorld({ latency });
    const { text, endedAt } = await transcribe(silence(10), { model: 'gpt-4o-transcribe' });
    expect(endedAt).toBeCloseTo(300 + 10 * (JSON.parse(text).usage.output_tokens - 1), 6);
  });
});

describe('a streamed transcript', () => {
  const body = { model: 'gpt-4o-transcribe', stream: true };

  it('sends the text in deltas, then the full text with usage', async () => {
    const { transcribe } = createWorld();
    const whole = JSON.parse((await transcribe(silence(10), { model: 'gpt-4o-transcribe' })).text);
    const all = events((await transcribe(silence(10), body)).text);
    const done = all.pop();
    expect(done).toEqual({ type: 'transcript.text.done', text: whole.text, usage: whole.usage });
    expect(all.map(({ type, delta }) => (type === 'transcript.text.delta' ? delta : type)).join('')).toBe(
      whole.text,
    );
    expect(all).toHaveLength(whole.usage.output_tokens);
  });

  it('is sent token by token at the configured pace', async () => {
    const latency = createFixedLatency({
      ttft: { mean: 300, deviation: 0, shape: 'none' },
      itl: { mean: 10, deviation: 0, shape: 'none' },
    });
    const { firstAt, endedAt, text } = await createWorld({ latency }).transcribe(silence(10), body);
    expect(firstAt).toBe(300);
    expect(endedAt).toBeCloseTo(300 + 10 * (events(text).at(-1).usage.output_tokens - 1), 6);
  });

  it('carries log probabilities', async () => {
    const all = events((await createWorld().transcribe(silence(4), { ...body, include: ['logprobs'] })).text);
    const done = all.pop();
    expect(all.flatMap(({ logprobs }) => logprobs)).toEqual(done.logprobs);
    expect(done.logprobs.length).toBe(done.usage.output_tokens);
  });

  it('sends each diarized segment after the last of its deltas', async () => {
    const { transcribe } = createWorld();
    const diarized = {
      model: 'gpt-4o-transcribe-diarize',
      response_format: 'diarized_json',
      chunking_strategy: 'auto',
    };
    const whole = JSON.parse((await transcribe(silence(40), diarized)).text);
    const all = events((await transcribe(silence(40), { ...diarized, stream: true })).text);
    const segments = all.filter(({ type }) => type === 'transcript.text.segment');
    expect(segments).toEqual(whole.segments);
    let said = '';
    for (const event of all) {
      if (event.type === 'transcript.text.delta') said += event.delta;
      if (event.type !== 'transcript.text.segment') continue;
      expect(said.trim()).toBe(event.text);
      said = '';
    }
    expect(all.at(-1)).toMatchObject({ type: 'transcript.text.done', text: whole.text });
  });

  it('is not streamed for a model without streaming', async () => {
    const { reply } = await createWorld().transcribe(silence(2), { stream: true });
    expect(reply).toMatchObject({ kind: 'whole', contentType: 'application/json' });
  });
});

describe('a translation', () => {
  it('is English and reports that language', async () => {
    const { translate } = createWorld();
    const { text } = await translate(silence(20), { response_format: 'verbose_json' });
    expect(JSON.parse(text)).toMatchObject({ task: 'translate', language: 'english', duration: 20 });
    expect(JSON.parse((await translate(silence(20))).text)).toEqual({ text: JSON.parse(text).text });
  });
});

describe('an invalid file or request', () => {
  const invalidFile = {
    kind: 'invalid_value',
    message:
      "Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']",
  };
  const unrecognized = {
    ...invalidFile,
    param: null,
    code: null,
    message: invalidFile.message.replace('Invalid', 'Unrecognized'),
  };

  it.each(['', 'blob', 'wav', 'notes.txt', 'sound.', 'sound.wav.bin', 'voice.opus', 'voice.aac', 'a.wav/b'])(
    'is rejected for the file name %j',
    async (name) => {
      const { transcribe, translate } = createWorld();
      const file = toUpload(silence(2), name);
      expect(await faultOf(transcribe(silence(2), { file }))).toMatchObject(unrecognized);
      expect(await faultOf(translate(silence(2), { file }))).toMatchObject(unrecognized);
      const gpt = { file, model: 'gpt-4o-transcribe', stream: true };
      expect(await faultOf(transcribe(silence(2), gpt))).toMatchObject(unrecognized);
    },
  );

  it.each([
    ...['a.flac', 'a.m4a', 'a.mp3', 'a.mp4', 'a.mpeg', 'a.mpga', 'a.oga', 'a.ogg', 'a.wav', 'a.webm'],
    ...['.wav', 'A.WAV', 'a.b.wav', 'C:\\sounds\\a.mp3'],
  ])('is detected by its bytes under the accepted name %s', async (name) => {
    const { transcribe } = createWorld();
    const { text } = await transcribe(silence(2));
    expect((await transcribe(silence(2), { file: toUpload(silence(2), name) })).text).toBe(text);
  });

  const large = Buffer.alloc(25 * 2 ** 20 + 1);
  it.each<[string, Uint8Array, object]>([
    ['nothing', new Uint8Array(0), invalidFile],
    ['text', Buffer.from('This is not a sound. '.repeat(50)), invalidFile],
    ['an image', Buffer.from('\x89PNG\r\n\x1a\n0000IHDR', 'latin1'), invalidFile],
    ['a damaged file', fixture('tone.m4a').subarray(0, 2000), invalidFile],
    ['a file that is too large', large, { kind: 'body_too_large', limit: 26_214_400 }],
    ['audio that is too short', silence(0.05), { kind: 'invalid_value', code: 'audio_too_short' }],
  ])('is rejected: %s', async (_, bytes, detail) => {
    const { transcribe, translate } = createWorld();
    expect(await faultOf(transcribe(bytes))).toMatchObject(detail);
    expect(await faultOf(translate(bytes))).toMatchObject(detail);
  });

  const gpt = { model: 'gpt-4o-transcribe' };
  const diarize = { model: 'gpt-4o-transcribe-diarize' };
  it.each<[string, Body, object]>([
    ['a model that is not speech-to-text', { model: 'tts-1' }, { param: 'model' }],
    [
      'a format the model does not support',
      { ...gpt, response_format: 'srt' },
      { param: 'response_format', code: 'unsupported_value' },
    ],
    [
      'speakers for a model without diarization',
      { response_format: 'diarized_json' },
      { param: 'response_format' },
    ],
    [
      'timestamps without verbose_json',
      { timestamp_granularities: ['word'] },
      { param: 'timestamp_granularities' },
    ],
    [
      'timestamps for a model without them',
      { ...gpt, timestamp_granularities: ['word'] },
      { kind: 'unsupported_parameter' },
    ],
    [
      'logprobs for a model without them',
      { include: ['logprobs'] },
      { kind: 'unsupported_parameter', param: 'include' },
    ],
    [
      'logprobs without json',
      { ...gpt, include: ['logprobs'], response_format: 'text' },
      { param: 'include' },
    ],
    [
      'a prompt for a model without prompts',
      { ...diarize, prompt: 'Hi' },
      { kind: 'unsupported_parameter', param: 'prompt' },
    ],
    [
      'hints for a model without them',
      { ...gpt, keywords: ['Hi'] },
      { kind: 'unsupported_parameter', param: 'keywords' },
    ],
    ['an invalid language', { language: 'english' }, { param: 'language', code: 'invalid_language_format' }],
    [
      'a long file without chunking',
      { ...diarize, file: toUpload(silence(31)) },
      { param: 'chunking_strategy' },
    ],
    [
      'a file longer than the model accepts',
      { ...gpt, file: toUpload(longest()) },
      { param: 'file', message: expect.stringMatching(/1600 seconds is longer than 1500/) },
    ],
    [
      'speaker names without samples',
      { ...diarize, known_speaker_names: ['a'] },
      { param: 'known_speaker_references' },
    ],
    [
      'a sample that is not audio',
      { ...diarize, known_speaker_names: ['a'], known_speaker_references: ['data:audio/wav;base64,AAAA'] },
      { param: 'known_speaker_references[0]' },
    ],
  ])('is rejected: %s', async (_, body, detail) => {
    expect(await faultOf(createWorld().transcribe(silence(2), body))).toMatchObject(detail);
  });

  it('is rejected: a translation with a model that only transcribes', async () => {
    expect(await faultOf(createWorld().translate(silence(2), gpt))).toMatchObject({ param: 'model' });
  });

  it('is accepted for an unknown model', async () => {
    const { text } = await createWorld().transcribe(silence(2), {
      model: 'acme/listener',
      response_format: 'srt',
    });
    expect(text.startsWith('1\n00:00:00,000 --> ')).toBe(true);
  });
});

/** 1,600 seconds at 8 bits and 8 kHz. */
function longest(): Uint8Array {
  const file = Buffer.concat([toWav(new Uint8Array(0)), Buffer.alloc(1600 * 8000)]);
  file.writeUInt32LE(8000, 24);
  file.writeUInt16LE(8, 34);
  file.writeUInt32LE(1600 * 8000, 40);
  return file;
}
