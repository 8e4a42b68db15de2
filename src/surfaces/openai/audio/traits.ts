import type { ModelCard } from '../../../engine/models/card.ts';
import type { ResponseFormat } from './schema.ts';
import { VOICES } from './schema.ts';

/** What the endpoint for speech takes from one family of models. */
export interface SpeechTraits {
  /** Undefined: any name is a voice. */
  readonly voices: readonly string[] | undefined;
  /** Whether the sound may be sent as events. */
  readonly events: boolean;
  /** Whether instructions are followed. */
  readonly obeys: boolean;
}

/** What the endpoints for transcripts take from one family of models, and how they bill it. */
export interface TranscriptTraits {
  readonly formats: readonly ResponseFormat[];
  readonly billing: 'tokens' | 'duration';
  /** Otherwise a wish for a stream is ignored. */
  readonly streams: boolean;
  readonly translates: boolean;
  readonly logprobs: boolean;
  readonly timestamps: boolean;
  readonly prompt: boolean;
  /** `languages` and `keywords`, and languages in the answer. */
  readonly hints: boolean;
  /** Tells speakers apart. */
  readonly diarizes: boolean;
  /** The longest sound. */
  readonly maxSeconds: number;
}

/** The traits of a model; one that is not in the table takes everything. */
export function speechTraits({ root }: ModelCard): SpeechTraits {
  return (
    SPEECH.find(({ match }) => match.test(root))?.traits ?? { voices: undefined, events: true, obeys: true }
  );
}

export function transcriptTraits({ root }: ModelCard): TranscriptTraits {
  return TRANSCRIPTS.find(({ match }) => match.test(root))?.traits ?? ANYTHING;
}

const SPEECH: readonly { readonly match: RegExp; readonly traits: SpeechTraits }[] = [
  { match: /^(?:openai\/)?tts-1/, traits: { voices: VOICES, events: false, obeys: false } },
  { match: /^(?:openai\/)?gpt-.*tts/, traits: { voices: VOICES, events: true, obeys: true } },
];

const ANYTHING: TranscriptTraits = {
  formats: ['json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'],
  billing: 'tokens',
  streams: true,
  translates: true,
  logprobs: true,
  timestamps: true,
  prompt: true,
  hints: true,
  diarizes: true,
  maxSeconds: Number.POSITIVE_INFINITY,
};

const TOKENS: TranscriptTraits = {
  ...ANYTHING,
  formats: ['json', 'text'],
  translates: false,
  timestamps: false,
  hints: false,
  diarizes: false,
  maxSeconds: 1500,
};

/** The first row that fits counts. */
const TRANSCRIPTS: readonly { readonly match: RegExp; readonly traits: TranscriptTraits }[] = [
  {
    match: /^(?:openai\/)?whisper-/,
    traits: {
      ...ANYTHING,
      formats: ['json', 'text', 'srt', 'verbose_json', 'vtt'],
      billing: 'duration',
      streams: false,
      logprobs: false,
      hints: false,
      diarizes: false,
    },
  },
  {
    match: /^(?:openai\/)?gpt-.*transcribe-diarize/,
    traits: {
      ...TOKENS,
      formats: ['json', 'text', 'diarized_json'],
      logprobs: false,
      prompt: false,
      diarizes: true,
    },
  },
  { match: /^(?:openai\/)?gpt-4o-.*transcribe/, traits: TOKENS },
  { match: /^(?:openai\/)?gpt-.*transcribe/, traits: { ...TOKENS, logprobs: false, hints: true } },
];
