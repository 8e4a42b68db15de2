import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineProfile, engineProfiles } from '../engine/batching/engine-profiles.ts';
import { createFakeIo } from './fake-io.ts';
import {
  aiperfRecordLines,
  aiperfSummary,
  answeredBy,
  genaiPerfSummary,
  guidellmReport,
  vllmResult,
} from './load-results/results.cases.ts';
import { main } from './main.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fakeai-calibrate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

async function run(...argv: string[]) {
  const io = createFakeIo({ cwd: folder });
  const code = await main(['calibrate', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
}

interface Printed {
  readonly engineProfiles: { readonly [name: string]: Partial<EngineProfile> & { like: string } };
  readonly kept: { readonly fields: readonly string[] };
  readonly errors: {
    readonly [metric: string]: { meanPercent: number; worst: { run: string; percent: number } };
  };
  readonly runs: readonly { name: string; concurrency: number; requests: number }[];
}

async function fit(...argv: string[]): Promise<Printed> {
  const { code, out, err } = await run(...argv, '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Printed;
}

/** Unlike llama-8b-h100, the default base. */
const TRUE = engineProfiles.get('llama-70b-h100') as EngineProfile;
const LEVELS = [1, 4, 16, 64];
const SERIES = LEVELS.map((level) => [level, answeredBy(TRUE, level)] as const);

function expectNear(printed: Printed, share: number, fields: readonly (keyof EngineProfile)[]): void {
  const profile = printed.engineProfiles.calibrated;
  for (const field of fields) {
    const relative = (profile?.[field] as number) / (TRUE[field] as number);
    expect(Math.abs(relative - 1), `${field}: ${profile?.[field]}`).toBeLessThan(share);
  }
}
const FIELDS = [
  'overheadMs',
  'prefillUsPerToken',
  'stepMs',
  'stepMsPerSequence',
  'stepUsPerContextToken',
] as const;

describe('fakeai calibrate', () => {
  const detailed = {
    'AIPerf records': () =>
      SERIES.map(([level, requests]) => write(`a${level}.jsonl`, aiperfRecordLines(requests))),
    guidellm: () => [write('benchmarks.json', guidellmReport(SERIES))],
    'vllm bench serve --save-detailed': () =>
      SERIES.map(([level, requests]) => write(`d${level}.json`, vllmResult(requests, level, true))),
  };
  it.each(Object.entries(detailed))('recovers a profile from the requests of %s', async (_, files) => {
    const printed = await fit(...files());
    expectNear(printed, 0.02, FIELDS);
    expect(printed.errors.ttft?.meanPercent).toBeLessThan(1);
    expect(printed.errors.itl?.meanPercent).toBeLessThan(3);
    expect(printed.runs).toHaveLength(LEVELS.length);
    expect(printed.runs.map(({ requests }) => requests)).toEqual(LEVELS.map((level) => 40 + 5 * level));
    expect(printed.engineProfiles.calibrated?.like).toBe('llama-8b-h100');
  });

  const means = {
    AIPerf: aiperfSummary,
    'GenAI-Perf': genaiPerfSummary,
    guidellm: (requests: (typeof SERIES)[number][1], level: number) =>
      guidellmReport([[level, requests]], false),
    'vllm bench serve': (requests: (typeof SERIES)[number][1], level: number) =>
      vllmResult(requests, level, false),
  };
  it.each(Object.entries(means))('recovers steps from the means of %s', async (_, format) => {
    const files = SERIES.map(([level, requests]) => write(`m${level}.json`, format(requests, level)));
    const printed = await fit(...files, '--like', 'llama-70b-h100');
    expectNear(printed, 0.1, ['overheadMs', 'stepMs']);
    expect(printed.kept.fields).toContain('prefillUsPerToken');
    expect(printed.errors.ttft?.meanPercent).toBeLessThan(1);
    expect(printed.errors.itl?.meanPercent).toBeLessThan(5);
    expect(printed.runs[0]?.concurrency).toBeCloseTo(1, 1);
  });

  it('reads several results of one file, a line each', async () => {
    const lines = SERIES.map(([level, requests]) => `${JSON.stringify(vllmResult(requests, level, true))}\n`);
    const printed = await fit(write('appended.json', lines.join('')));
    expect(printed.runs.map(({ name }) => name)).toEqual([
      'appended.json',
      'appended.json[1]',
      'appended.json[2]',
      'appended.json[3]',
    ]);
  });

  it('reads a document of several lines', async () => {
    const [level, requests] = SERIES[0] as (typeof SERIES)[number];
    const file = write('pretty.json', `\uFEFF${JSON.stringify(aiperfSummary(requests, level), null, 2)}`);
    expect((await fit(file)).runs).toHaveLength(1);
  });

  it('prints a table, the errors, what was kept and the profile for the config file', async () => {
    const [level, requests] = SERIES[0] as (typeof SERIES)[number];
    const file = write('c1.json', vllmResult(requests, level, false));
    const { code, out } = await run(file, '--name', 'mine', '--like', 'llama-70b-h100');
    expect(code).toBe(0);
    expect(out).toMatch(/^run +concurrency +prompt +answer +TTFT ms +fitted +ITL ms +fitted\nc1\.json /);
    expect(out).toMatch(/\nTTFT: [\d.]+ % off on average, at worst [\d.]+ % \(c1\.json\)\nITL: /);
    expect(out).toContain(
      'Kept from llama-70b-h100:\n  prefillUsPerToken: needs prompts of different lengths',
    );
    const config = out.slice(out.indexOf('{'));
    writeFileSync(join(folder, 'mine.config.json'), config);
    const io = createFakeIo({ cwd: folder });
    expect(await main(['config', '--config', 'mine.config.json', '--engine-profile', 'mine'], io)).toBe(0);
    expect(io.stderr()).toBe('');
  });

  const few = () => vllmResult(answeredBy(TRUE, 1, 4), 1, true);
  const whole = () => ({ ...vllmResult(answeredBy(TRUE, 1), 1, false), mean_ttft_ms: 0 });
  it.each<[string, () => unknown, string]>([
    ['none.json', () => undefined, 'Cannot read none.json: no such file or folder.'],
    ['text.json', () => 'hello\nyou', 'text.json is not JSON.'],
    ['empty.json', () => '', 'empty.json is not JSON.'],
    ['cut.jsonl', () => `${aiperfRecordLines(answeredBy(TRUE, 1, 2))}{"metadata`, 'cut.jsonl:5 is not JSON.'],
    ['list.json', () => [1], 'list.json is not the output of a known load tool. Known: AIPerf '],
    [
      'raw.json',
      () => ({ experiments: [] }),
      'raw.json is not the output of a known load tool. Known: AIPerf ',
    ],
    [
      'few.json',
      few,
      'few.json has too few points: 4 streamed answers with a time to the first token. Needed: at least 5 in a run.',
    ],
    ['whole.json', whole, 'whole.json has too few points: 0 streamed answers'],
  ])('refuses %s in one line', async (name, content, message) => {
    const made = content();
    if (made !== undefined) write(name, made);
    const { code, out, err } = await run(name);
    expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 1, out: '', lines: 2 });
    expect(err).toContain(`fakeai: ${message}`);
  });

  it('refuses a file that is too large without reading it', async () => {
    truncateSync(join(folder, write('large.json', '{')), 600 * 2 ** 20);
    expect((await run('large.json')).err).toBe(
      'fakeai: large.json is too large: 600 MiB. Allowed: 511 MiB.\n',
    );
  });

  it('refuses a folder', async () => {
    expect((await run('.')).err).toBe('fakeai: Cannot read .: it is a folder.\n');
  });

  it('refuses results that no possible profile has', async () => {
    const slow = { ...vllmResult(answeredBy(TRUE, 1), 1, false), mean_ttft_ms: 1e7, mean_tpot_ms: 10 };
    const { code, err } = await run(write('slow.json', slow));
    expect(code).toBe(1);
    expect(err).toMatch(
      /^fakeai: No possible profile fits these results: calibrated\.overheadMs is .* Allowed: a number from 0 to 600000\.\n$/,
    );
  });

  it.each([
    [
      ['--like', 'lama-8b-h100'],
      /^fakeai: Wrong value for --like: "lama-8b-h100"\. Allowed: .* Did you mean llama-8b-h100\?\n$/,
    ],
    [
      ['--name', 'a b'],
      /^fakeai: Wrong value for --name: "a b"\. Allowed: up to 64 letters, digits, \., _ and -\.\n$/,
    ],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await run('c1.json', ...argv);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
