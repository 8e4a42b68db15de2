import { describe, expect, it } from 'vitest';
import { CORS_NOTE, type CorsOptions, createCors } from './cors.ts';

interface Sent extends Partial<CorsOptions> {
  readonly origins?: readonly string[];
  readonly method?: string;
  readonly listener?: 'loopback' | 'network';
}

function answerTo(headers: Record<string, string>, sent: Sent = {}, surface: Record<string, string> = {}) {
  const { origins, method = 'GET', listener, hasPublicAccess = true } = sent;
  const cors = createCors({ corsOrigins: origins, hasPublicAccess });
  const incoming = { method, headers, listener } as never;
  const added: Record<string, string> = { ...surface };
  const isRefused = cors.addHeaders(incoming, added);
  const upgrade = () => cors.checkUpgrade({ method, headers, listener, upgrade: 'websocket' } as never);
  return { added, isRefused, preflight: () => cors.checkPreflight(incoming), upgrade };
}

const added = (origins: string[], headers: Record<string, string>, method = 'GET') =>
  answerTo(headers, { origins, method }).added;

const REFUSED = { vary: 'origin', 'x-fakeai-note': CORS_NOTE };
const PREFLIGHT = { 'access-control-request-method': 'POST' };

const LOOPBACK = [
  'http://localhost:3000',
  'https://localhost',
  'http://app.localhost:5173',
  'http://127.0.0.1:8080',
  'http://[::1]:3000',
];
const FOREIGN = [
  'https://a.example',
  'http://localhost.evil.example',
  'http://127.0.0.1.evil.example:3000',
  'http://192.168.0.2',
  'chrome-extension://localhost',
  'null',
  '',
];

describe('cross-origin headers', () => {
  it('are not added without an Origin', () => {
    expect(added(['*'], {})).toEqual({});
    expect(answerTo({}, { listener: 'loopback' }).added).toEqual({});
  });

  it('allow all origins with *', () => {
    const { added: headers } = answerTo(
      { origin: 'https://a.example' },
      { origins: ['*'] },
      { 'x-request-id': 'req_1', 'acme-version': '2' },
    );
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-expose-headers']).toBe(
      'x-request-id, acme-version, retry-after, x-fakeai-note',
    );
    expect(headers).not.toHaveProperty('access-control-allow-methods');
    expect(headers).not.toHaveProperty('vary');
  });

  it('allow a listed origin by name, with Vary', () => {
    const origins = ['https://a.example', 'https://b.example'];
    expect(added(origins, { origin: 'https://b.example' })).toMatchObject({
      'access-control-allow-origin': 'https://b.example',
      vary: 'origin',
    });
    expect(added(origins, { origin: 'https://c.example' })).toEqual(REFUSED);
    expect(added(origins, { origin: 'null' })).toEqual(REFUSED);
    expect(added([], { origin: 'https://a.example' })).toEqual(REFUSED);
  });

  it('grant a preflight the headers it asks for', () => {
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

describe('cross-origin headers by default', () => {
  it.each(LOOPBACK)('allow the loopback origin %s', (origin) => {
    const { added, preflight } = answerTo(
      { origin, ...PREFLIGHT },
      { listener: 'loopback', method: 'OPTIONS' },
    );
    expect(added['access-control-allow-origin']).toBe(origin);
    expect(added.vary).toBe('origin');
    expect(preflight).not.toThrow();
  });

  it.each(FOREIGN)('do not allow %j on a loopback listener with well-known keys', (origin) => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const answer = answerTo({ origin, ...PREFLIGHT }, { listener: 'loopback', method });
      expect(answer.added).toEqual(REFUSED);
      expect(answer.isRefused).toBe(true);
    }
  });

  it.each([
    ['in process', {}],
    ['on a network listener', { listener: 'network' }],
    ['with the operator’s own keys', { listener: 'loopback', hasPublicAccess: false }],
    ['when all are configured', { listener: 'loopback', origins: ['*'] }],
  ] as const)('allow all %s', (_, sent) => {
    for (const origin of [...FOREIGN, ...LOOPBACK]) {
      const answer = answerTo({ origin, ...PREFLIGHT }, { ...sent, method: 'OPTIONS' });
      expect(answer.added['access-control-allow-origin']).toBe('*');
      expect(answer.isRefused).toBe(false);
      expect(answer.preflight).not.toThrow();
    }
  });
});

describe('a preflight', () => {
  const refused = (sent: Sent, headers: Record<string, string>) =>
    expect(answerTo(headers, { listener: 'loopback', method: 'OPTIONS', ...sent }).preflight);

  it('of an origin that is not allowed is refused and names the option', () => {
    for (const sent of [{}, { origins: [] }, { origins: ['http://localhost:3000'] }]) {
      refused(sent, { origin: 'https://a.example', ...PREFLIGHT }).toThrow(
        expect.objectContaining({
          detail: expect.objectContaining({
            code: 'origin_not_allowed',
            message: expect.stringContaining('corsOrigins'),
          }),
        }),
      );
    }
  });

  it('is neither OPTIONS without its header nor another method', () => {
    refused({}, { origin: 'https://a.example' }).not.toThrow();
    refused({ method: 'GET' }, { origin: 'https://a.example', ...PREFLIGHT }).not.toThrow();
  });
});

describe('sockets', () => {
  it('are refused to pages that could not read an answer', () => {
    const upgradeFrom = (origin: string | undefined, sent: Sent = { listener: 'loopback' }) =>
      answerTo(origin === undefined ? {} : { origin }, sent).upgrade;
    for (const origin of FOREIGN)
      expect(upgradeFrom(origin)).toThrow(
        expect.objectContaining({ detail: expect.objectContaining({ code: 'origin_not_allowed' }) }),
      );
    for (const origin of [...LOOPBACK, undefined]) expect(upgradeFrom(origin)).not.toThrow();
    expect(upgradeFrom('https://a.example', { listener: 'network' })).not.toThrow();
    expect(upgradeFrom('https://a.example', { origins: ['https://a.example'] })).not.toThrow();
    expect(upgradeFrom('https://b.example', { origins: ['https://a.example'] })).toThrow();
    expect(upgradeFrom('https://b.example', { origins: ['*'] })).not.toThrow();
  });
});
