import { describe, expect, it } from 'vitest';
import { createCors } from './cors.ts';

function added(origins: string[], headers: Record<string, string>, method = 'GET'): Record<string, string> {
  const answer: Record<string, string> = {};
  createCors(origins)({ method, headers } as never, answer);
  return answer;
}

describe('cross-origin headers', () => {
  it('are not for callers that are no browser', () => {
    expect(added(['*'], {})).toEqual({});
  });

  it('allow everyone when everyone is allowed', () => {
    const headers = added(['*'], { origin: 'https://a.example' });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-expose-headers']).toContain('x-request-id');
    expect(headers).not.toHaveProperty('access-control-allow-methods');
    expect(headers).not.toHaveProperty('vary');
  });

  it('allow a listed origin by its name, and caches to tell origins apart', () => {
    const origins = ['https://a.example', 'https://b.example'];
    expect(added(origins, { origin: 'https://b.example' })).toMatchObject({
      'access-control-allow-origin': 'https://b.example',
      vary: 'origin',
    });
    expect(added(origins, { origin: 'https://c.example' })).toEqual({ vary: 'origin' });
    expect(added(origins, { origin: 'null' })).toEqual({ vary: 'origin' });
    expect(added([], { origin: 'https://a.example' })).toEqual({ vary: 'origin' });
  });

  it('answer a preflight with the headers it asks for', () => {
    const asked = {
      origin: 'https://a.example',
      'access-control-request-headers': 'authorization,x-stainless-os',
    };
    expect(added(['*'], asked, 'OPTIONS')).toMatchObject({
      'access-control-allow-methods': expect.stringContaining('POST'),
      'access-control-allow-headers': 'authorization,x-stainless-os',
      'access-control-max-age': '86400',
    });
    expect(added(['*'], { origin: 'x' }, 'OPTIONS')['access-control-allow-headers']).toBe(
      'authorization, content-type',
    );
  });
});
