import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeIo, type FakeIo } from './fake-io.ts';
import { main } from './main.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'fakeai-batch-'));
});
afterEach(() => rm(cwd, { recursive: true }));

const chat = (id: number, extra: object = {}): string =>
  JSON.stringify({
    custom_id: `line-${id}`,
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'gpt-4o', max_tokens: 5, messages: [{ role: 'user', content: `Hello ${id}` }], ...extra },
  });

async function run(lines: readonly string[], flags: readonly string[], io = createFakeIo({ cwd })) {
  await writeFile(join(cwd, 'in.jsonl'), lines.join('\n'));
  const code = await main(['batch', 'run', 'in.jsonl', '--fast', ...flags], io);
  return { code, out: io.stdout(), err: io.stderr() };
}

async function idsIn(name: string): Promise<string[]> {
  const lines = (await readFile(join(cwd, name), 'utf8')).trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { custom_id: string }).custom_id);
}

describe('fakeai batch run', () => {
  it('writes each answer to the output file and tells how it went', async () => {
    const { code, out, err } = await run([chat(1), chat(2), chat(3)], ['-o', 'out.jsonl']);
    expect(err).toContain('completed: 3 of 3 succeeded, results in out.jsonl\n');
    expect(code).toBe(0);
    expect(out).toBe('');
    expect((await idsIn('out.jsonl')).sort()).toEqual(['line-1', 'line-2', 'line-3']);
  });

  it('writes to the standard output when no file is named', async () => {
    const { code, out } = await run([chat(1)], []);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ custom_id: 'line-1', response: { status_code: 200 } });
  });

  it('sets lines that failed apart, and exits with 1', async () => {
    const { code, err } = await run([chat(1), chat(2, { temperature: 9 })], ['-o', 'out.jsonl']);
    expect(code).toBe(1);
    expect(err).toContain('completed: 1 of 2 succeeded, 1 failed (out.errors.jsonl), results in out.jsonl');
    expect(await idsIn('out.jsonl')).toEqual(['line-1']);
    expect(await idsIn('out.errors.jsonl')).toEqual(['line-2']);
  });

  it.each([
    [[chat(1), '{"custom_id":'], /Line 2 /],
    [[chat(1), chat(1)], /line 2: .*duplicate/],
    [[chat(1), chat(2, { model: 'gpt-4o-mini' })], /line 2: .*model/],
    [['{"custom_id":"a"}'], /Line 1 of in\.jsonl has no url/],
    [['no'], /Line 1 of in\.jsonl is not JSON/],
    [[''], /in\.jsonl has no lines/],
  ])('refuses a wrong file: %#', async (lines, message) => {
    const { code, err } = await run(lines, ['-o', 'out.jsonl']);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  it('says when the file is not there', async () => {
    const io = createFakeIo({ cwd });
    expect(await main(['batch', 'run', 'absent.jsonl'], io)).toBe(1);
    expect(io.stderr()).toMatch(/^fakeai: Cannot read absent\.jsonl: /);
  });

  it('shows its progress on one line in a terminal', async () => {
    const { err } = await run([chat(1), chat(2)], ['-o', 'out.jsonl'], createFakeIo({ cwd, errColumns: 60 }));
    expect(err).toContain('\r\u001b[K');
    expect(err.split('\n')).toHaveLength(2);
  });

  it('ends at a signal, with what is finished', async () => {
    const io: FakeIo = createFakeIo({ cwd });
    const lines = Array.from({ length: 40 }, (_, index) => chat(index));
    const write = io.err;
    io.err = (text) => {
      write(text);
      if (text.includes('in progress')) io.signal('SIGINT');
    };
    const flags = ['-o', 'out.jsonl', '--no-fast', '--batch-concurrency', '1', '--ttft', '50ms'];
    const { code, err } = await run(lines, [...flags, '--batch-stage', '0'], io);
    expect(code).toBe(130);
    expect(err).toMatch(/cancelled: \d+ of 40 succeeded/);
    expect(io.listeners()).toBe(0);
  });
});
