import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureAudio as measureAudioInSteps } from '../../../src/media/audio/measure-audio.ts';
import { finish } from '../../../src/runtime/steps.ts';
import type { OpenWorld, World } from '../world.ts';

const measureAudio = (...given: Parameters<typeof measureAudioInSteps>) =>
  finish(measureAudioInSteps(...given));

type Params = OpenAI.Chat.ChatCompletionCreateParams;
type Audio = NonNullable<OpenAI.Chat.ChatCompletionAudioParam>;

/** Audio output and audio input in chat. */
export function spokenCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const asked = (format: Audio['format'], more: Partial<Params> = {}) => ({
    model: 'gpt-audio',
    modalities: ['text' as const, 'audio' as const],
    audio: { voice: 'alloy', format },
    messages: [{ role: 'user' as const, content: 'Describe a forest in two sentences.' }],
    ...(more as object),
  });

  it.each(['wav', 'mp3', 'flac', 'opus', 'aac'] as const)('answers with audio as %s', async (format) => {
    const { choices, usage } = await world.client.chat.completions.create(asked(format));
    const { message, finish_reason } = choices[0] as OpenAI.Chat.ChatCompletion.Choice;
    expect([finish_reason, message.content]).toEqual(['stop', null]);
    const { audio } = message;
    expect(audio?.transcript).toMatch(/\w+ \w+/);
    expect(audio?.expires_at).toBeGreaterThan(Date.now() / 1000 + 3000);
    const sound = Buffer.from(audio?.data ?? '', 'base64');
    const seconds = measureAudio(sound, format)?.seconds ?? 0;
    // A word takes about a third of a second to speak.
    const words = audio?.transcript.split(/\s+/).length ?? 0;
    expect(seconds / words).toBeGreaterThan(0.2);
    expect(seconds / words).toBeLessThan(0.8);
    const tokens = usage?.completion_tokens_details?.audio_tokens ?? 0;
    expect(Math.abs(tokens - seconds * 20)).toBeLessThan(3);
    expect(usage?.completion_tokens).toBeGreaterThan(tokens);
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  });

  it('streams the same transcript and samples as the plain response', async () => {
    const whole = await world.client.chat.completions.create(asked('pcm16'));
    const stream = await world.client.chat.completions.create({
      ...asked('pcm16'),
      stream: true,
      stream_options: { include_usage: true },
    });
    let transcript = '';
    const sound: Buffer[] = [];
    const ids = new Set<string>();
    let last: OpenAI.Chat.ChatCompletionChunk | undefined;
    let expiresAt: number | undefined;
    for await (const chunk of stream) {
      last = chunk;
      const { audio } = (chunk.choices[0]?.delta ?? {}) as {
        audio?: { id: string; transcript?: string; data?: string; expires_at?: number };
      };
      if (!audio) continue;
      ids.add(audio.id);
      transcript += audio.transcript ?? '';
      if (audio.data) sound.push(Buffer.from(audio.data, 'base64'));
      expiresAt = audio.expires_at ?? expiresAt;
    }
    const { audio } = (whole.choices[0] as OpenAI.Chat.ChatCompletion.Choice).message;
    expect(transcript).toBe(audio?.transcript);
    expect(Buffer.concat(sound).equals(Buffer.from(audio?.data ?? '', 'base64'))).toBe(true);
    expect(sound.every(({ length }) => length % 2 === 0)).toBe(true);
    expect(ids.size).toBe(1);
    expect(expiresAt).toBeGreaterThan(Date.now() / 1000);
    expect(last?.usage).toEqual(whole.usage);
  });

  it('continues a conversation from earlier audio', async () => {
    const first = await world.client.chat.completions.create(asked('wav'));
    const id = first.choices[0]?.message.audio?.id as string;
    const messages: OpenAI.Chat.ChatCompletionMessageParam[] = [
      { role: 'user', content: 'Describe a forest in two sentences.' },
      { role: 'assistant', audio: { id } },
      { role: 'user', content: 'Go on.' },
    ];
    const next = await world.client.chat.completions.create({ model: 'gpt-audio', messages });
    // The earlier audio counts as part of the prompt.
    const said = first.choices[0]?.message.audio?.transcript.split(' ').length ?? 0;
    expect(next.usage?.prompt_tokens).toBeGreaterThan(said);
    const unknown = world.client.chat.completions.create({
      model: 'gpt-audio',
      messages: [
        ...messages.slice(0, 1),
        { role: 'assistant', audio: { id: 'audio_none' } },
        ...messages.slice(2),
      ],
    });
    await expect(unknown).rejects.toMatchObject({ status: 400, param: 'messages[1].audio.id' });
  });

  it('never gives another project access to earlier audio', async () => {
    const first = await world.client.chat.completions.create(asked('wav'));
    const id = first.choices[0]?.message.audio?.id as string;
    const params = {
      model: 'gpt-4o',
      messages: [
        { role: 'user' as const, content: 'Go on.' },
        { role: 'assistant' as const, audio: { id } },
        { role: 'user' as const, content: 'And then?' },
      ],
    };
    for (let time = 0; time < 3; time++) await world.client.chat.completions.create(params);
    const stranger = world.connect({ project: 'proj_another' });
    await expect(stranger.chat.completions.create(params)).rejects.toMatchObject({
      status: 400,
      param: 'messages[1].audio.id',
    });
  });

  it('understands a spoken question generated by the same instance', async () => {
    const speech = await world.client.audio.speech.create({
      model: 'gpt-4o-mini-tts',
      voice: 'nova',
      input: 'What is 17 plus 25?',
      response_format: 'wav',
    });
    const data = Buffer.from(await speech.arrayBuffer()).toString('base64');
    const { choices } = await world.client.chat.completions.create({
      model: 'gpt-audio',
      messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data, format: 'wav' } }] }],
    });
    expect(choices[0]?.message.content).toContain('42');
  });

  it.each([
    ['no voice at all', { audio: undefined }, 'audio'],
    ['a model that cannot speak', { model: 'gpt-4o' }, 'modalities'],
    ['a voice nobody has', { audio: { voice: 'gandalf', format: 'wav' as const } }, 'audio.voice'],
    ['a stream in a container', { stream: true as const }, 'audio.format'],
    ['several answers at once', { n: 2 }, 'n'],
    ['JSON read aloud', { response_format: { type: 'json_object' as const } }, 'response_format.type'],
  ])('rejects %s', async (_, more, param) => {
    const answer = world.client.chat.completions.create(asked('wav', more as Partial<Params>) as Params);
    await expect(answer).rejects.toMatchObject({ status: 400, param });
    await expect(answer).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  });
}
