import { expect, it } from 'vitest';
import type { ProgramCall } from '../../../engine/request.ts';
import { codeOf } from './code.ts';
import { labelsOf } from './labels.ts';

const call = (name: string, input: string, more: Partial<ProgramCall> = {}): ProgramCall => ({
  kind: 'function',
  name,
  input,
  label: 'it',
  ...more,
});

it('writes one call, in whatever form its name and input have', () => {
  expect(codeOf([[call('get_time', '{"city":"Oslo"}')]])).toBe(
    'const it = await tools.get_time({"city":"Oslo"});\ntext(it);\n',
  );
  expect(codeOf([[call('crm.list-orders', '{}')]])).toBe(
    'const it = await tools.crm["list-orders"]({});\ntext(it);\n',
  );
  expect(codeOf([[call('write', 'a "b"', { kind: 'custom' })]])).toBe(
    'const it = await tools.write("a \\"b\\"");\ntext(it);\n',
  );
  expect(codeOf([[call('get', '{}', { keeps: ['a', 'b c'] })]])).toContain(
    'text({ a: it.a, "b c": it["b c"] });',
  );
});

it('writes nothing for no calls', () => {
  expect(codeOf([])).toBe('text("");\n');
});

it('names results by tools, and by arguments where these differ', () => {
  const named = (...calls: [string, string][]) => labelsOf(calls.map(([name, input]) => ({ name, input })));
  expect(named(['get_time', '{"city":"Oslo"}'], ['sky.get_weather', '{}'])).toEqual([
    'get_time',
    'get_weather',
  ]);
  expect(named(['get', '{"city":"Århus C"}'], ['get', '{"city":"Århus C"}'], ['get', '{"n":2}'])).toEqual([
    'get_Arhus_C',
    'get_Arhus_C_2',
    'get_2',
  ]);
  expect(named(['delete', '{}'], ['tools', '{}'], ['9', '{}'], ['-', '{}'])).toEqual([
    'delete_result',
    'tools_result',
    '_9',
    '_',
  ]);
});

it('is valid JavaScript', () => {
  const calls = [
    call('a-b', '{"x":1}', { label: 'one' }),
    call('c', 'text', { kind: 'custom', label: 'two' }),
  ];
  const AsyncFunction = (async () => {}).constructor as new (...args: string[]) => unknown;
  for (const rounds of [[calls], calls.map((each) => [each])])
    expect(() => new AsyncFunction('tools', 'text', codeOf(rounds))).not.toThrow();
});
