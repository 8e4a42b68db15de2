import { describe, expect, it } from 'vitest';
import { projectOf } from './project.ts';

const of = (value: string | string[] | undefined): string =>
  projectOf({ headers: { 'openai-project': value } });

describe('the project of a request', () => {
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
