import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoadedOptions, loadOptions } from '../config/load.ts';
import { flagOf, type OptionName, optionDefinition, optionNames, variableOf } from '../config/options.ts';
import { optionReference } from '../config/reference.ts';
import { parseArguments } from './arguments.ts';
import { helpText } from './help.ts';

/** For each option: values for file, variable and flag, all different, and an invalid value. */
const VALUES: { readonly [Name in OptionName]: readonly [string, string, string, string] } = {
  host: ['0.0.0.0', '::1', 'localhost', 'a b'],
  port: ['1', '2', '3', '70000'],
  corsOrigins: ['http://a', 'http://b', 'http://c,http://d', 'a b'],
  allowedHosts: ['a', 'b', 'c,d', 'a b'],
  docs: ['false', 'true', 'false', 'maybe'],
  metricsDialects: ['vllm', 'fakeai,dcgm', '["sglang","nim"]', 'prometheus'],
  dcgmPort: ['1', '9400', '3', '70000'],
  gracePeriod: ['1s', '2s', '3000', '1h'],
  apiKeys: ['sk-a', 'sk-b,sk-c', '["sk-d"]', 'a b'],
  requireApiKey: ['false', 'true', 'false', '2'],
  organization: ['org-a', 'org-b', 'org-c', 'ö'],
  mcpServers: ['http://a', 'http://b/mcp', 'http://c,https://d/e', 'ftp://a'],
  latency: ['none', 'profile', 'engine', 'slow'],
  fast: ['true', 'false', 'true', 'very'],
  ttft: ['1ms', '2ms:10%', '3ms:10%:uniform', '11m'],
  itl: ['1ms', '2ms:10%', '3ms:10%:gaussian', '20ms:101%'],
  responseDelay: ['1', '2s', '300ms', '601'],
  randomDelay: ['false', 'true', 'false', 'no!'],
  maxVariance: ['0.1', '0.2', '.4', '1.1'],
  serverTiming: ['true', 'false', 'on', 'maybe'],
  prefixCache: ['false', 'true', 'off', 'maybe'],
  engineWorkers: ['2', '3', '8', '0'],
  kvBlockSize: ['32', '64', '8', '0'],
  kvBlocks: ['100', '200', '300', '0'],
  kvHostBlocks: ['100', '200', '300', '-1'],
  routerMode: ['round-robin', 'random', 'least-loaded', 'direct'],
  routerCost: ['lmetric', 'original', 'dynamo', 'cheap'],
  routerOverlapWeight: ['0.5', '2', '0', '-1'],
  routerTemperature: ['0.5', '2', '1', '-1'],
  engineProfile: ['a', 'b', 'c', 'a b'],
  engineProfiles: ['{"a":{"stepMs":1}}', '{"b":{"stepMs":2}}', '{}', '{"c d":{}}'],
  maxNumSeqs: ['1', '2', '3', '0'],
  maxNumBatchedTokens: ['1', '2', '3', '0'],
  maxWaiting: ['1', '2', '0', '-1'],
  queueFullStatus: ['429', '503', '429', '500'],
  chunkedPrefill: ['false', 'true', 'off', 'maybe'],
  speculation: ['0.5', '0.85,0.3', '[1,0.5]', '0.5,1.1'],
  prefillWorkers: ['1', '2', '0', '-1'],
  engineSpeedup: ['0.5', '10', '2', '0'],
  seed: ['a', 'b', '7', 'x\u0000'],
  models: ['gpt-4o', 'a/b,c', '["d"]', 'a\nb'],
  prompts: [
    '{"a":{"messages":[{"role":"user","content":"A"}]}}',
    '{"b":[{"model":"gpt-4o","messages":[{"role":"developer","content":"{{b}}"}]}]}',
    '{}',
    '{"c":[]}',
  ],
  replyModel: ['requested', 'snapshot', 'requested', 'alias'],
  refusals: ['false', 'true', 'off', 'maybe'],
  strictModels: ['true', 'false', 'true', '-'],
  strictSchemas: ['yes', 'no', 'yes', 'y e s'],
  streamObfuscation: ['on', 'off', 'on', 'of'],
  data: ['./a', './b', './c', 'a\nb'],
  maxStored: ['1', '2', '0', '-1'],
  maxObjects: ['1', '2', '3', '0'],
  storeLimit: ['1mib', '2mib', '3mib', '1kb'],
  maxModels: ['1', '2', '0', '1.5'],
  batchConcurrency: ['1', '2', '3', '0'],
  batchWindow: ['1s', '2m', '3h', '0'],
  batchStage: ['0', '1s', '1m', '2d'],
  webhooks: ['http://a', 'http://b', 'http://c,https://d/e', 'ftp://a'],
  webhookSecret: [`whsec_${'a'.repeat(32)}`, `whsec_${'b'.repeat(32)}`, `whsec_${'c'.repeat(43)}=`, 'secret'],
  bodyLimit: ['2kb', '3kib', '4096', '1tb'],
  inFlightBodyLimit: ['2kb', '3kib', '64gib', '1'],
  inFlightAnswerLimit: ['2kb', '3kib', '64gib', '1'],
  answerLimit: ['2kb', '3kib', '1gib', '1'],
  fileLimit: ['2kb', '3kib', '64gib', '1'],
  maxDepth: ['1', '2', '3', '0'],
  maxConnections: ['1', '2', '3', '0'],
  requestTimeout: ['1s', '2s', '1m', '0'],
  clientBufferLimit: ['2kb', '3kib', '1mib', '12'],
  slowReaderTimeout: ['1s', '2s', '1m', '20ms:10%'],
  debug: ['1', '0', '1', 'debug'],
  logLevel: ['warn', 'error', 'SILENT', 'trace'],
  watch: ['true', 'false', 'on', 'maybe'],
  logFormat: ['json', 'pretty', 'auto', 'xml'],
};

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fakeai-options-'));
});
afterAll(() => rm(cwd, { recursive: true }));

