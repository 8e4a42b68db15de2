import { describe, expect, it } from 'vitest';
import { type Access, checkPermission, type PrincipalKind } from './principal.ts';

const KINDS: readonly PrincipalKind[] = ['project', 'service_account', 'ephemeral', 'admin', 'open'];
const check = (kind: PrincipalKind, access: Access) => () =>
  checkPermission({ organization: 'org', project: 'p', user: undefined, key: undefined, kind }, access);
const refused = expect.objectContaining({
  detail: expect.objectContaining({ kind: 'forbidden', code: 'insufficient_permissions' }),
});

describe('permission', () => {
  it.each(KINDS)('for public operations is given to kind %s', (kind) => {
    expect(check(kind, 'public')).not.toThrow();
  });

  it('for operations of a project is refused to admin keys alone', () => {
    for (const kind of KINDS.filter((kind) => kind !== 'admin'))
      expect(check(kind, 'project'), kind).not.toThrow();
    expect(check('admin', 'project')).toThrow(refused);
  });

  it('for the administration is given to admin and open keys alone', () => {
    for (const kind of ['admin', 'open'] as const) expect(check(kind, 'admin'), kind).not.toThrow();
    for (const kind of ['project', 'service_account', 'ephemeral'] as const)
      expect(check(kind, 'admin'), kind).toThrow(refused);
  });
});
