import type { Transcriber, Transcript, TranscriptionJob } from '../../engine/ports/transcriber.ts';
import type { Steps } from '../../runtime/steps.ts';
import { composeText } from './compose-text.ts';
import { guessLanguage } from './languages.ts';
import { assignSpeakers } from './speakers.ts';
import { termsOf } from './terms.ts';
import { toSegments } from './timing.ts';

/**
 * Creates a transcriber. It does not listen: a transcript is the actual text if known, else a plausible one for
 * the playing time and language that mentions keywords and the terms of the prompt. It cannot translate either:
 * known speech in another language is replaced by invented English text.
 *
 * @example
 * const job = { seconds: 12, keywords: [], prompt: '', translate: false, random };
 * (await runSteps(createTranscriber().transcribeInSteps(job), turns)).text; // some thirty words
 */
export function createTranscriber(): Transcriber {
  return { transcribeInSteps, diarize: assignSpeakers };
}

function* transcribeInSteps(job: TranscriptionJob): Steps<Transcript> {
  const { spokenText: spoken, prompt, translate, random } = job;
  const isForeign = translate && spoken !== undefined && (guessLanguage(spoken) ?? 'en') !== 'en';
  const known = isForeign ? undefined : spoken;
  const given = translate ? 'en' : job.language;
  const language = given ?? guessLanguage(spoken ?? prompt) ?? 'en';
  const seconds = Math.round(job.seconds * 100) / 100;
  const text = known ?? (yield* composeText({ seconds, language, terms: termsIn(job), random }));
  const segments = yield* toSegments(text, seconds);
  return { language, seconds, text, segments, isInvented: known === undefined };
}

const termsIn = ({ keywords, prompt }: TranscriptionJob): string[] => [
  ...keywords.slice(0, MOST_KEYWORDS),
  ...termsOf(prompt),
];
const MOST_KEYWORDS = 100;
