import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { toFile } from 'openai';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeAI, type FakeAI } from '../../src/fakeai.ts';
import { KEY } from '../sdk/world.ts';

/** A real file system of 3 MB, for whoever may mount one. */
const folder = mkdtempSync(join(tmpdir(), 'fakeai-disk-'));
const canMount = mount();
if (canMount) execFileSync('umount', [folder]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function mount(): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]).status === 0;
}

const DISK_FULL = { status: 503, code: 'storage_full' };

describe.skipIf(!canMount)('on a full disk', () => {
  let fake: FakeAI;
  let client: OpenAI;

  beforeEach(() => {
    mount();
    open();
  });
  afterEach(async () => {
    await fake.close();
    execFileSync('umount', [folder]);
  });

  function open(): void {
    fake = createFakeAI({ data: join(folder, 'data'), fast: true });
    client = new OpenAI({ apiKey: KEY, maxRetries: 0, fetch: fake.fetch });
  }

  const upload = async (bytes: number): Promise<string> => {
    const file = await toFile(new Uint8Array(bytes), 'notes.txt');
    return (await client.files.create({ purpose: 'user_data', file })).id;
  };
  const store = async (text = 'Hello'): Promise<string> => {
    const messages = [{ role: 'user' as const, content: text }];
    return (await client.chat.completions.create({ model: 'gpt-4o', messages, store: true, max_tokens: 5 }))
      .id;
  };
  const stream = (): Promise<string> =>
    fake
      .fetch('http://fakeai/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'gpt-4o',
          messages: [{ role: 'user', content: 'word '.repeat(20_000) }],
          store: true,
          stream: true,
        }),
      })
      .then((response) => response.text());
  const health = async () => {
    const response = await fake.fetch('http://fakeai/health');
    return { ...((await response.json()) as object), status: response.status };
  };

  /** Creates things until there is no room for another one, even after a failure has made the store tidy up. */
  const fill = async (create: () => Promise<string>): Promise<string[]> => {
    const made: string[] = [];
    for (let failures = 0; failures < 3; ) {
      try {
        made.push(await create());
        failures = 0;
      } catch (error) {
        failures++;
        expect(error).toMatchObject(DISK_FULL);
        expect((error as InstanceType<typeof OpenAI.APIError>).headers?.get('retry-after')).toMatch(/^\d+$/);
      }
    }
    return made;
  };

  it('what is answered as stored is stored, and all of it can be deleted', async () => {
    const files = await fill(() => upload(400_000));
    expect(await health()).toMatchObject({ status: 503, ready: false, reason: 'The disk is full' });
    const completions = await fill(() => store('word '.repeat(2000)));
    expect(files.length).toBeGreaterThan(3);
    expect(completions.length).toBeGreaterThan(5);
    for (const id of completions) expect((await client.chat.completions.retrieve(id)).id).toBe(id);
    const streamed = await stream();
    expect(streamed).toMatch(/"code":"storage_full"\}\}\n\n$/);
    expect(streamed).not.toContain('[DONE]');
    await expect(client.chat.completions.retrieve(/chatcmpl-\w+/.exec(streamed)?.[0] ?? '')).rejects.toThrow(
      OpenAI.NotFoundError,
    );

    for (const id of completions) await client.chat.completions.delete(id);
    for (const id of files) await client.files.delete(id);
    await expect.poll(health).toMatchObject({ status: 200, ready: true });
    expect(readdirSync(join(folder, 'data'))).toContain('fakeai.sqlite-reserve');
    expect(await stream()).toMatch(/\[DONE\]\n\n$/);
    expect((await fill(() => upload(400_000))).length).toBeGreaterThanOrEqual(files.length - 1);
  });

  it('stored completions alone leave room to delete every one of them, also after a restart', async () => {
    const completions = await fill(() => store('word '.repeat(2000)));
    completions.push(...(await fill(() => store('x'))));
    expect(await health()).toMatchObject({ status: 503 });
    await fake.close();
    open();
    for (const id of completions) await client.chat.completions.delete(id);
    expect((await client.chat.completions.retrieve(await store())).object).toBe('chat.completion');
    await expect.poll(health).toMatchObject({ status: 200, ready: true });
  });

  it('a completion too large for it is its fault and not the quota of the caller', async () => {
    const messages = [{ role: 'user' as const, content: 'word '.repeat(700_000) }];
    const large = client.chat.completions.create({ model: 'gpt-4.1', messages, store: true, max_tokens: 5 });
    await expect(large).rejects.toMatchObject(DISK_FULL);
    expect((await client.chat.completions.retrieve(await store())).object).toBe('chat.completion');
  });

  it('one deleted file makes room for another of its size, and the server is ready again', async () => {
    const files = await fill(() => upload(400_000));
    for (let round = 0; round < 5; round++) {
      await client.files.delete(files.pop() as string);
      await expect.poll(health).toMatchObject({ status: 200, ready: true });
      const made = await fill(() => upload(400_000));
      expect(made).toHaveLength(1);
      files.push(...made);
      expect(await health()).toMatchObject({ status: 503, ready: false });
    }
  });
});

it.runIf(!canMount)('cannot be tried here: mounting a file system is not permitted', ({ skip }) => skip());
