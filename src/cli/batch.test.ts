import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
    [[chat(1), '{"custom_id":'], ['in.jsonl:2: This line is not parseable as valid JSON.']],
    [[chat(1), chat(1)], [/^in\.jsonl:2: .*duplicate/]],
    [[chat(1), chat(2, { model: 'gpt-4o-mini' })], [/^in\.jsonl:2: .*model/]],
    [
      ['no', '', chat(1), chat(1, { stream: true }), '[]'],
      [/^in\.jsonl:1: /, /^in\.jsonl:4: .*duplicate/, /^in\.jsonl:5: /],
    ],
    [
      ['{"custom_id":"a"}'],
      [
        "in.jsonl:1: Missing required parameter: 'method'. Missing required parameter: 'url'. Missing required parameter: 'body'.",
      ],
    ],
    [[''], ['in.jsonl: The input file is empty.']],
    [[chat(1).replace('/v1/chat/completions', '/v1/nothing')], [/^Invalid value: '\/v1\/nothing'\. /]],
  ])('lists each wrong line of a file: %#', async (lines, messages) => {
    const { code, err } = await run(lines, ['-o', 'out.jsonl']);
    expect(code).toBe(1);
    const told = err
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^fakeai: /, ''));
    expect(told).toHaveLength(messages.length);
    messages.forEach((message, index) => {
      if (typeof message === 'string') expect(told[index]).toBe(message);
      else expect(told[index]).toMatch(message);
    });
    expect(existsSync(join(cwd, 'out.jsonl'))).toBe(false);
  });

  it('lists twenty wrong lines, and says how many more there are', async () => {
    const { err } = await run([chat(1), ...Array.from({ length: 300 }, () => 'no')], ['-o', 'out.jsonl']);
    const told = err.trimEnd().split('\n');
    expect(told).toHaveLength(21);
    expect(told.at(-2)).toMatch(/^fakeai: in\.jsonl:21: /);
    expect(told.at(-1)).toBe('fakeai: … and 280 more');
  });

  it('says when a file cannot be read or written', async () => {
    await mkdir(join(cwd, 'folder'));
    const told = async (...argv: string[]): Promise<string> => {
      const io = createFakeIo({ cwd });
      expect(await main(['batch', 'run', ...argv], io)).toBe(1);
      return io.stderr();
    };
    await writeFile(join(cwd, 'in.jsonl'), chat(1));
    expect(await told('absent.jsonl')).toBe('fakeai: Cannot read absent.jsonl: no such file or folder.\n');
    expect(await told('folder')).toBe('fakeai: Cannot read folder: it is a folder.\n');
    expect(await told('in.jsonl', '-o', 'folder')).toBe('fakeai: Cannot write folder: it is a folder.\n');
    expect(await told('in.jsonl', '-o', 'no/out')).toBe(
      'fakeai: Cannot write no/out: no such file or folder.\n',
    );
    for (const argv of [
      ['-o', 'in.jsonl', '--force'],
      ['-o', './in.jsonl', '--resume'],
      ['-o', 'out.jsonl', '--errors', 'out.jsonl'],
      ['--errors', 'in.jsonl', '--force'],
    ]) {
      expect(await told('in.jsonl', ...argv)).toContain('must be different files');
    }
    expect(await readFile(join(cwd, 'in.jsonl'), 'utf8')).toBe(chat(1));
  });

  it('replaces the files of an earlier run only when told to', async () => {
    const wrong = chat(2, { temperature: 9 });
    await run([chat(1), wrong], ['-o', 'out.jsonl']);
    for (const present of ['out.jsonl', 'out.errors.jsonl']) {
      const { code, err } = await run([chat(3)], ['-o', 'out.jsonl']);
      expect(code).toBe(1);
      expect(err).toBe(
        `fakeai: ${present} already exists. Use --resume to continue that run, or --force to replace it.\n`,
      );
      if (present === 'out.jsonl') await rm(join(cwd, present));
    }
    expect((await run([chat(3)], ['-o', 'out.jsonl', '--force'])).code).toBe(0);
    expect(await idsIn('out.jsonl')).toEqual(['line-3']);
    expect(existsSync(join(cwd, 'out.errors.jsonl'))).toBe(false);
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

describe('fakeai batch run --resume', () => {
  const lines = [chat(1), chat(2, { temperature: 9 }), chat(3), chat(4, { temperature: 9 }), chat(5)];
  const flags = ['-o', 'out.jsonl', '--resume'];
  const contents = async (): Promise<string[]> =>
    Promise.all(['out.jsonl', 'out.errors.jsonl'].map((name) => readFile(join(cwd, name), 'utf8')));

  it('starts where nothing was answered, and has nothing to do where everything was', async () => {
    expect((await run(lines, flags)).code).toBe(1);
    const before = await contents();
    const { code, err } = await run(lines, flags);
    expect(code).toBe(1);
    expect(err).toBe('completed: 3 of 5 succeeded, 2 failed (out.errors.jsonl), results in out.jsonl\n');
    expect(await contents()).toEqual(before);
  });

  it.each([
    ['answers and failures', (text: string) => text.slice(0, text.indexOf('\n') + 1)],
    ['an answer and half of the next', (text: string) => text.slice(0, text.indexOf('\n') + 40)],
    ['half an answer', (text: string) => text.slice(0, 40)],
    ['an answer without its line end', (text: string) => text.slice(0, text.indexOf('\n'))],
    ['nothing', () => ''],
  ])('answers each request exactly once after %s', async (_what, torn) => {
    await run(lines, flags);
    for (const name of ['out.jsonl', 'out.errors.jsonl']) {
      await writeFile(join(cwd, name), torn(await readFile(join(cwd, name), 'utf8')));
    }
    const { err } = await run(lines, flags);
    expect(err).toContain('completed: 3 of 5 succeeded, 2 failed (out.errors.jsonl), results in out.jsonl\n');
    expect((await idsIn('out.jsonl')).sort()).toEqual(['line-1', 'line-3', 'line-5']);
    expect((await idsIn('out.errors.jsonl')).sort()).toEqual(['line-2', 'line-4']);
  });

  it('continues after a signal', async () => {
    const many = Array.from({ length: 40 }, (_, index) => chat(index));
    const io = createFakeIo({ cwd });
    const write = io.err;
    io.err = (text) => {
      write(text);
      if (text.includes('in progress')) io.signal('SIGINT');
    };
    const slow = ['--no-fast', '--batch-concurrency', '1', '--ttft', '50ms', '--batch-stage', '0'];
    const stopped = await run(many, ['-o', 'out.jsonl', ...slow], io);
    expect(stopped.code).toBe(130);
    expect(stopped.err).toMatch(/cancelled: \d+ of 40 succeeded.*\. Use --resume to continue\n$/);
    const { code, err } = await run(many, flags);
    expect(code).toBe(0);
    expect(err).toContain('completed: 40 of 40 succeeded, results in out.jsonl\n');
    expect(new Set(await idsIn('out.jsonl')).size).toBe(40);
    expect(await idsIn('out.jsonl')).toHaveLength(40);
  });

  it('runs what expired', async () => {
    const three = [chat(1), chat(2), chat(3)];
    const slow = ['--no-fast', '--batch-concurrency', '1', '--ttft', '100ms', '--batch-stage', '0'];
    const expired = await run(three, ['-o', 'out.jsonl', ...slow, '--batch-window', '150ms']);
    expect(expired.code).toBe(1);
    expect(expired.err).toMatch(/expired: .*\. Use --resume to continue\n$/);
    const { code, err } = await run(three, flags);
    expect(err).toContain('completed: 3 of 3 succeeded');
    expect(code).toBe(0);
    expect((await idsIn('out.jsonl')).sort()).toEqual(['line-1', 'line-2', 'line-3']);
    expect(existsSync(join(cwd, 'out.errors.jsonl'))).toBe(false);
  });

  it.each([
    ['{"custom_id":"line-9"}\n', /out\.jsonl answers "line-9", which is not in in\.jsonl/],
    [
      `${JSON.stringify({ custom_id: 'line-1' })}\nnotes\n`,
      /line 2 of out\.jsonl is not an answer of a batch/,
    ],
    ['[1]\n', /line 1 of out\.jsonl is not an answer/],
  ])('refuses to add to a file that holds %j', async (text, message) => {
    await writeFile(join(cwd, 'out.jsonl'), text);
    const { code, err } = await run(lines, flags);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(await readFile(join(cwd, 'out.jsonl'), 'utf8')).toBe(text);
  });
});
