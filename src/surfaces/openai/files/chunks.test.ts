import { expect, it } from 'vitest';
import { finish } from '../../../runtime/steps.ts';
import { chunksOf } from './chunks.ts';

const SENTENCE = 'The quick brown fox jumps over the lazy dog. ';
const chunks = (text: string) => finish(chunksOf(text));

it('keeps a short text whole', () => {
  expect(chunks(' One paragraph.\n\nAnother one.\n')).toEqual(['One paragraph.\n\nAnother one.']);
  expect(chunks(' \n ')).toEqual([]);
});

it('cuts between paragraphs, else between sentences, else between words', () => {
  const paragraph = SENTENCE.repeat(15).trim();
  expect(chunks(`${paragraph}\n\n${paragraph}`)).toEqual([paragraph, paragraph]);
  for (const chunk of chunks(SENTENCE.repeat(100))) expect(chunk).toMatch(/^The .* dog\.$/s);
  for (const chunk of chunks('word '.repeat(1000))) expect(chunk).toMatch(/^word(?: word)*$/);
});

it('loses nothing, and cuts no character in half', () => {
  const text = '😀'.repeat(2000);
  const cut = chunks(`a${text}`);
  expect(cut.join('')).toBe(`a${text}`);
  for (const chunk of cut) {
    expect(chunk.isWellFormed()).toBe(true);
    expect(chunk.length).toBeLessThanOrEqual(1200);
  }
  expect(chunks(SENTENCE.repeat(100)).join(' ')).toBe(SENTENCE.repeat(100).trim());
});
