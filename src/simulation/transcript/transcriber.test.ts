import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transcript, TranscriptionJob } from '../../engine/ports/transcriber.ts';
import { createRandom } from '../../runtime/random.ts';
import { finish } from '../../runtime/steps.ts';
import { guessLanguage } from './languages.ts';
import { termsOf } from './terms.ts';
import { createTranscriber } from './transcriber.ts';
import { toUnits } from './words.ts';

const transcriber = createTranscriber();
const hear = (seconds: number, job: Partial<TranscriptionJob> = {}, seed = 'seed'): Transcript =>
  finish(
    transcriber.transcribeInSteps({
      seconds,
      keywords: [],
      prompt: '',
      translate: false,
      random: createRandom(seed),
      ...job,
    }),
  );
const languages = 'en es fr de it pt nl sv pl tr ru ar hi ja zh ko'.split(' ');

/** Times are in order, within the audio, and reach its end. */
function expectInOrder({ segments, seconds, text }: Transcript): void {
  let at = 0;
  for (const segment of segments) {
    expect(segment.start).toBeGreaterThanOrEqual(at);
    expect(segment.end).toBeGreaterThanOrEqual(segment.start);
    at = segment.start;
    for (const word of segment.words) {
      expect(word.start).toBeGreaterThanOrEqual(at);
      expect(word.end).toBeGreaterThanOrEqual(word.start);
      expect(word.end).toBeLessThanOrEqual(segment.end);
      at = word.end;
    }
    at = segment.end;
  }
  expect(at).toBe(seconds);
  const squeeze = (value: string): string => value.replace(/\s+/gu, '');
  expect(squeeze(segments.map((segment) => segment.text).join(''))).toBe(squeeze(text));
}

describe('a made-up transcript', () => {
  it.each(languages)('has as many words as fit the time, in %s', (language) => {
    for (const seconds of [3, 10, 60, 600]) {
      const { text, language: spoken } = hear(seconds, { language });
      const words = finish(toUnits(text)).length;
      expect(spoken).toBe(language);
      expect(words / (seconds * 2.5)).toBeGreaterThan(0.5);
      expect(words / (seconds * 2.5)).toBeLessThan(1.4);
    }
  });

  it('is the same for the same audio, and differs for other audio', () => {
    expect(hear(30)).toEqual(hear(30));
    expect(hear(30).text).not.toBe(hear(30, {}, 'other').text);
  });

  it('is in the requested language, otherwise in English', () => {
    for (const language of languages) expect(guessLanguage(hear(40, { language }).text)).toBe(language);
    expect(guessLanguage(hear(40).text)).toBe('en');
    expect(guessLanguage(hear(40, { language: 'cy' }).text)).toBe('en');
  });

  it('uses the spelling of keywords, and of terms in the prompt', () => {
    const terms = ['ZyntriQix', 'O.R.B.I.T.', 'Ada Lovelace'];
    for (const language of languages) {
      const { text } = hear(60, { language, keywords: terms });
      for (const term of terms) expect(text).toContain(term);
    }
    expect(hear(0.6, { keywords: terms }).text).toContain('ZyntriQix');
    expect(hear(60, { prompt: 'ZyntriQix, Ada Lovelace' }).text).toContain('Ada Lovelace');
  });

  it('has at least one word and is bounded, however short or long the audio', () => {
    expect(finish(toUnits(hear(0.1).text))).toHaveLength(1);
    expect(finish(toUnits(hear(1e9).text)).length).toBeLessThan(41_000);
    expect(hear(1e9).segments.at(-1)?.end).toBe(1e9);
  });

  it('has times in order up to the end of the audio', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 400, noNaN: true }),
        fc.constantFrom(...languages),
        (seconds, language) => {
          expectInOrder(hear(seconds, { language }));
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });
});

describe('a known text', () => {
  it('is kept verbatim, with times in order', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc
        .array(fc.constantFrom('Well,', 'yes.', 'so', '...', '水です。', 'naïve', '\n', '-->'))
        .map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.double({ min: 0.1, max: 60, noNaN: true }), (known, seconds) => {
        const transcript = hear(seconds, { spokenText: known });
        expect(transcript.text).toBe(known);
        expect(transcript.isInvented).toBe(false);
        if (known.trim() !== '') expectInOrder(transcript);
        else expect(transcript.segments).toEqual([]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('has a segment for each sentence, words without punctuation, and a language', () => {
    const { segments, language } = hear(4, { spokenText: 'Guten Morgen, das ist der Anfang. Und nun?' });
    expect(segments.map(({ text }) => text)).toEqual(['Guten Morgen, das ist der Anfang.', 'Und nun?']);
    expect(segments[1]?.words.map(({ word }) => word)).toEqual(['Und', 'nun']);
    expect(language).toBe('de');
  });

  it('is invented anew in English if it is to be translated from another language', () => {
    const english = 'The quick brown fox and the lazy dog';
    expect(hear(4, { spokenText: english, translate: true }).text).toBe(english);
    const { text, language, isInvented } = hear(4, {
      spokenText: 'Guten Morgen, das ist der Anfang und nicht das Ende.',
      language: 'de',
      translate: true,
    });
    expect({ language, isInvented, guess: guessLanguage(text) ?? 'en' }).toEqual({
      language: 'en',
      isInvented: true,
      guess: 'en',
    });
  });

  it('weights words by their length', () => {
    const { segments } = hear(60, { spokenText: `${'a'.repeat(2000)} ${'水'.repeat(2000)}` });
    expect(segments.length).toBeGreaterThan(1);
  });
});

describe('speakers', () => {
  const speakersOf = (transcript: Transcript, names: string[] = []): string[] =>
    transcriber.diarize(transcript, names, createRandom('speakers')).map(({ speaker }) => speaker);

  it('take turns in a conversation, with their names if known', () => {
    expect(new Set(speakersOf(hear(60)))).toEqual(new Set(['A', 'B']));
    expect(new Set(speakersOf(hear(60), ['agent']))).toEqual(new Set(['agent', 'A']));
    expect(new Set(speakersOf(hear(120), ['x', 'y', 'z']))).toEqual(new Set(['x', 'y', 'z']));
  });

  it('are reduced to one for known text and short audio', () => {
    expect(new Set(speakersOf(hear(60, { spokenText: 'One. Two. Three. Four. Five. Six.' })))).toEqual(
      new Set(['A']),
    );
    expect(new Set(speakersOf(hear(3)))).toEqual(new Set(['A']));
  });
});

describe('termsOf', () => {
  it.each([
    ['ZyntriQix, Digique Plus, O.R.B.I.T.', ['ZyntriQix', 'Digique Plus', 'O.R.B.I.T.']],
    ['A talk by Ada Lovelace about the GPT-5 family.', ['Ada Lovelace', 'GPT-5']],
    ['The meeting is about deployment.', []],
    ['', []],
    [',,,', []],
    [`${'x'.repeat(200)}, short`, ['short']],
  ])('%j', (prompt, terms) => {
    expect(termsOf(prompt)).toEqual(terms);
  });
});

describe('languages', () => {
  it('are guessed only with sufficient evidence', () => {
    expect(guessLanguage('Hello')).toBeUndefined();
    expect(guessLanguage('1234 !?')).toBeUndefined();
    expect(guessLanguage('')).toBeUndefined();
    expect(guessLanguage('The quick brown fox and the lazy dog')).toBe('en');
  });
});
