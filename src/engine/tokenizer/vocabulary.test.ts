import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { locatePackageFile } from '../../runtime/package-file.ts';
import { createVocabulary } from './vocabulary.ts';

const read = (name: string) => {
  const source = `./engine/tokenizer/vocabularies/${name}.bin`;
  return createVocabulary(readFileSync(locatePackageFile({ built: 'unused', source })));
};

it.each(['o200k_base', 'cl100k_base'])('finds every token of %s, in any order, each time', (name) => {
  const vocabulary = read(name);
  const wrong: number[] = [];
  for (let token = vocabulary.size - 1; token >= 0; token--) {
    const bytes = vocabulary.bytes(token);
    if (bytes && vocabulary.find(bytes, 0, bytes.length) !== token) wrong.push(token);
  }
  for (let token = 0; token < vocabulary.size; token += 97) {
    const bytes = vocabulary.bytes(token);
    if (bytes && vocabulary.find(bytes, 0, bytes.length) !== token) wrong.push(token);
  }
  expect(wrong).toEqual([]);
});

it('finds tokens in the middle of text, and nothing that is no token', () => {
  const vocabulary = read('o200k_base');
  const text = new TextEncoder().encode('x hello\u0000\u0000\u0001');
  const found = vocabulary.find(text, 1, 7);
  expect(vocabulary.text(found)).toBe(' hello');
  expect(vocabulary.text(vocabulary.find(text, 2, 3))).toBe('h');
  expect(vocabulary.find(text, 0, 7)).toBe(-1);
  expect(vocabulary.find(text, 6, 10)).toBe(-1);
});
