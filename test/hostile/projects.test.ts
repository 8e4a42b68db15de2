import { afterAll, describe, expect, it } from 'vitest';
import { builtInApis } from '../../src/built-in-apis.ts';
import { type Operation, toPublicPath } from '../../src/kernel/operation.ts';
import { Abort } from '../../src/runtime/abort.ts';
import { openRig } from '../../src/surfaces/rig.cases.ts';
import { toForm, toSend } from '../operations/example.ts';
import { beginConversation } from '../operations/examples/conversations.ts';
import { type ObjectSchema, openTable } from '../operations/table.ts';

import { INERT, idMembers, REFERENCES, type Referring } from './references.ts';
import { KEY } from './world.ts';

/** What one project does never shows in another. */

const table = openTable();
afterAll(() => table[Symbol.asyncDispose]());
const { fake, rows } = table;
const scoped = rows.filter(({ row }) => row.access !== 'public');

const LONG = 'The report is about rain in the hills and how it fills the lake below. '.repeat(200);

const CHAT = { messages: [{ role: 'user', content: LONG }], max_tokens: 5, prompt_cache_key: 'same' };

/** Requests whose answers count cached tokens. */
const PROMPTS: Readonly<Record<string, object>> = {
  '/v1/chat/completions': CHAT,
  '/v1/completions': { prompt: LONG, max_tokens: 5 },
  '/v1/text/generation': { input: LONG, max_output_tokens: 5 },
  '/openai/v1/chat/completions': CHAT,
};

interface Cached {
  readonly usage: { readonly prompt_tokens_details?: { readonly cached_tokens?: number } };
}

const cachedIn = ({ usage }: Cached): number => usage.prompt_tokens_details?.cached_tokens ?? 0;

async function cachedTokens(path: string, model: string, headers: Record<string, string>): Promise<number> {
  const reply = await fake.fetch(`http://localhost${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model, ...PROMPTS[path] }),
  });
  return cachedIn((await reply.json()) as Cached);
}

describe('organizations', () => {
  it.each(Object.keys(PROMPTS))('do not share the prompt cache of POST %s', async (path) => {
    const { platform } = openRig(builtInApis);
    const cachedFor = async (organization: string, project: string): Promise<number> => {
      const json = { model: 'acme/helper', ...PROMPTS[path] };
      const request = { method: 'POST', path, origin: 'http://localhost', json, abort: new Abort() };
      const principal = { organization, project, user: undefined, key: undefined, kind: 'open' } as const;
      const { outgoing } = await platform.inside.call(request, principal);
      return cachedIn(JSON.parse(String((outgoing as { body: unknown }).body)));
    };
    expect(await cachedFor('org-one', 'proj_one')).toBe(0);
    expect(await cachedFor('org-two', 'proj_one')).toBe(0);
    expect(await cachedFor('org-one', 'proj_two')).toBeGreaterThan(1024);
    expect(await cachedFor('org-two', 'proj_two')).toBeGreaterThan(1024);
    await platform.close();
  });
});

describe('projects', () => {
  it.each(Object.keys(PROMPTS))('share the prompt cache of POST %s', async (path) => {
    // A model that nothing else uses: Azure's paths share the cache.
    const model = `shared-${path.length}`;
    expect(await cachedTokens(path, model, { 'openai-project': 'proj_one' })).toBe(0);
    expect(await cachedTokens(path, model, { 'openai-project': 'proj_two' })).toBeGreaterThan(1024);
    // Configured keys act for the one organization of the instance, whatever the header says.
    expect(await cachedTokens(path, model, { 'openai-organization': 'org-other' })).toBeGreaterThan(1024);
  });

  it.each(scoped)('that are invalid are refused by $id', async ({ row }) => {
    for (const project of ['', 'a b', '../etc', 'x'.repeat(129)]) {
      const reply = await fake.fetch(`http://localhost${table.anyCall(row)}`, {
        method: row.method,
        headers: { authorization: `Bearer ${KEY}`, 'api-key': KEY, 'openai-project': project },
      });
      expect([400, 422]).toContain(reply.status);
      expect(await reply.text()).toContain('OpenAI-Project');
    }
  });
});

