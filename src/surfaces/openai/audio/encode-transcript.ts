import { deflateSync } from 'node:zlib';
import type { TokenLogprob, Usage } from '../../../engine/event.ts';
import type { SpokenSegment, TimedSegment, Transcript } from '../../../engine/ports/transcriber.ts';
import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import type { Random } from '../../../runtime/random.ts';
import type { Steps } from '../../../runtime/steps.ts';
import { tokenName } from '../token-name.ts';
import type { Task } from './check-transcript.ts';
import { LANGUAGE_NAMES } from './languages.ts';
import type { DiarizedSegment, Segment, TranscriptUsage } from './schema.ts';

/** Segments encoded in one step. */
const STEP = 32;

/** Length of a model's audio window. All segments of a window share their confidence values. */
const WINDOW_SECONDS = 30;

/** SubRip: numbered cues, times with a comma. */
export function toSrt({ segments }: Transcript): string {
  return segments
    .map(
      ({ start, end, text }, index) =>
        `${index + 1}\n${stamp(start, ',')} --> ${stamp(end, ',')}\n${text}\n\n`,
    )
    .join('');
}

/** WebVTT: a header, times with a dot. Markup characters are escaped. */
export function toVtt({ segments }: Transcript): string {
  const cues = segments.map(({ start, end, text }) => {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return `${stamp(start, '.')} --> ${stamp(end, '.')}\n${escaped}\n\n`;
  });
  return `WEBVTT\n\n${cues.join('')}`;
}

function stamp(seconds: number, point: string): string {
  const milliseconds = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = String(milliseconds % 1000).padStart(3, '0');
  return `${two(milliseconds / 3_600_000)}:${two((milliseconds / 60_000) % 60)}:${two((milliseconds / 1000) % 60)}${point}${rest}`;
}

/** In steps: hours of sound have thousands of segments. */
export function* toVerbose(
  transcript: Transcript,
  options: {
    task: Task;
    granularities: readonly ('word' | 'segment')[];
    temperature: number;
    tokenizer: Tokenizer;
    random: Random;
  },
): Steps<object> {
  const { language, seconds, text, segments } = transcript;
  const { task, granularities } = options;
  return {
    task,
    language: LANGUAGE_NAMES.get(language) ?? language,
    duration: seconds,
    text,
    ...(granularities.includes('word') && { words: segments.flatMap(({ words }) => words) }),
    ...(granularities.includes('segment') && { segments: yield* toVerboseSegments(segments, options) }),
    usage: toUsage('duration', seconds),
  };
}

function* toVerboseSegments(
  segments: readonly TimedSegment[],
  { temperature, tokenizer, random }: { temperature: number; tokenizer: Tokenizer; random: Random },
): Steps<Segment[]> {
  const windows = new Map<number, { texts: string; ratio: number; logprob: number; silence: number }>();
  const windowOf = ({ start }: TimedSegment): number => Math.floor(start / WINDOW_SECONDS);
  for (const segment of segments) {
    const index = windowOf(segment);
    const window = windows.get(index) ?? {
      texts: '',
      ratio: 0,
      logprob: -(0.12 + 0.25 * random.next()),
      silence: 0.001 + 0.05 * random.next() ** 2,
    };
    window.texts += ` ${segment.text}`;
    windows.set(index, window);
  }
  for (const window of windows.values()) {
    yield;
    window.ratio = Buffer.byteLength(window.texts) / deflateSync(window.texts).length;
  }
  const verbose: Segment[] = [];
  for (const [id, segment] of segments.entries()) {
    if (id % STEP === STEP - 1) yield;
    const index = windowOf(segment);
    const { ratio, logprob, silence } = windows.get(index)!;
    const text = ` ${segment.text}`;
    verbose.push({
      id,
      seek: index * WINDOW_SECONDS * 100,
      start: segment.start,
      end: segment.end,
      text,
      tokens: tokenizer.encode(text),
      temperature,
      avg_logprob: logprob,
      compression_ratio: ratio,
      no_speech_prob: silence,
    });
  }
  return verbose;
}

export function toDiarizedSegments(segments: readonly SpokenSegment[]): DiarizedSegment[] {
  return segments.map(({ start, end, text, speaker }, index) => ({
    type: 'transcript.text.segment',
    id: `seg_${String(index + 1).padStart(3, '0')}`,
    start,
    end,
    text,
    speaker,
  }));
}

/** Usage by duration, rounded up to whole seconds, or by tokens. */
export function toUsage(billing: 'duration', seconds: number): Extract<TranscriptUsage, { type: 'duration' }>;
export function toUsage(billing: 'tokens' | 'duration', seconds: number, usage: Usage): TranscriptUsage;
export function toUsage(billing: 'tokens' | 'duration', seconds: number, usage?: Usage): TranscriptUsage {
  if (billing === 'duration' || !usage) return { type: 'duration', seconds: Math.ceil(seconds) };
  const { promptTokens, promptAudioTokens, completionTokens } = usage;
  return {
    type: 'tokens',
    input_tokens: promptTokens,
    input_token_details: { text_tokens: promptTokens - promptAudioTokens, audio_tokens: promptAudioTokens },
    output_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

export function toLogprobs(
  tokens: readonly TokenLogprob[],
): { token: string; logprob: number; bytes: number[] }[] {
  return tokens.map((one) => ({ token: tokenName(one), logprob: one.logprob, bytes: [...one.bytes] }));
}
