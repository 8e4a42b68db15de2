import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { fromDataUri as fromDataUriInSteps } from './data-uri.ts';

const fromDataUri = (...given: Parameters<typeof fromDataUriInSteps>) => finish(fromDataUriInSteps(...given));

const text = (uri: string) => Buffer.from(fromDataUri(uri)!.bytes).toString();

describe('fromDataUri', () => {
  it.each([
    ['data:text/plain;base64,aGk=', 'text/plain', 'hi'],
    ['DATA:Image/PNG;Base64,aGk=', 'image/png', 'hi'],
    ['data:text/csv;charset=utf-8;base64,aGk=', 'text/csv', 'hi'],
    ['data:,a%20b%C3%A9,c', 'text/plain', 'a bé,c'],
    ['data:;base64,', 'text/plain', ''],
  ])('reads %s', (uri, mediaType, content) => {
    expect(fromDataUri(uri)?.mediaType).toBe(mediaType);
    expect(text(uri)).toBe(content);
  });

  it.each([
    'https://example.com/a.png',
    '',
    'data:',
    'data:image/png;base64',
    'data:image/png;base64,a',
    'data:image/png;base64,aG k=',
    'data:,%4',
    'data:,%zz',
    `data:${'x'.repeat(2000)},a`,
  ])('refuses %s', (uri) => {
    expect(fromDataUri(uri)).toBeUndefined();
  });

  it('rejects data above the size limit', () => {
    expect(fromDataUri('data:,12345', { maxBytes: 5 })).toBeDefined();
    expect(fromDataUri('data:,123456', { maxBytes: 5 })).toBeUndefined();
    expect(fromDataUri('data:;base64,MTIzNDU=', { maxBytes: 5 })).toBeDefined();
    expect(fromDataUri('data:;base64,MTIzNDU2', { maxBytes: 5 })).toBeUndefined();
  });

  it('round-trips any percent-encoded text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (content) => {
        expect(text(`data:,${encodeURIComponent(content)}`)).toBe(content);
      }),
    );
  });
});

it.each(['data:,', 'data:;base64,'])('gives way in long data after %s', (head) => {
  let steps = 1;
  for (const reading = fromDataUriInSteps(head + 'QUJD'.repeat(250_000)); !reading.next().done; ) steps++;
  expect(steps).toBeGreaterThanOrEqual(7);
});