const owner = toSend(fake, { 'openai-project': 'proj_owner', 'api-key': KEY });
const other = toSend(fake, { 'openai-project': 'proj_other', 'api-key': KEY });
type Params = Readonly<Record<string, string>>;

function pathOf(row: Operation, params: Params): string {
  const query = table.examplesOf(row)[0]?.query;
  const path = toPublicPath(row).replace(/\{(\w+)\*?\}/g, (_, name: string) => params[name] ?? 'unknown');
  return query === undefined ? path : `${path}?${query}`;
}

/** Sends the first example of a row to the objects that the parameters name. */
function call(send: typeof owner, row: Operation, params: Params): Promise<Response> {
  const { body, form } = table.exampleOf(row);
  return send(row.method, pathOf(row, params), form ? { body: toForm(form) } : body && { body });
}

/** An id of the same form that nobody has. */
const unknownLike = (id: string): string => `${id.slice(0, -6)}zzzzzz`;

/** What an answer says, without the id that was asked for. */
async function said(reply: Response, id: string): Promise<object> {
  return { status: reply.status, text: (await reply.text()).replaceAll(id, '{id}') };
}

/** Parameters that name models: see `project-models.test.ts`. */
const SHARED_PARAMS = new Set(['model', 'deployment', 'publisher', 'name']);

/** The parameter of a row's path that names a stored object. */
const storedParam = ({ path }: Operation): string | undefined =>
  [...path.matchAll(/\{(\w+)\*?\}/g)]
    .map(([, name]) => name as string)
    .find((name) => !SHARED_PARAMS.has(name));

const isList = ({ method, path, reply }: Operation): boolean =>
  method === 'GET' &&
  !path.includes('{') &&
  'data' in ((reply as ObjectSchema | undefined)?.properties ?? {});

describe('an object of another project', () => {
  const rows = scoped.filter(({ row }) => storedParam(row) !== undefined);

  it('is what many operations address', () => {
    expect(rows.length).toBeGreaterThan(30);
  });

  it.each(rows)('does not exist for $id', async ({ row }) => {
    const param = storedParam(row) as string;
    const params = (await table.exampleOf(row).prepare?.(owner)) as Params;
    const id = params[param] as string;
    const refused = await call(other, row, params);
    expect(refused.status).toBe(404);
    // Nor can its existence be told from the answer.
    const unknown = unknownLike(id);
    const never = await said(await call(other, row, { ...params, [param]: unknown }), unknown);
    expect(await said(refused, id)).toEqual(never);
    // Its owner finds it untouched.
    expect((await call(owner, row, params)).status).toBe(200);
  });
});

describe('a list', () => {
  const rows = scoped.filter(({ row }) => isList(row) && !/models$/.test(row.path));

  it.each(rows)('of $id has nothing of another project', async ({ row }) => {
    const params = (await table.exampleOf(row).prepare?.(owner)) ?? {};
    const listed = async (send: typeof owner): Promise<unknown[]> => {
      const reply = await call(send, row, {});
      expect(reply.status).toBe(200);
      return ((await reply.json()) as { data: unknown[] }).data;
    };
    expect(await listed(other)).toEqual([]);
    if (table.exampleOf(row).prepare) expect(await listed(owner)).not.toEqual([]);
    for (const id of Object.values(params)) {
      const after = async (send: typeof owner, cursor: string): Promise<object> => {
        const path = pathOf(row, {});
        const page = `${path}${path.includes('?') ? '&' : '?'}after=${cursor}`;
        return said(await send('GET', page), cursor);
      };
      expect(await after(other, id)).toEqual(await after(other, unknownLike(id)));
    }
  });
});

