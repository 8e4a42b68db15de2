import { describe, expect, it } from 'vitest';
import { createAccess, mask } from './access.ts';

const KEYS = ['sk-fakeai-1234567890abcdef', 'sk-fakeai-abcdef1234567890', 'k'];
const access = createAccess({ apiKeys: KEYS, requireApiKey: true });

function fault(authorization: string | string[] | undefined): unknown {
  try {
    access({ headers: { authorization } } as never);
  } catch (error) {
    return (error as { detail: unknown }).detail;
  }
  return undefined;
}

describe('access', () => {
  it('accepts each valid key', () => {
    for (const key of KEYS) {
      expect(fault(`Bearer ${key}`)).toBeUndefined();
      expect(fault(`bearer   ${key} `)).toBeUndefined();
    }
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer    ', 'Basic abc', KEYS[0]])(
    'reports missing credentials: %j',
    (authorization) => {
      expect(fault(authorization)).toEqual({ kind: 'missing_credentials' });
    },
  );

  it('rejects near misses', () => {
    const [key = ''] = KEYS;
    const near = [
      key.slice(0, -1),
      `${key}0`,
      key.toUpperCase(),
      `${key} ${key}`,
      ` ${'x'.repeat(1000)}`,
      'K',
      'kk',
      'ключ',
    ];
    for (const wrong of near)
      expect(fault(`Bearer ${wrong}`), wrong).toMatchObject({ kind: 'wrong_credentials' });
  });

  it('accepts the password of basic credentials, with any user name', () => {
    const basic = (text: string): string => Buffer.from(text).toString('base64');
    for (const key of KEYS) {
      for (const user of ['', 'me', 'öäü', 'x'.repeat(5000)]) {
        expect(fault(`Basic ${basic(`${user}:${key}`)}`)).toBeUndefined();
      }
      expect(fault(`bAsIc  ${basic(`:${key}`).replaceAll('=', '')} `)).toBeUndefined();
    }
    for (const wrong of ['me:wrong-key', `me:${KEYS[0]}0`, `a:b:${KEYS[0]}`, `me:${'x'.repeat(5000)}`]) {
      expect(fault(`Basic ${basic(wrong)}`), wrong).toMatchObject({ kind: 'wrong_credentials' });
    }
    for (const none of ['', '????', basic('me'), basic('me:'), basic(KEYS[0] as string), KEYS[0]]) {
      expect(fault(`Basic ${none}`), none).toEqual({ kind: 'missing_credentials' });
    }
  });

  it('keeps no state between calls', () => {
    expect(fault(`Bearer ${KEYS[0]}`)).toBeUndefined();
    expect(fault('Bearer k2')).toMatchObject({ kind: 'wrong_credentials' });
    expect(fault('Bearer k')).toBeUndefined();
    expect(fault(`Bearer ${KEYS[1]}`)).toBeUndefined();
  });

  it('supports long keys', () => {
    const long = 'x'.repeat(2000);
    const check = createAccess({ apiKeys: [long], requireApiKey: true });
    expect(() => check({ headers: { authorization: `Bearer ${long}` } } as never)).not.toThrow();
    expect(() => check({ headers: { authorization: `Bearer ${long.slice(1)}y` } } as never)).toThrow();
    expect(() => check({ headers: { authorization: `Bearer ${long}x` } } as never)).toThrow();
  });

  it('prefers the key in the surface’s own header', () => {
    const detailOf = (headers: Record<string, string>): unknown => {
      try {
        access({ headers } as never, 'api-key');
      } catch (error) {
        return (error as { detail: unknown }).detail;
      }
      return undefined;
    };
    expect(detailOf({ 'api-key': KEYS[0] as string })).toBeUndefined();
    expect(detailOf({ authorization: `Bearer ${KEYS[0]}` })).toBeUndefined();
    expect(detailOf({ 'api-key': ' ', authorization: `Bearer ${KEYS[0]}` })).toBeUndefined();
    expect(detailOf({ 'api-key': 'nobody', authorization: `Bearer ${KEYS[0]}` })).toMatchObject({
      kind: 'wrong_credentials',
    });
    expect(detailOf({})).toEqual({ kind: 'missing_credentials' });
    expect(() => access({ headers: { 'api-key': KEYS[0] } } as never)).toThrow();
  });

  it('accepts everyone if no key is required', () => {
    const open = createAccess({ apiKeys: [], requireApiKey: false });
    expect(() => open({ headers: {} } as never)).not.toThrow();
  });

  it('accepts nobody if keys are required and none is configured', () => {
    const shut = createAccess({ apiKeys: [], requireApiKey: true });
    expect(() => shut({ headers: { authorization: 'Bearer x' } } as never)).toThrow();
  });
});

describe('a masked key', () => {
  it.each([
    ['', ''],
    ['abcd', '****'],
    ['abcdef', 'ab**ef'],
    ['123456789012', '12********12'],
    ['sk-wrong-1234567890abcd', 'sk-wrong***********abcd'],
  ])('of %j is %j', (key, masked) => {
    expect(mask(key)).toBe(masked);
  });

  it('shows at most twelve characters and is never long', () => {
    for (let length = 0; length < 600; length += 7) {
      const masked = mask('abcdefghijklmnopqrstuvwxyz'.repeat(25).slice(0, length));
      expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(12);
      expect(masked.length).toBeLessThanOrEqual(76);
    }
  });
});
