import { describe, expect, it } from 'vitest';
import { openai } from '../../surfaces/openai/surface.ts';
import type { Access, Principal } from '../principal.ts';
import { createIdentify } from './principal.ts';

const KEYS = ['sk-first', 'sk-second'];
const options = { organization: 'org-test', surface: openai, apiKeys: KEYS, requireApiKey: true };
const identify = createIdentify(options);
const row = (access: Access) => ({ access, surface: openai });
const keyed = (key: string) => ({ authorization: `Bearer ${key}` });

const of = (value: string | string[] | undefined): string =>
  identify({ headers: { ...keyed('sk-first'), 'openai-project': value } }, row('project')).project;

describe('the principal of a request', () => {
  it('with a configured key is open, in the default project', () => {
    expect(identify({ headers: keyed('sk-first') }, row('project'))).toEqual({
      organization: 'org-test',
      project: 'default',
      user: undefined,
      key: expect.stringMatching(/^key_[0-9a-f]{24}$/),
      kind: 'open',
    });
  });

  it('tells keys apart without revealing them', () => {
    const [one, two, again] = ['sk-first', 'sk-second', 'sk-first'].map(
      (key) => identify({ headers: keyed(key) }, row('project')).key,
    );
    expect(one).toBe(again);
    expect(one).not.toBe(two);
    expect(one).not.toContain('first');
  });

  it('has no key where none is required', () => {
    const open = createIdentify({ ...options, requireApiKey: false });
    expect(identify({ headers: keyed('sk-first') }, row('public'))).toMatchObject({ kind: 'open' });
    expect(identify({ headers: {} }, row('public')).key).toBeUndefined();
    expect(open({ headers: {} }, row('admin'))).toMatchObject({ kind: 'open', key: undefined });
  });

  it.each(['project', 'admin'] as const)('is not told without a key for access %s', (access) => {
    for (const headers of [{}, keyed('sk-other')]) {
      expect(() => identify({ headers }, row(access))).toThrow(
        expect.objectContaining({
          detail: expect.objectContaining({ kind: expect.stringMatching(/_credentials$/) }),
        }),
      );
    }
  });

  it('of the program’s own call is the one it acts for, which needs no key but permission', () => {
    const principal: Principal = {
      organization: 'org-1',
      project: 'p',
      user: 'user-1',
      key: 'key_1',
      kind: 'project',
    };
    const own = { headers: { 'openai-project': 'other' }, internal: { principal, onStart: () => {} } };
    expect(identify(own, row('project'))).toBe(principal);
    expect(() => identify(own, row('admin'))).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ code: 'insufficient_permissions' }) }),
    );
  });
});

describe('the project of a request', () => {
  it('is named by the header of its surface, else by that of the main surface', () => {
    const project = { name: 'acme-team', title: 'Acme-Team' };
    const acme = {
      ...openai,
      callers: { project, requestId: { name: 'acme-request', isValid: () => true } },
    };
    const { callers: _, ...silent } = openai;
    const headers = { ...keyed('sk-first'), 'acme-team': 'a', 'openai-project': 'b' };
    expect(identify({ headers }, { access: 'project', surface: acme }).project).toBe('a');
    expect(identify({ headers }, { access: 'project', surface: silent }).project).toBe('b');
    expect(() => identify({ headers: { 'acme-team': '?' } }, { access: 'public', surface: acme })).toThrow(
      expect.objectContaining({
        detail: expect.objectContaining({ message: expect.stringContaining("'Acme-Team' header") }),
      }),
    );
  });

  it('is named by its header', () => {
    for (const name of ['proj_1', 'a', 'A.b-c_9', 'x'.repeat(128)]) expect(of(name)).toBe(name);
  });

  it('is the default one only without a header', () => {
    expect(of(undefined)).toBe('default');
  });

  it.each(['', ' ', 'a b', 'a/b', 'é', 'a\n', 'x'.repeat(129), ['a', 'b'], 'a, b'])('is never %j', (name) => {
    expect(() => of(name)).toThrow(
      expect.objectContaining({
        detail: expect.objectContaining({ kind: 'invalid_value', code: 'invalid_project' }),
      }),
    );
  });
});