/** Loads options like the program does, with one option set in the given places. */
async function load(
  name: OptionName,
  set: { file?: string; variable?: string; flag?: string },
): Promise<LoadedOptions> {
  const file = join(cwd, `${name}.json`);
  await writeFile(file, JSON.stringify(set.file === undefined ? {} : { [name]: set.file }));
  const { flags } = parseArguments(set.flag === undefined ? [] : [`${flagOf(name)}=${set.flag}`]);
  const env = set.variable === undefined ? {} : { [variableOf(name)]: set.variable };
  return loadOptions({ flags, env, file: `${name}.json`, cwd });
}

const read = (name: OptionName, written: string) => optionDefinition(name).form.read(written);

describe.each(optionNames)('the option %s', (name) => {
  const [inFile, inVariable, inFlag, wrong] = VALUES[name];

  it('is set by the file, overridden by its variable, overridden by its flag', async () => {
    const file = await load(name, { file: inFile });
    expect(file.options[name]).toEqual(read(name, inFile));
    expect(file.origins[name]).toEqual({ source: 'file', name: `${name} in ${name}.json` });

    const variable = await load(name, { file: inFile, variable: inVariable });
    expect(variable.options[name]).toEqual(read(name, inVariable));
    expect(variable.options[name]).not.toEqual(file.options[name]);
    expect(variable.origins[name]).toEqual({ source: 'variable', name: variableOf(name) });
    expect(variable.warnings).toEqual([]);

    const flag = await load(name, { file: inFile, variable: inVariable, flag: inFlag });
    expect(flag.options[name]).toEqual(read(name, inFlag));
    expect(flag.options[name]).not.toEqual(variable.options[name]);
    expect(flag.origins[name]).toEqual({ source: 'flag', name: flagOf(name) });
  });

  it('has its default if it is not set, or set by an empty variable', async () => {
    for (const set of [{}, { variable: '' }]) {
      const { options, origins } = await load(name, set);
      const written = optionDefinition(name).default;
      expect(options[name]).toEqual(
        written === undefined ? undefined : optionDefinition(name).form.read(written),
      );
      expect(origins[name].source).toBe('default');
    }
  });

  it('rejects an invalid value, and names the place where it was set', async () => {
    const { form, secret } = optionDefinition(name);
    const places = [
      [{ file: wrong }, `${name} in ${name}.json`],
      [{ variable: wrong }, variableOf(name)],
      [{ flag: wrong }, flagOf(name)],
    ] as const;
    for (const [set, place] of places) {
      const shown = secret ? '(not shown)' : JSON.stringify(wrong);
      await expect(load(name, set)).rejects.toThrow(
        `Wrong value for ${place}: ${shown}. Allowed: ${form.allowed}.`,
      );
    }
  });

  it('has an example that is valid and differs from the default', async () => {
    const { example } = optionDefinition(name);
    const { options } = await load(name, { variable: example });
    expect(options[name]).not.toEqual((await load(name, {})).options[name]);
  });

  it('is documented, with its flag and variable', () => {
    const start = optionReference().indexOf(`### \`${name}\`\n`);
    const section = optionReference().slice(start, optionReference().indexOf('\n\n#', start + 1));
    expect(start).toBeGreaterThan(0);
    expect(section).toContain(optionDefinition(name).description);
    for (const [, other] of optionDefinition(name).description.matchAll(/`(\w+)`/g)) {
      expect(optionNames).toContain(other);
    }
    expect(section).toContain(`\`${flagOf(name)}`);
    expect(section).toContain(`\`${variableOf(name)}=`);
    expect(helpText('serve')).toMatch(
      new RegExp(`^  (${flagOf(name)}|--\\[no-\\]${flagOf(name).slice(2)})\\b`, 'm'),
    );
  });
});
