import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DONE, toEvent } from './sse.ts';

describe('a server-sent event', () => {
  it('is one data line of JSON, whatever the payload contains', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        const event = toEvent(payload);
        expect(event.endsWith('\n\n')).toBe(true);
        const line = event.slice(0, -2);
        expect(line).toMatch(/^data: /);
        expect(line).not.toMatch(/[\r\n]/);
        expect(JSON.parse(line.slice(6))).toEqual(JSON.parse(JSON.stringify(payload)));
      }),
    );
    expect(toEvent({ text: 'a\r\nb\u2028' })).toBe('data: {"text":"a\\r\\nb\u2028"}\n\n');
  });

  it('ends the stream with a sentinel', () => {
    expect(DONE).toBe('data: [DONE]\n\n');
  });
});
