import type { Engine } from '../../../engine/engine.ts';
import type { TokenLogprob } from '../../../engine/event.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { Transcriber, Transcript } from '../../../engine/ports/transcriber.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import type { Call } from '../../../kernel/operation.ts';
import { content, eventStream, json, type Reply } from '../../../kernel/reply.ts';
import type { SpeechIndex } from '../../../media/audio/speech-index.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { digestInSteps } from '../../../runtime/digest.ts';
import type { Lazy } from '../../../runtime/lazy.ts';
import type { Random } from '../../../runtime/random.ts';
import { runSteps, type Steps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { leaveEarly, type ServeOptions, serve } from '../../../serving/serve.ts';
import { FAREWELL } from '../farewell.ts';
import { checkTranscript, type Task } from './check-transcript.ts';
import { toDiarizedSegments, toLogprobs, toSrt, toUsage, toVerbose, toVtt } from './encode-transcript.ts';
import type { TranscriptionForm } from './schema.ts';
import { streamTranscript } from './stream-transcript.ts';
import { transcriptTraits } from './traits.ts';

export interface TranscriptServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly engine: Engine;
  /** The instance's randomness. */
  readonly random: Random;
  readonly speechIndex: SpeechIndex;
  readonly transcriber: Lazy<Transcriber>;
  readonly options: ServeOptions;
}

const PLAIN_TEXT = 'text/plain; charset=utf-8';

/**
 * Transcribes a file. Speech from this instance is transcribed as its exact text, any other audio as invented
 * text.
 */
export async function transcribe(
  call: Call<unknown, unknown, TranscriptionForm>,
  task: Task,
  services: TranscriptServices,
): Promise<Reply> {
  const { body, abort, observation } = call;
  const { turns } = services;
  const model = await requestedModel(call, body.model, services.models);
  const seconds = await runSteps(checkTranscript(body, model, task), turns, abort);
  const tokenizer =
    services.tokenizers.get(model.tokenizer) ?? (await services.tokenizers.load(model.tokenizer));
  const transcriber = await services.transcriber();
  const transcribing = transcribeFile(body, seconds, task, transcriber, services);
  const transcribed = await runSteps(transcribing, turns, abort);
  const planning = services.engine.transcribe(transcribed.transcript, {
    model,
    tokenizer,
    prompt: [body.prompt ?? '', ...(body.keywords ?? [])].join(' ').trim(),
    temperature: body.temperature ?? 0,
    logprobs: body.include?.includes('logprobs') ?? false,
    random: transcribed.random,
    arrivedAt: call.receivedAt,
  });
  const isStream = body.stream === true && transcriptTraits(model).streams;
  return serve(call, services, {
    prepare: () => ({ body, model, task, tokenizer, transcriber, ...transcribed }),
    begin: () => runSteps(planning, turns, abort),
    startsAt: isStream ? 'first' : 'last',
    reply: (generation, prepared) =>
      isStream
        ? stream({ ...prepared, generation }, () => leaveEarly(generation, observation))
        : runSteps(whole({ ...prepared, generation }), turns, abort),
    refuse: (error) => {
      throw error;
    },
  });
}

interface TranscribedFile {
  readonly transcript: Transcript;
  /** Randomness forked from the digest of the file. */
  readonly random: Random;
}

interface Answer extends TranscribedFile {
  readonly body: TranscriptionForm;
  readonly model: ModelCard;
  readonly task: Task;
  readonly tokenizer: Tokenizer;
  readonly transcriber: Transcriber;
  readonly generation: Generation;
}

function* transcribeFile(
  body: TranscriptionForm,
  seconds: number,
  task: Task,
  transcriber: Transcriber,
  services: TranscriptServices,
): Steps<TranscribedFile> {
  const { bytes } = body.file;
  const random = services.random.fork('transcript', yield* digestInSteps('sha256', bytes, 'base64'));
  const transcript = yield* transcriber.transcribeInSteps({
    seconds,
    spokenText: yield* services.speechIndex.find(bytes),
    language: (body.language ?? body.languages?.[0])?.toLowerCase(),
    keywords: body.keywords ?? [],
    prompt: body.prompt ?? '',
    translate: task === 'translate',
    random: random.fork('text'),
  });
  return { transcript, random };
}

function* whole(answer: Answer): Steps<Reply> {
  const { body, model, task, tokenizer, transcript, generation, random } = answer;
  const { text, seconds } = transcript;
  const { billing } = transcriptTraits(model);
  switch (body.response_format ?? 'json') {
    case 'text':
      return content(PLAIN_TEXT, `${text}\n`);
    case 'srt':
      return content(PLAIN_TEXT, toSrt(transcript));
    case 'vtt':
      return content(PLAIN_TEXT, toVtt(transcript));
    case 'verbose_json':
      return json(
        yield* toVerbose(transcript, {
          task,
          granularities: body.timestamp_granularities?.length ? body.timestamp_granularities : ['segment'],
          temperature: body.temperature ?? 0,
          tokenizer,
          random: random.fork('segments'),
        }),
      );
    case 'diarized_json':
      return json({
        task: 'transcribe',
        duration: seconds,
        text,
        segments: diarize(answer),
        usage: toUsage(billing, seconds, generation.usage),
      });
    case 'json':
      return json({
        ...toText(answer),
        ...(body.include?.includes('logprobs') && { logprobs: toLogprobs(logprobsOf(generation)) }),
        // Translations have no usage in the specification.
        ...(task === 'transcribe' && { usage: toUsage(billing, seconds, generation.usage) }),
      });
  }
}

function stream(answer: Answer, onCancel: () => void): Reply {
  const { body, model, transcript, generation } = answer;
  const { billing } = transcriptTraits(model);
  return eventStream(
    streamTranscript(generation, {
      segments: body.response_format === 'diarized_json' ? diarize(answer) : undefined,
      done: { ...toText(answer), usage: toUsage(billing, transcript.seconds, generation.usage) },
      onCancel,
    }),
    FAREWELL,
  );
}

function toText({ model, transcript }: Answer): object {
  const { text, language } = transcript;
  return { text, ...(transcriptTraits(model).hints && { languages: [{ code: language }] }) };
}

function diarize({ body, transcriber, transcript, random }: Answer): ReturnType<typeof toDiarizedSegments> {
  return toDiarizedSegments(
    transcriber.diarize(transcript, body.known_speaker_names ?? [], random.fork('speakers')),
  );
}

function logprobsOf(generation: Generation): TokenLogprob[] {
  const logprobs: TokenLogprob[] = [];
  while (generation.nextAt !== undefined) {
    for (const event of generation.take(Number.POSITIVE_INFINITY) ?? []) {
      if (event.type === 'text' && event.logprob) logprobs.push(event.logprob);
    }
  }
  return logprobs;
}
