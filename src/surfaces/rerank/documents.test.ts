import { describe, expect, it } from 'vitest';
import { toReturned, toText } from './documents.ts';

describe('what is read of a document', () => {
  it.each<[string, Parameters<typeof toText>[0], string[] | undefined, string]>([
    ['a text', 'Steep it.', undefined, 'Steep it.'],
    ['a text, whatever the fields', 'Steep it.', ['title'], 'Steep it.'],
    ['the text of an object', { text: 'Steep it.', title: 'Tea' }, undefined, 'Steep it.'],
    [
      'the fields asked for, in their order',
      { title: 'Tea', body: 'Hot' },
      ['body', 'title'],
      'body: Hot\ntitle: Tea',
    ],
    ['of other values their JSON', { title: ['a', 1], n: 2 }, ['title', 'n'], 'title: ["a",1]\nn: 2'],
    ['nothing of an object without text', { title: 'Tea' }, undefined, ''],
    ['nothing that it inherits', {}, ['constructor', '__proto__', 'text'], ''],
    ['nothing of null', { text: null }, undefined, ''],
  ])('is %s', (_, document, fields, text) => {
    expect(toText(document, fields)).toBe(text);
  });

  it('comes back as it came', () => {
    expect(toReturned('Steep it.')).toEqual({ text: 'Steep it.' });
    expect(toReturned({ title: 'Tea' })).toEqual({ title: 'Tea' });
  });
});
