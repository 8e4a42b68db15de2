import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsdown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeAI, type FakeAI } from '../../src/fakeai.ts';
import tsdownConfig from '../../tsdown.config.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const EXAMPLES = join(ROOT, 'examples');
const MODULES = join(ROOT, 'node_modules');

describe('examples for Node', () => {
  const hook = join(import.meta.dirname, 'from-source.ts');
  const runExample = (name: string): Promise<string> =>
    run(process.execPath, ['--import', hook, join(EXAMPLES, name)]);

  const expected: Readonly<Record<string, RegExp[]>> = {
    'node-fetch.ts': [/tides/i, /completion_tokens: \d+/],
    'node-server.ts': [/listens on http:\/\/127\.0\.0\.1:\d+/, /\d+ models/, /144/],
    'tools.ts': [/get_weather is called for San Francisco/, /17/],
    'structured-outputs.ts': [/name: 'John'/, /age: 30/],
    'batch.ts': [/The event says: batch\.completed/, /3 of 3 lines are answered/, /line-2: \S/],
    'own-content.ts': [/from nine to five/, /cannot help with passwords/, /42/],
    'own-api.ts': [/The tides follow the moon\./, /\{ words: 5 \}/, /400 Invalid type for 'text'/],
    'own-step.ts': [/call 2 is answered\ncall 3: 429, retry after 1 s\ncall 4 is answered/],
  };

  it.each(Object.entries(expected))('%s', async (name, patterns) => {
    const output = await runExample(name);
    for (const pattern of patterns) expect(output).toMatch(pattern);
  });

  it('streaming.ts', async () => {
    const output = await runExample('streaming.ts');
    expect(output).toMatch(/First token after 500 ms/);
    const [, tokens, time] = /(\d+) tokens in (\d+) ms/.exec(output) ?? [];
    expect(Number(time)).toBe(500 + (Number(tokens) - 1) * 20);
  });
});

describe('examples for test runners', () => {
  it('Vitest', async () => {
    const config = join(import.meta.dirname, 'vitest.config.ts');
    const vitest = join(MODULES, 'vitest', 'vitest.mjs');
    const output = await run(process.execPath, [vitest, 'run', '--config', config, '--no-color']);
    expect(output).toMatch(/2 passed/);
  });

  describe('Jest and CommonJS', () => {
    let project: string;

    beforeAll(async () => {
      project = await mkdtemp(join(tmpdir(), 'fakeai-jest-'));
      await cp(join(EXAMPLES, 'jest'), project, { recursive: true });
      await install(project);
    }, 120_000);
    afterAll(() => rm(project, { recursive: true, force: true }));

    const jest = join(MODULES, 'jest', 'bin', 'jest.js');

    it('in process and over a port', async () => {
      const output = await run(process.execPath, ['--experimental-vm-modules', jest], { cwd: project });
      expect(output).toMatch(/Tests: +2 passed, 2 total/);
    });

    it('over a port without a flag', async () => {
      const output = await run(process.execPath, [jest, 'over-a-port'], { cwd: project });
      expect(output).toMatch(/Tests: +1 passed, 1 total/);
    });

    it('plain require', async () => {
      const program = "console.log(typeof require('fakeai').createFakeAI({ fast: true }).fetch)";
      expect(await run(process.execPath, ['--eval', program], { cwd: project })).toContain('function');
    });
  });
});

describe('examples for other languages', () => {
  let fake: FakeAI;
  let url: string;
  beforeAll(async () => {
    fake = createFakeAI({ fast: true });
    ({ url } = await fake.listen({ port: 0 }));
  });
  afterAll(() => fake.close());

  it.skipIf(!works('curl', '--version'))('curl.sh', async () => {
    const output = await run('bash', [join(EXAMPLES, 'curl.sh')], { env: { FAKEAI_URL: url } });
    expect(output).toContain('144');
    expect(output.trimEnd()).toMatch(/data: \[DONE\]$/);
  });

  const python = [process.env.PYTHON, join(ROOT, 'test', 'python', '.venv', 'bin', 'python'), 'python3'].find(
    (command) => command !== undefined && works(command, '-c', 'import openai'),
  );
  it.skipIf(python === undefined)('python.py', async () => {
    const output = await run(python!, [join(EXAMPLES, 'python.py')], { env: { FAKEAI_URL: url } });
    expect(output).toContain('144');
    expect(output.trim().split('\n').length).toBeGreaterThan(2);
  });
});

/** Runs a program and returns its output; rejects if it fails. */
function run(command: string, args: string[], { cwd = ROOT, env = {} } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...withoutRunner(), ...env }, timeout: 60_000 };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error)
        reject(new Error(`${command} ${args.join(' ')} failed\n${stdout}${stderr}`, { cause: error }));
      else resolve(stdout + stderr);
    });
  });
}

/** The environment without the test runner's variables and local settings that would affect a child process. */
function withoutRunner(): NodeJS.ProcessEnv {
  const isForeign = (name: string): boolean => /^(VITEST|FAKEAI_|OPENAI_|NODE_OPTIONS$|NODE_ENV$)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name)));
}

function works(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Installs the built package and the required clients in a project, as `npm install` would. */
async function install(project: string): Promise<void> {
  const modules = join(project, 'node_modules');
  const target = join(modules, 'fakeai');
  const outDir = join(target, 'dist');
  const vocabularies = join(ROOT, 'src', 'engine', 'tokenizer', 'vocabularies');
  await build({
    ...tsdownConfig,
    config: false,
    cwd: ROOT,
    outDir,
    // Types and documentation pages are not needed here.
    dts: false,
    copy: [{ from: vocabularies, to: outDir }],
    logLevel: 'error',
  });
  await cp(join(ROOT, 'package.json'), join(target, 'package.json'));
  for (const name of ['openai', 'zod']) await symlink(join(MODULES, name), join(modules, name));
}
