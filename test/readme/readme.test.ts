import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeAI, type FakeAI } from '../../src/fakeai.ts';
import { documents, snippetsOf } from './snippets.ts';

/** Runs the code in the README and in docs/extending.md unchanged, except for the port. */

const ROOT = join(import.meta.dirname, '..', '..');
const HOOK = join(ROOT, 'test', 'examples', 'from-source.ts');

let fake: FakeAI;
let port: string;
let folder: string;
beforeAll(async () => {
  fake = createFakeAI({ fast: true });
  port = String((await fake.listen({ port: 0 })).port);
  // Inside the project, so that its packages resolve.
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache', 'readme-'));
});
afterAll(async () => {
  await fake.close();
  rmSync(folder, { recursive: true, force: true });
});

const blocks = (language: string): string[] => snippetsOf('README.md', language);

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: ROOT, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${stdout}${stderr}`, { cause: error }));
      else resolve(stdout);
    });
  });
}

function works(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const onPort = (code: string): string => code.replaceAll('127.0.0.1:8000', `127.0.0.1:${port}`);

describe('the README', () => {
  it('calls the server from Node.js', async () => {
    const file = join(folder, 'server.mts');
    writeFileSync(file, onPort(blocks('ts')[0] as string));
    expect(await run(process.execPath, [file])).toMatch(/tides/i);
  });

  it('runs in process', async () => {
    const file = join(folder, 'in-process.mts');
    writeFileSync(
      file,
      `${blocks('ts')[1]}
const models = await client.models.list();
console.log(models.data.length);
await fake.close();`,
    );
    expect(Number(await run(process.execPath, ['--import', HOOK, file]))).toBeGreaterThan(100);
  });

  it('surrounds calls with a step', async () => {
    const file = join(folder, 'step.mts');
    writeFileSync(
      file,
      `${blocks('ts')[2]}
const reply = await fake.fetch('http://fake/v1/embeddings', {
  method: 'POST',
  headers: { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'text-embedding-3-small', input: 'tides' }),
});
console.log(reply.status, reply.headers.get('retry-after'));
await fake.close();`,
    );
    expect(await run(process.execPath, ['--import', HOOK, file])).toBe('503 2\n');
  });

  const python = [join(ROOT, 'test', 'python', '.venv', 'bin', 'python'), 'python3'].find((command) =>
    works(command, '-c', 'import openai'),
  );
  it.skipIf(python === undefined)('calls the server from Python', async () => {
    const file = join(folder, 'stream.py');
    writeFileSync(file, onPort(blocks('python')[0] as string));
    expect(await run(python as string, [file])).toMatch(/rain/i);
  });

  it.skipIf(!works('curl', '--version'))('calls the server with curl', async () => {
    const command = blocks('sh').find((block) => block.startsWith('curl')) as string;
    const reply = JSON.parse(await run('sh', ['-c', onPort(command)])) as { object: string };
    expect(reply.object).toBe('chat.completion');
  });
});

describe('docs/extending.md', () => {
  /** Serves a noun and calls the instance. */
  const helpers = `
import * as fakeai from 'fakeai';
const serve = (noun) => fakeai.createFakeAI({ fast: true, apis: [fakeai.defineApi({ dialect: fakeai.openai, nouns: [noun] })] });
const headers = { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' };
const post = async (instance, path, body) => {
  const reply = await instance.fetch('http://fake/v1' + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const { error, ...rest } = await reply.json();
  console.log(reply.status, error?.message ?? Object.values(rest).join(), reply.headers.get('x-refused-for'));
};
`;
  const calls: readonly (readonly [call: string, output: RegExp])[] = [
    ["await post(fake, '/greetings', { name: 'Ada' })", /^200 Hello, Ada! null$/],
    ["await post(serve(notes), '/notes', { text: 'hello' })", /^200 note_\w{22},note,hello null$/],
    ["await post(serve(summaries), '/summaries', { text: 'Tides.' })", /^200 chatcmpl-\w+,chat\.completion,/],
    ["await post(fake, '/images/generations', {})", /^403 This project may not use images\. default$/],
  ];
  const code = snippetsOf('docs/extending.md', 'ts');

  it('has only code that is run', () => {
    expect(code).toHaveLength(calls.length);
  });

  it.each(calls)('%s', async (call, output) => {
    const file = join(folder, 'extending.mts');
    writeFileSync(file, `${code[calls.findIndex((each) => each[0] === call)]}${helpers}${call};`);
    expect((await run(process.execPath, ['--import', HOOK, file])).trim()).toMatch(output);
  });
});

describe('the documentation', () => {
  it.each([...documents(), 'CONTRIBUTING.md'])('%s links only to existing files', (document) => {
    const text = readFileSync(join(ROOT, document), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map(([, path]) => path as string);
    const missing = links.filter((path) => !existsSync(join(ROOT, dirname(document), path)));
    expect(missing).toEqual([]);
  });
});
