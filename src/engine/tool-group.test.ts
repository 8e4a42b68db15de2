import { expect, it } from 'vitest';
import { inGroup, isNamed, splitName } from './tool-group.ts';

it.each([
  ['crm', 'list', 'crm.list'],
  ['crm', 'a.b', 'crm.a.b'],
  [undefined, 'list', 'list'],
])('a name is put together and taken apart: %s, %s', (group, own, whole) => {
  expect(inGroup(group, own)).toBe(whole);
  expect(splitName(whole)).toEqual({ own, ...(group && { group }) });
});

it.each([
  ['crm.list', ['crm'], true],
  ['crm.list', ['crm.list'], true],
  ['crm.list', ['list'], false],
  ['crmlist', ['crm'], false],
  ['list', ['list'], true],
])('%s is named by %o: %s', (name, names, expected) => {
  expect(isNamed(name, names)).toBe(expected);
});
