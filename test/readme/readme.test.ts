import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeAI, type FakeAI } from '../../src/fakeai.ts';
import { snippetsOf } from './snippets.ts';

/** What the README shows runs as it stands, but for the port. */

const ROOT = join(import.meta.dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const HOOK = join(ROOT, 'test', 'examples', 'from-source.ts');

let fake: FakeAI;
let port: string;
let folder: string;
beforeAll(async () => {
  fake = createFakeAI({ fast: true });
  port = String((await fake.listen({ port: 0 })).port);
  // Inside the project, where its packages are found.
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
  it('talks to the server from Node.js', async () => {
    const file = join(folder, 'server.mts');
    writeFileSync(file, onPort(blocks('ts')[0] as string));
    expect(await run(process.execPath, [file])).toMatch(/tides/i);
  });

  it('works in one process', async () => {
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

  const python = [join(ROOT, 'test', 'python', '.venv', 'bin', 'python'), 'python3'].find((command) =>
    works(command, '-c', 'import openai'),
  );
  it.skipIf(python === undefined)('talks to the server from Python', async () => {
    const file = join(folder, 'stream.py');
    writeFileSync(file, onPort(blocks('python')[0] as string));
    expect(await run(python as string, [file])).toMatch(/rain/i);
  });

  it.skipIf(!works('curl', '--version'))('talks to the server with curl', async () => {
    const command = blocks('sh').find((block) => block.startsWith('curl')) as string;
    const reply = JSON.parse(await run('sh', ['-c', onPort(command)])) as { object: string };
    expect(reply.object).toBe('chat.completion');
  });

  it('names files that exist', () => {
    for (const [, path] of README.matchAll(/\]\(([^)#:]+)\)/g)) {
      expect(() => execFileSync('test', ['-e', join(ROOT, path as string)])).not.toThrow();
    }
  });
});
