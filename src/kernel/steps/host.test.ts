import { describe, expect, it } from 'vitest';
import type { Head } from '../head.ts';
import { checkHost, type HostOptions } from './host.ts';

const createCheck =
  (options: HostOptions) =>
  (request: unknown): void =>
    checkHost(options)
      .on(undefined)
      ?.arrive?.({ request } as never);

function isRefused(
  host: string | undefined,
  options: Partial<HostOptions> = {},
  listener: Head['listener'] = 'loopback',
): boolean {
  const check = createCheck({ allowedHosts: [], hasPublicAccess: true, ...options });
  try {
    check({ headers: { host }, listener } as never);
  } catch (error) {
    expect(error).toMatchObject({
      detail: {
        kind: 'forbidden',
        code: 'host_not_allowed',
        message: expect.stringContaining('allowedHosts'),
      },
    });
    return true;
  }
  return false;
}

const LOCAL = ['localhost:8000', 'a.localhost', '127.0.0.1:1', '[::1]:8000', 'host.docker.internal:8000'];
const FOREIGN = ['evil.example', 'localhost.evil.example:8000', '192.168.1.2', '', 'a b', 'x'.repeat(10_000)];

describe('the host of a request', () => {
  it.each([...LOCAL, undefined])('may be %j', (host) => {
    expect(isRefused(host)).toBe(false);
  });

  it.each(FOREIGN)('may not be %j', (host) => {
    expect(isRefused(host)).toBe(true);
  });

  it('is anything where keys protect the server, it listens elsewhere, or the call is in process', () => {
    for (const host of FOREIGN) {
      expect(isRefused(host, { hasPublicAccess: false })).toBe(false);
      expect(isRefused(host, {}, 'network')).toBe(false);
      const check = createCheck({ allowedHosts: [], hasPublicAccess: true });
      expect(() => check({ headers: { host } } as never)).not.toThrow();
    }
  });

  it('may be a configured name, on any port and in any case', () => {
    const allowedHosts = ['FakeAI.test', 'other.test:9000'];
    for (const host of ['fakeai.test', 'FAKEAI.TEST:8000', 'other.test', 'localhost'])
      expect(isRefused(host, { allowedHosts })).toBe(false);
    expect(isRefused('evil.example', { allowedHosts })).toBe(true);
    expect(isRefused('a.fakeai.test', { allowedHosts })).toBe(true);
    const check = createCheck({ allowedHosts, hasPublicAccess: true });
    const ask = (host: string) => () => check({ headers: { host }, listener: 'loopback' } as never);
    for (const _ of [1, 2]) {
      expect(ask('localhost:1')).not.toThrow();
      expect(ask('evil.example')).toThrow();
    }
    for (const host of FOREIGN) expect(isRefused(host, { allowedHosts: ['*'] })).toBe(false);
  });
});
