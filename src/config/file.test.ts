import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOptions } from './load.ts';
import { OptionError } from './option-error.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fakeai-config-'));
});
afterEach(() => rm(cwd, { recursive: true }));

const put = (name: string, content: string) => writeFile(join(cwd, name), content);
const load = (file?: string) => loadOptions({ cwd, ...(file !== undefined && { file }) });

describe('the config file', () => {
  it.each(['fakeai.config.yaml', 'fakeai.config.yml'])('is %s', async (name) => {
    await put(name, '# a comment\nport: 9001\nttft: 200ms:10%\napiKeys: [sk-a, sk-b]\n');
    const { options, origins, file } = await load();
    expect(options).toMatchObject({
      port: 9001,
      ttft: { mean: 200, deviation: 0.1 },
      apiKeys: ['sk-a', 'sk-b'],
    });
    expect(origins.port).toEqual({ source: 'file', name: `port in ${name}` });
    expect(file).toBe(join(cwd, name));
  });

  it('is fakeai.config.json', async () => {
    await put('fakeai.config.json', '\uFEFF{"port": 9001, "debug": true}');
    const { options, origins } = await load();
    expect(options).toMatchObject({ port: 9001, debug: true, logLevel: 'debug' });
    expect(origins.logLevel).toEqual({ source: 'file', name: 'debug in fakeai.config.json' });
  });

  it('is the one asked for by flag or variable, whatever else is there', async () => {
    await put('fakeai.config.json', '{"port": 1}');
    await put('other.yaml', 'port: 2');
    await put('third.json', '{"port": 3}');
    expect((await load('other.yaml')).options.port).toBe(2);
    expect((await loadOptions({ cwd, env: { FAKEAI_CONFIG: 'third.json' } })).options.port).toBe(3);
    expect(
      (await loadOptions({ cwd, file: 'other.yaml', env: { FAKEAI_CONFIG: 'third.json' } })).options.port,
    ).toBe(2);
    expect((await loadOptions({ cwd, env: { FAKEAI_CONFIG: 'third.json' } })).warnings).toEqual([]);
  });

  it('may be empty, or missing', async () => {
    expect((await load()).file).toBeUndefined();
    await put('fakeai.config.yaml', '# nothing yet\n');
    expect((await load()).options.port).toBe(8000);
  });

  it.each([
    ['a.yaml', 'port: 1\nprot: 2', 'Unknown key "prot" in a.yaml. Did you mean port?'],
    ['a.yaml', 'response_delay: 2', 'Unknown key "response_delay" in a.yaml. Did you mean responseDelay?'],
    ['a.json', '{"__proto__": {"port": 1}}', 'Unknown key "__proto__" in a.json.'],
    ['a.yaml', '__proto__:\n  port: 1', 'Unknown key "__proto__" in a.yaml.'],
    ['a.yaml', 'constructor: 1', 'Unknown key "constructor" in a.yaml.'],
    [
      'a.yaml',
      'logLevel: warning',
      'Wrong value for logLevel in a.yaml: "warning". Allowed: one of silent, error, warn, info, debug. Did you mean warn?',
    ],
    ['a.yaml', 'port:', 'Wrong value for port in a.yaml: null. Allowed: an integer from 0 to 65535.'],
    ['a.yaml', 'port: [1]', 'Wrong value for port in a.yaml: [1]. Allowed: an integer from 0 to 65535.'],
    [
      'a.yaml',
      'port: 1\nport: 2',
      'The config file a.yaml is not valid YAML: Map keys must be unique at line 2, column 1.',
    ],
    ['a.yaml', 'a: b: c', /^The config file a\.yaml is not valid YAML: .+ at line 1, column \d+\.$/],
    ['a.yaml', 'port: 1\n---\nport: 2', /^The config file a\.yaml is not valid YAML: .+\.$/],
    ['a.yaml', '- port', 'The config file a.yaml must contain options by name, such as port: 8000.'],
    ['a.json', 'null', 'The config file a.json must contain options by name, such as {"port": 8000}.'],
    ['a.json', '{"port": 1,}', /^The config file a\.json is not valid JSON: .+\.$/],
    ['a.json', '', /^The config file a\.json is not valid JSON: .+\.$/],
    ['a.yaml', 'a'.repeat(300_000), 'The config file a.yaml is too large. Allowed: 256 KiB.'],
  ])('%s holding %j is refused in one line', async (name, content, message) => {
    await put(name, content);
    const refused = await load(name).then(
      () => 'accepted',
      (error: Error) => `${error.name}: ${error.message}`,
    );
    if (typeof message === 'string') expect(refused).toBe(`OptionError: ${message}`);
    else expect(refused.replace('OptionError: ', '')).toMatch(message);
    expect(refused).not.toContain('\n');
    expect(({} as { port?: number }).port).toBeUndefined();
  });

  it('is told of every wrong key and value at once, one line each', async () => {
    await put('a.json', JSON.stringify({ prot: 1, port: 'abc', docs: 'maybe', zap: 1 }));
    await expect(load('a.json')).rejects.toThrow(
      new OptionError(
        [
          'Unknown key "prot" in a.json. Did you mean port?',
          'Unknown key "zap" in a.json.',
          'Wrong value for port in a.json: "abc". Allowed: an integer from 0 to 65535.',
          'Wrong value for docs in a.json: "maybe". Allowed: true or false.',
        ].join('\n'),
      ),
    );
    await put(
      'many.json',
      JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`zzz${i}`, 1]))),
    );
    const error = await load('many.json').catch((thrown: Error) => thrown);
    expect((error as Error).message.split('\n')).toHaveLength(11);
    expect((error as Error).message).toMatch(/… and 490 more$/);
  });

  it.each([
    ['brackets', '['.repeat(200_000)],
    ['braces', '{a: '.repeat(50_000)],
    [
      'aliases that multiply',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[i]}`)}]`).join('\n')}`,
    ],
    ['a tag', 'port: !!js/function "() => 1"'],
    ['control characters', 'port: "\\e[31m\\r\\n"'],
  ])('survives %s', async (_what, content) => {
    await put('hostile.yaml', content);
    const error = await load('hostile.yaml').catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: 'OptionError' });
    expect((error as Error).message.length).toBeLessThan(400);
    expect((error as Error).message).not.toMatch(/\p{Cc}/u);
  });

  it('is refused when it is missing, a folder, or one of two', async () => {
    await expect(load('no.yaml')).rejects.toThrow('Cannot read the config file no.yaml: no such file.');
    await mkdir(join(cwd, 'folder'));
    await expect(load('folder')).rejects.toThrow('Cannot read the config file folder: it is a folder.');
    await put('fakeai.config.json', '{}');
    await put('fakeai.config.yml', '');
    await expect(load()).rejects.toThrow(
      'Both fakeai.config.json and fakeai.config.yml exist. Keep one, or choose with --config.',
    );
  });
});
