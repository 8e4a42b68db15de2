import { type ModelCard, serves } from '../../../engine/models/card.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Upload } from '../../../kernel/upload.ts';
import { measureAudio } from '../../../media/audio/measure-audio.ts';
import { fromDataUri } from '../../../media/data-uri.ts';
import type { Steps } from '../../../runtime/steps.ts';
import { LANGUAGE_NAMES } from './languages.ts';
import type { TranscriptionForm } from './schema.ts';
import { type TranscriptTraits, transcriptTraits } from './traits.ts';

const MOST_BYTES = 25 * 2 ** 20;
const LEAST_SECONDS = 0.1;
/** Longer audio must be chunked before it can be diarized. */
const UNDIVIDED_SECONDS = 30;
/** Allowed duration of a speaker sample. */
const SAMPLE_SECONDS = { least: 2, most: 10 };
const MOST_SAMPLE_BYTES = 4 * 2 ** 20;

/** Accepted file extensions, in the order in which the API lists them. */
const EXTENSIONS = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm'];

export type Task = 'transcribe' | 'translate';

/**
 * Checks what the schema cannot express: parameters the model does not support, and files that are not valid
 * audio. In steps, because reading a file of many megabytes takes long.
 *
 * @returns the duration in seconds
 * @throws Fault for the first problem found
 */
export function* checkTranscript(body: TranscriptionForm, model: ModelCard, task: Task): Steps<number> {
  const traits = transcriptTraits(model);
  checkModel(model, traits, task);
  checkFormat(body, model, traits);
  checkLanguage(body, traits);
  checkExtras(body, traits);
  const seconds = yield* checkFile(body.file, traits);
  yield* checkSpeakers(body, traits, seconds);
  return seconds;
}

function invalid(param: string | null, message: string, code: string | null = 'invalid_value'): Fault {
  return new Fault({ kind: 'invalid_value', param, message, code });
}

function checkModel(model: ModelCard, { translates }: TranscriptTraits, task: Task): void {
  const path = task === 'translate' ? 'v1/audio/translations' : 'v1/audio/transcriptions';
  if (!serves(model, 'transcription')) {
    throw invalid(
      'model',
      `This is not a speech-to-text model and thus not supported in the ${path} endpoint.`,
      null,
    );
  }
  if (task === 'translate' && !translates) {
    throw invalid('model', `This model only transcribes and is not supported in the ${path} endpoint.`, null);
  }
}

function checkFormat(body: TranscriptionForm, model: ModelCard, traits: TranscriptTraits): void {
  const {
    response_format: format = 'json',
    timestamp_granularities: granularities = [],
    include = [],
  } = body;
  if (!traits.formats.includes(format)) {
    const listed = traits.formats.map((name) => `'${name}'`).join(' or ');
    throw invalid(
      'response_format',
      `response_format '${format}' is not compatible with model '${model.id}'. Use ${listed} instead.`,
      'unsupported_value',
    );
  }
  if (granularities.length > 0 && !traits.timestamps) unsupported('timestamp_granularities');
  if (granularities.length > 0 && format !== 'verbose_json') {
    throw invalid(
      'timestamp_granularities',
      "timestamp_granularities is only supported when response_format is 'verbose_json'.",
    );
  }
  if (include.length === 0) return;
  if (!traits.logprobs) unsupported('include');
  if (format !== 'json')
    throw invalid('include', "Logprobs are only supported when response_format is 'json'.");
}

function unsupported(param: string): never {
  throw new Fault({ kind: 'unsupported_parameter', param });
}

function checkLanguage({ language, languages = [] }: TranscriptionForm, { hints }: TranscriptTraits): void {
  if (languages.length > 0 && !hints) unsupported('languages');
  for (const [param, code] of [
    ['language', language] as const,
    ...languages.map((code) => ['languages', code] as const),
  ]) {
    if (code === undefined || LANGUAGE_NAMES.has(code.toLowerCase())) continue;
    throw invalid(
      param,
      `Invalid language '${code.slice(0, 100)}'. Language parameter must be specified in ISO-639-1 format.`,
      'invalid_language_format',
    );
  }
}

function checkExtras(body: TranscriptionForm, { prompt, hints }: TranscriptTraits): void {
  if (body.prompt && !prompt) unsupported('prompt');
  if (body.keywords && body.keywords.length > 0 && !hints) unsupported('keywords');
}

/**
 * The API checks the extension of the file name, so valid audio is rejected under another name. The
 * format is then detected from the bytes: an MP3 named `.wav` is accepted.
 */
function* checkFile({ filename, bytes }: Upload, { maxSeconds }: TranscriptTraits): Steps<number> {
  if (bytes.length > MOST_BYTES) throw new Fault({ kind: 'body_too_large', limit: MOST_BYTES });
  const extension = /\.([^.]*)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
  if (!EXTENSIONS.includes(extension)) throw wrongFormat('Unrecognized');
  const measured = yield* measureAudio(bytes);
  if (!measured) throw wrongFormat('Invalid');
  const { seconds } = measured;
  if (seconds < LEAST_SECONDS) {
    throw invalid(
      'file',
      `Audio file is too short. Minimum audio length is ${LEAST_SECONDS} seconds.`,
      'audio_too_short',
    );
  }
  if (seconds > maxSeconds) {
    throw invalid(
      'file',
      `audio duration ${Math.round(seconds * 1000) / 1000} seconds is longer than ${maxSeconds} seconds which is the maximum for this model`,
    );
  }
  return seconds;
}

function wrongFormat(how: 'Unrecognized' | 'Invalid'): Fault {
  const listed = EXTENSIONS.map((name) => `'${name}'`).join(', ');
  return invalid(null, `${how} file format. Supported formats: [${listed}]`, null);
}

function* checkSpeakers(
  body: TranscriptionForm,
  { diarizes, formats }: TranscriptTraits,
  seconds: number,
): Steps<void> {
  const { known_speaker_names: names = [], known_speaker_references: references = [] } = body;
  if (!diarizes && names.length > 0) unsupported('known_speaker_names');
  if (!diarizes && references.length > 0) unsupported('known_speaker_references');
  const isOnlyDiarizing = diarizes && !formats.includes('verbose_json');
  if (isOnlyDiarizing && seconds > UNDIVIDED_SECONDS && !body.chunking_strategy) {
    throw invalid('chunking_strategy', 'chunking_strategy is required for diarization models');
  }
  if (names.length !== references.length) {
    throw invalid(
      'known_speaker_references',
      'known_speaker_names and known_speaker_references must have the same number of items.',
    );
  }
  for (const [index, reference] of references.entries()) {
    const data = yield* fromDataUri(reference, { maxBytes: MOST_SAMPLE_BYTES });
    const sample = data && (yield* measureAudio(data.bytes));
    if (sample && sample.seconds >= SAMPLE_SECONDS.least && sample.seconds <= SAMPLE_SECONDS.most) continue;
    throw invalid(
      `known_speaker_references[${index}]`,
      `Each speaker reference must be a data URL with between ${SAMPLE_SECONDS.least} and ${SAMPLE_SECONDS.most} seconds of audio.`,
    );
  }
}
