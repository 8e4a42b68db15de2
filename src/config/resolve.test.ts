import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Duration } from './duration.ts';
import { OptionError } from './option-error.ts';
import {
  type OptionName,
  type Options,
  type OptionsInput,
  optionDefinition,
  optionNames,
} from './options.ts';
import { resolveOptions } from './resolve.ts';
import { toTiming } from './timing.ts';

describe('resolveOptions', () => {
  it('returns the documented defaults', () => {
    expect(resolveOptions()).toMatchObject({
      host: '127.0.0.1',
      port: 8000,
      debug: false,
      responseDelay: 0.5,
      randomDelay: true,
      maxVariance: 0.3,
      apiKeys: ['sk-fakeai-1234567890abcdef', 'sk-test-abcdefghijklmnop'],
      requireApiKey: true,
      latency: 'fixed',
      itl: { mean: 20, deviation: 0, shape: 'none' },
      data: ':memory:',
      bodyLimit: 32 * 1024 * 1024,
      gracePeriod: 5000,
    });
  });

  it('has a value for every option except those that document what absence means', () => {
    const options = resolveOptions();
    for (const name of optionNames) {
      const { absent } = optionDefinition(name);
      expect(options[name] === undefined, name).toBe(absent !== undefined);
    }
  });

  it('parses written forms, and accepts resolved options unchanged', () => {
    const options = resolveOptions({
      ttft: '200ms:10%',
      bodyLimit: '16mb',
      seed: 42,
      responseDelay: '250ms',
    });
    expect(options).toMatchObject({
      ttft: { mean: 200, deviation: 0.1, shape: 'lognormal' },
      bodyLimit: 16_000_000,
      seed: '42',
      responseDelay: 0.25,
    });
    expect(resolveOptions(options)).toEqual(options);
  });

  it('treats undefined as absent', () => {
    expect(resolveOptions({ port: undefined }).port).toBe(8000);
  });

  it('reports the option, the value and what is allowed on one line', () => {
    const wrong = { port: 70_000 } as OptionsInput;
    expect(() => resolveOptions(wrong)).toThrow(
      new OptionError('Wrong value for the option port: 70000. Allowed: an integer from 0 to 65535.'),
    );
  });

  it('suggests a name for an unknown option', () => {
    expect(() => resolveOptions({ prot: 1 } as OptionsInput)).toThrow(
      'Unknown option "prot". Did you mean port?',
    );
    expect(() => resolveOptions(JSON.parse('{"__proto__": {"port": 1}}') as OptionsInput)).toThrow(
      'Unknown option "__proto__".',
    );
  });

  it('escapes hostile values in messages', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const hostile = [
      `\u001b[31m\n\u202e${'x'.repeat(1_000_000)}`,
      circular,
      () => {},
      Symbol('x'),
      10n,
      Number.NaN,
      null,
    ];
    for (const value of hostile) {
      const message = messageOf(() => resolveOptions({ port: value } as unknown as OptionsInput));
      expect(message).toMatch(
        /^Wrong value for the option port: .{1,70}\. Allowed: an integer from 0 to 65535\.$/,
      );
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it('never shows keys in an error', () => {
    const message = messageOf(() => resolveOptions({ apiKeys: ['sk-secret with space'] }));
    expect(message).toContain('the option apiKeys: (not shown)');
    expect(message).not.toContain('secret');
  });

  it('rejects requireApiKey without any keys', () => {
    expect(() => resolveOptions({ apiKeys: [] })).toThrow('at least one key, unless requireApiKey is false');
    expect(resolveOptions({ apiKeys: [], requireApiKey: false }).apiKeys).toEqual([]);
  });

  it('parses lists from arrays, JSON and text, without duplicates', () => {
    for (const apiKeys of [['a', 'b', 'a'], 'a, b,,a', '["a","b"]', ['a,b', 'a']]) {
      expect(resolveOptions({ apiKeys }).apiKeys).toEqual(['a', 'b']);
    }
  });

  it('derives the log level from debug, unless one is given', () => {
    expect(resolveOptions({ debug: true }).logLevel).toBe('debug');
    expect(resolveOptions({ debug: true, logLevel: 'warn' }).logLevel).toBe('warn');
  });

  it('returns frozen options', () => {
    expect(Object.isFrozen(resolveOptions())).toBe(true);
  });

  it('has types that match its values', () => {
    expectTypeOf<Options['ttft']>().toEqualTypeOf<Duration | undefined>();
    expectTypeOf<Options['itl']>().toEqualTypeOf<Duration>();
    expectTypeOf<Options['latency']>().toEqualTypeOf<'none' | 'fixed' | 'profile' | 'engine'>();
    expectTypeOf<Options['apiKeys']>().toEqualTypeOf<readonly string[]>();
    expectTypeOf<keyof Options>().toEqualTypeOf<OptionName>();
    expectTypeOf<Options>().toExtend<OptionsInput>();
  });
});

describe('toTiming', () => {
  const timing = (input: OptionsInput) => toTiming(resolveOptions(input));
  const itl = { mean: 20, deviation: 0, shape: 'none' };

  it('takes the time to first token from the response delay, with the given spread', () => {
    expect(timing({})).toEqual({ kind: 'fixed', ttft: { mean: 500, deviation: 0.3, shape: 'uniform' }, itl });
    expect(timing({ responseDelay: 2, maxVariance: 0.1 })).toMatchObject({
      ttft: { mean: 2000, deviation: 0.1 },
    });
    expect(timing({ randomDelay: false })).toMatchObject({
      ttft: { mean: 500, deviation: 0, shape: 'none' },
    });
    expect(timing({ maxVariance: 0 })).toMatchObject({ ttft: { shape: 'none' } });
  });

  it('keeps explicit times unchanged', () => {
    expect(timing({ ttft: '100ms', itl: '5ms:50%:uniform', responseDelay: 9 })).toEqual({
      kind: 'fixed',
      ttft: { mean: 100, deviation: 0, shape: 'none' },
      itl: { mean: 5, deviation: 0.5, shape: 'uniform' },
    });
  });

  it('has no latency with latency none or fast', () => {
    expect(timing({ latency: 'none', ttft: '1s' })).toEqual({ kind: 'none' });
    expect(timing({ latency: 'profile', fast: true })).toEqual({ kind: 'none' });
    expect(resolveOptions({ fast: true, latency: 'profile' }).latency).toBe('none');
  });

  it('leaves times to the model profile, with the spread', () => {
    expect(timing({ latency: 'profile' })).toEqual({ kind: 'profile', spread: 0.3 });
    expect(timing({ latency: 'profile', randomDelay: false })).toEqual({ kind: 'profile', spread: 0 });
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof OptionError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}
