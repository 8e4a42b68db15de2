import { describe, expect, it } from 'vitest';
import { inWords } from './in-words.ts';
import { notated } from './notated.ts';

describe('inWords', () => {
  const text = 'The town library lends books, films and maps to all residents of the town.';
  it.each([
    [text, 5, true, 'The town library lends books.'],
    [text, 8, true, 'The town library lends books, films and maps.'],
    [text, 7, true, 'Town library lends books, films and maps.'],
    [text, 9, false, 'The town library lends books, films and maps.'],
    ['Oslo is the capital of Norway.', 3, true, 'It is Oslo.'],
    ['Ann left. Bob stayed at home.', 4, true, 'Bob stayed at home.'],
    ['Ann', 4, true, 'The answer is Ann.'],
  ])('%s in %i words', (said, count, isExact, wanted) => expect(inWords(said, count, isExact)).toBe(wanted));
});

describe('notated', () => {
  it.each([
    ['It ends on 13 May 2026.', 'Format: YYYY-MM-DD', '2026-05-13'],
    ['May 3rd, 2026', 'as DD/MM/YYYY', '03/05/2026'],
    ['It opens at 9:30 AM.', 'in 24-hour format', '09:30'],
    ['It ends soon.', 'as YYYY-MM-DD', undefined],
    ['From 1 May 2026 to 3 May 2026', 'as YYYY-MM-DD', undefined],
  ])('%s %s', (answer, instructions, wanted) => expect(notated(answer, instructions)).toBe(wanted));
});