describe('a reference to an object of another project', () => {
  const found = scoped.flatMap(({ id, row }) => idMembers(row).map((member) => ({ id, row, member })));

  it('is known to these tests wherever a request body can have one', () => {
    const known = [...Object.keys(REFERENCES), ...INERT, 'part_ids'];
    expect([...new Set(found.map(({ member }) => member))].sort()).toEqual(known.sort());
  });

  /** Sends a body to a row; a batch is answered for when it has ended. */
  async function answerOf(send: typeof owner, row: Operation, body: Referring, id: string): Promise<object> {
    const { model, ...rest } = body;
    const parent = row.path.includes('{conversation_id}') ? await beginConversation(send) : {};
    const path = pathOf(row, { deployment: String(model), ...parent });
    const reply = await send(row.method, path, { body: row.path.includes('{deployment}') ? rest : body });
    if (!/createBatch$/i.test(row.id) || reply.status !== 200) return said(reply, id);
    let batch = (await reply.json()) as { id: string; status: string; errors: unknown };
    await expect
      .poll(async () => {
        batch = (await (await send('GET', `/v1/batches/${batch.id}`)).json()) as typeof batch;
        return batch.status;
      })
      .toMatch(/^(?:completed|failed)$/);
    const isDone = batch.status === 'completed';
    return { status: isDone ? 200 : 400, text: JSON.stringify(batch.errors).replaceAll(id, '{id}') };
  }

  const cases = found.filter(({ member }) => member in REFERENCES);

  it.each(cases)('is one to nothing in $member of $id', async ({ row, member }) => {
    const { keep, refer } = REFERENCES[member] as (typeof REFERENCES)[string];
    const id = await keep(owner);
    const unknown = unknownLike(id);
    const refused = await answerOf(other, row, await refer(id), id);
    expect(refused).toMatchObject({ status: expect.toBeOneOf([400, 404]) });
    expect(refused).toEqual(await answerOf(other, row, await refer(unknown), unknown));
    expect(await answerOf(owner, row, await refer(id), id)).toMatchObject({ status: 200 });
  });

  const completing = found.filter(({ member }) => member === 'part_ids');

  it.each(completing)('is one to nothing in $member of $id', async ({ row }) => {
    const example = table.exampleOf(row);
    const theirs = (await example.prepare?.(owner)) as Params;
    const [id] = (example.body as { part_ids: [string] }).part_ids;
    // Preparing another upload replaces the ids in the example.
    const own = (await example.prepare?.(other)) as Params;
    const complete = (send: typeof owner, params: Params, part: string): Promise<Response> =>
      send(row.method, pathOf(row, params), { body: { part_ids: [part] } });
    const unknown = unknownLike(id);
    const refused = await said(await complete(other, own, id), id);
    expect(refused).toMatchObject({ status: 400 });
    expect(refused).toEqual(await said(await complete(other, own, unknown), unknown));
    expect((await complete(owner, theirs, id)).status).toBe(200);
  });
});

describe('the URL of an image', () => {
  it('is readable by whoever has it, and can be neither guessed nor listed', async () => {
    const prompt = { prompt: 'A boat', model: 'dall-e-2', size: '256x256' };
    const made = await owner('POST', '/v1/images/generations', { body: prompt });
    const { data } = (await made.json()) as { data: [{ url: string }] };
    const { pathname } = new URL(data[0].url);
    for (const send of [owner, other]) expect((await send('GET', pathname)).status).toBe(200);
    expect((await other('GET', pathname, { key: null })).status).toBe(200);
    const id = pathname.split('/').at(-1) as string;
    expect(id.replace(/\.\w+$/, '').length).toBeGreaterThanOrEqual(32);
    for (const path of [unknownLike(id), '', '.', '%2e', id.slice(0, 10)]) {
      const reply = await other('GET', pathname.replace(id, path));
      expect(reply.status, path).toBe(404);
    }
  });
});
