import { describe, expect, it } from 'vitest';
import { toReturned, toText } from './documents.ts';

describe('the text of a document', () => {
  it.each<[string, Parameters<typeof toText>[0], string[] | undefined, string]>([
    ['a string', 'Steep it.', undefined, 'Steep it.'],
    ['a string, whatever the fields', 'Steep it.', ['title'], 'Steep it.'],
    ['the text of an object', { text: 'Steep it.', title: 'Tea' }, undefined, 'Steep it.'],
    [
      'the fields asked for, in their order',
      { title: 'Tea', body: 'Hot' },
      ['body', 'title'],
      'body: Hot\ntitle: Tea',
    ],
    ['the JSON of other values', { title: ['a', 1], n: 2 }, ['title', 'n'], 'title: ["a",1]\nn: 2'],
    ['empty for an object without text', { title: 'Tea' }, undefined, ''],
    ['empty for inherited members', {}, ['constructor', '__proto__', 'text'], ''],
    ['empty for null', { text: null }, undefined, ''],
  ])('is %s', (_, document, fields, text) => {
    expect(toText(document, fields)).toBe(text);
  });

  it('is returned unchanged', () => {
    expect(toReturned('Steep it.')).toEqual({ text: 'Steep it.' });
    expect(toReturned({ title: 'Tea' })).toEqual({ title: 'Tea' });
  });
});
