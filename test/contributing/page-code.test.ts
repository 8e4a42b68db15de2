import { rmSync } from 'node:fs';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, describe, expect, it } from 'vitest';
import { createFakeAI, type FakeAIOptions } from '../../src/fakeai.ts';
import type { Api } from '../../src/kernel/api.ts';
import type { Noun } from '../../src/kernel/noun.ts';
import type { Step } from '../../src/kernel/step.ts';
import type { Platform } from '../../src/platform.ts';
import type { Clock } from '../../src/runtime/clock.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';
import { only } from '../../src/surfaces/openai/api.ts';
import { KEY, openRig } from '../../src/surfaces/rig.cases.ts';
import { writePageCode } from './page-code.ts';

/** Does what CONTRIBUTING.md says, with the code that it shows. */

const { folder } = writePageCode();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const load = <T>(path: string): Promise<T> => import(join(folder, path));

/** A client that throws the errors of the first attempt. */
const clientOf = (call: typeof fetch): OpenAI => new OpenAI({ apiKey: KEY, fetch: call, maxRetries: 0 });

const withFake = async <T>(
  options: FakeAIOptions,
  use: (fake: ReturnType<typeof createFakeAI>) => Promise<T>,
) => {
  const fake = createFakeAI({ fast: true, ...options });
  try {
    return await use(fake);
  } finally {
    await fake.close();
  }
};

describe('to add an endpoint', () => {
  const greetings = load<{ greetings: Noun<Platform> }>('src/surfaces/openai/greetings/noun.ts');

  it('a row in a noun is enough: it is served, validated, guarded and documented', async () => {
    await withFake({ apis: [only((await greetings).greetings)] }, async (fake) => {
      const client = clientOf(fake.fetch);
      expect(await client.post('/greetings', { body: { name: 'Ada' } })).toEqual({
        created: expect.any(Number),
        text: 'Hello, Ada!',
      });
      await expect(client.post('/greetings', { body: {} })).rejects.toMatchObject({
        status: 400,
        param: 'name',
        code: 'missing_required_parameter',
      });
      const unknown = await fake.fetch('http://fake/v1/greetings', { method: 'POST', body: '{}' });
      expect(unknown.status).toBe(401);
      expect(fake.openapi()).toMatchObject({
        paths: { '/v1/greetings': { post: { operationId: 'createGreeting', tags: ['Greetings'] } } },
      });
    });
  });

  it('tests mount the noun alone', async () => {
    const { operations } = openRig([only((await greetings).greetings)]);
    expect(operations.map(({ id, surface }) => [id, surface.name])).toEqual([['createGreeting', 'openai']]);
  });
});

describe('to add a resource', () => {
  interface Note {
    readonly id: string;
    readonly object: 'note';
    readonly text: string;
  }

  it('a declaration is enough: objects are created, listed, changed and deleted, for each project alone', async () => {
    const { notes } = await load<{ notes: Noun<Platform> }>('src/surfaces/openai/notes/noun.ts');
    await withFake({ apis: [only(notes)] }, async (fake) => {
      const client = clientOf(fake.fetch);
      const note = await client.post<Note>('/notes', { body: { text: 'one' } });
      expect(note).toEqual({ id: expect.stringMatching(/^note_\w{22}$/), object: 'note', text: 'one' });
      const changed = await client.post<Note>(`/notes/${note.id}`, { body: { text: 'two' } });
      expect(changed).toEqual({ ...note, text: 'two' });
      expect(await client.get('/notes?limit=1')).toMatchObject({ data: [changed], has_more: false });

      const elsewhere = client.withOptions({ project: 'elsewhere' });
      await expect(elsewhere.get(`/notes/${note.id}`)).rejects.toMatchObject({ status: 404 });
      expect(await elsewhere.get('/notes')).toMatchObject({ data: [] });

      expect(await client.delete(`/notes/${note.id}`)).toEqual({
        id: note.id,
        object: 'note.deleted',
        deleted: true,
      });
      await expect(client.get(`/notes/${note.id}`)).rejects.toMatchObject({ status: 404 });
    });
  });
});

describe('to add a provider', () => {
  it('a dialect with nouns is enough: paths, keys, headers and errors are its own', async () => {
    const { acmeApi } = await load<{ acmeApi: Api<Platform> }>('src/surfaces/acme/api.ts');
    await withFake({ apis: [acmeApi] }, async ({ fetch }) => {
      const call = async (path: string, headers: Record<string, string>, body: unknown) => {
        const reply = await fetch(`http://fake${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        });
        const { status } = reply;
        return { status, trace: reply.headers.get('x-acme-trace'), body: await reply.json() };
      };
      const key = { 'x-acme-key': KEY };
      const trace = expect.stringMatching(/^req_/);
      expect(await call('/acme/echo', key, { text: 'hello' })).toEqual({
        status: 200,
        trace,
        body: { text: 'hello' },
      });
      expect(await call('/acme/echo', key, { text: 1 })).toEqual({
        status: 400,
        trace,
        body: { problem: 'invalid_type' },
      });
      expect(await call('/acme/echo', {}, { text: 'hello' })).toMatchObject({
        status: 401,
        body: { problem: 'missing_credentials' },
      });
      expect(await call('/acme/nothing', key, {})).toMatchObject({
        status: 404,
        body: { problem: 'unknown_route' },
      });
      // The others keep theirs.
      expect(await call('/v1/embeddings', {}, {})).toMatchObject({
        status: 401,
        trace: null,
        body: { error: { type: 'invalid_request_error' } },
      });
    });
  });
});

describe('to add a step', () => {
  it('a function at one of the moments is enough', async () => {
    const { serverTiming } = await load<{ serverTiming: (options: { clock: Clock }) => Step }>(
      'src/kernel/steps/server-timing.ts',
    );
    const clock = createVirtualClock();
    await withFake({ clock, fast: false, ttft: 250, steps: [serverTiming({ clock })] }, async ({ fetch }) => {
      const { response } = await clientOf(fetch)
        .chat.completions.create({
          model: 'gpt-4o',
          messages: [{ role: 'user', content: 'Hi.' }],
          stream: true,
        })
        .withResponse();
      expect(response.headers.get('server-timing')).toBe('total;dur=250.0');
      const missing = await fetch('http://fake/v1/nothing');
      expect(missing.headers.has('server-timing')).toBe(false);
    });
  });
});
