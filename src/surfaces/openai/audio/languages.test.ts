import { expect, it } from 'vitest';
import { LANGUAGE_NAMES } from './languages.ts';

it('languages have lower-case English names', () => {
  expect(LANGUAGE_NAMES.get('en')).toBe('english');
  expect(LANGUAGE_NAMES.get('ht')).toBe('haitian creole');
  expect(LANGUAGE_NAMES.size).toBeGreaterThan(90);
  for (const code of LANGUAGE_NAMES.keys()) expect(code).toMatch(/^[a-z]{2}$/);
});
