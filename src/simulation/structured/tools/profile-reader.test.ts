import { describe, expect, it } from 'vitest';
import type { Tool } from '../../../engine/request.ts';
import { createProfileReader } from './profile-reader.ts';

const tool = (description: string): Tool => ({
  kind: 'function',
  name: 'get_weather',
  description,
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
  strict: false,
});

describe('a reader of tools', () => {
  it('reads equal tools once', () => {
    const read = createProfileReader();
    expect(read([tool('The weather.')])).toBe(read([tool('The weather.')]));
  });

  it('reads tools anew that differ in anything', () => {
    const read = createProfileReader();
    const first = read([tool('The weather.')]);
    expect(read([tool('The forecast.')])).not.toBe(first);
    expect(read([tool('The weather.'), tool('The forecast.')])).not.toBe(first);
    expect(read([{ ...tool('The weather.'), name: 'forecast' }])).not.toBe(first);
  });

  it('does not keep very long declarations', () => {
    const read = createProfileReader();
    const long = 'weather '.repeat(20_000);
    expect(read([tool(long)])).not.toBe(read([tool(long)]));
    expect(read([tool(long)])).toEqual(read([tool(long)]));
  });
});
