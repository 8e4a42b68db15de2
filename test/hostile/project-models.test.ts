import { afterAll, describe, expect, it } from 'vitest';
import { type Operation, toPublicPath } from '../../src/kernel/operation.ts';
import { KEY, type Send, toForm, toSend } from '../operations/example.ts';
import { branchFor, type ObjectSchema, openTable } from '../operations/table.ts';

/** Models that are not in the catalogue are those of one project: the others never see what becomes of them. */

const table = openTable();
afterAll(() => table[Symbol.asyncDispose]());
const { fake, rows } = table;
const owner = toSend(fake, { 'openai-project': 'proj_owner', 'api-key': KEY });
const other = toSend(fake, { 'openai-project': 'proj_other', 'api-key': KEY });

/** For operations whose example names none, or one that no fine-tuned model can be made of. */
const USUAL_MODELS: readonly (readonly [path: RegExp, model: string])[] = [
  [/moderations$/, 'omni-moderation-latest'],
  [/images\/variations$/, 'dall-e-2'],
  [/retrieval\/nvidia\/reranking$/, 'nvidia/nv-rerankqa-mistral-4b-v3'],
  [/\/rerank$/, 'BAAI/bge-reranker-v2-m3'],
  [/\/generate$/, 'openai/gpt-oss-120b'],
  [/\/classify$/, 'BAAI/bge-m3'],
];

const inputOf = (row: Operation): Readonly<Record<string, unknown>> => {
  const { body, form } = table.exampleOf(row);
  return body ?? form ?? {};
};

const takesModel = (row: Operation): boolean => {
  const schema = row.body ?? row.form;
  if (!schema) return false;
  return row.path.includes('{deployment}') || 'model' in (branchFor(schema, inputOf(row)).properties ?? {});
};

async function usualModel(row: Operation): Promise<string> {
  const { deployment } = (await table.exampleOf(row).prepare?.(owner)) ?? {};
  const usual = USUAL_MODELS.find(([path]) => path.test(row.path))?.[1];
  return (deployment ?? usual ?? inputOf(row).model) as string;
}

/** Sends the first example of a row, with another model. */
function use(send: Send, row: Operation, model: string): Promise<Response> {
  const { form, query } = table.exampleOf(row);
  const [publisher, name] = model.split('/');
  const params: Record<string, string | undefined> = { deployment: model, publisher, name };
  const path = toPublicPath(row).replace(/\{(\w+)\}/g, (_, param: string) =>
    encodeURIComponent(params[param] ?? 'unknown'),
  );
  const input = row.path.includes('{deployment}') ? inputOf(row) : { ...inputOf(row), model };
  const body = form ? toForm(input) : input;
  return send(row.method, query === undefined ? path : `${path}?${query}`, { body });
}

const remove = async (send: Send, model: string): Promise<number> =>
  (await send('DELETE', `/v1/models/${model}`)).status;

async function listed(send: Send, path = '/v1/models'): Promise<string[]> {
  const { data } = (await (await send('GET', path)).json()) as { data: { id: string }[] };
  return data.map(({ id }) => id);
}

describe('a model that one project has removed', () => {
  const using = rows.filter(({ row }) => takesModel(row));

  it('is one that many operations can use', () => {
    expect(using.length).toBeGreaterThan(30);
  });

  it.each(using)('exists for $id in another project only', async ({ id, row }) => {
    const model = `ft:${await usualModel(row)}:acme::${id}`;
    expect(await remove(owner, model)).toBe(200);
    const refused = await use(owner, row, model);
    expect([400, 404, 422]).toContain(refused.status);
    expect(await refused.text()).not.toContain('"usage"');
    const answer = await use(other, row, model);
    expect(answer.status).toBe(200);
    // A model is listed when its answer has ended.
    await answer.arrayBuffer();
    expect(await listed(other)).toContain(model);
    expect(await listed(owner)).not.toContain(model);
  });

  it('is used by batches of another project only', async () => {
    const model = 'ft:gpt-4o:acme::batched';
    expect(await remove(owner, model)).toBe(200);
    expect(await outcome(owner, model)).toMatchObject({ completed: 0, failed: 1 });
    expect(await outcome(other, model)).toMatchObject({ completed: 1, failed: 0 });
    expect(await listed(owner)).not.toContain(model);
  });

  async function outcome(send: Send, model: string): Promise<object> {
    const endpoint = '/v1/chat/completions';
    const body = { model, messages: [{ role: 'user', content: 'Hello' }], max_tokens: 3 };
    const line = JSON.stringify({ custom_id: 'one', method: 'POST', url: endpoint, body });
    const form = toForm({ purpose: 'batch', file: new File([line], 'requests.jsonl') });
    const { id: input } = (await (await send('POST', '/v1/files', { body: form })).json()) as { id: string };
    const created = await send('POST', '/v1/batches', {
      body: { input_file_id: input, endpoint, completion_window: '24h' },
    });
    const { id } = (await created.json()) as { id: string };
    let batch = {} as { status: string; request_counts: object };
    await expect
      .poll(async () => {
        batch = (await (await send('GET', `/v1/batches/${id}`)).json()) as typeof batch;
        return batch.status;
      })
      .toBe('completed');
    return batch.request_counts;
  }
});

describe('a model that one project has used', () => {
  const models = rows.filter(({ row }) => /\/models(?:\/\{model\*\})?$/.test(row.path));
  const pathFor = (row: Operation, model: string): string => {
    const { query } = table.examplesOf(row)[0] ?? {};
    const path = toPublicPath(row).replace('{model*}', model).replace('{model}', model);
    return query === undefined ? path : `${path}?${query}`;
  };
  const useOnce = async (model: string): Promise<void> => {
    const chat = { model, messages: [{ role: 'user', content: 'Hello' }], max_tokens: 3 };
    expect((await owner('POST', '/v1/chat/completions', { body: chat })).status).toBe(200);
  };

  it.each(models)('is unknown to $id in another project', async ({ id, row }) => {
    const model = `acme/${id}`;
    await useOnce(model);
    const path = pathFor(row, model);
    if ((row.reply as ObjectSchema | undefined)?.properties && !row.path.includes('{')) {
      expect(await listed(owner, path)).toContain(model);
      expect(await listed(other, path)).not.toContain(model);
      return;
    }
    // A model made on first use can be retrieved, and refuses to be removed; elsewhere it does not exist.
    expect((await owner(row.method, path)).status).toBe(row.method === 'GET' ? 200 : 403);
    expect((await other(row.method, path)).status).toBe(404);
  });

  it('stays usable and listed when another project removes its own', async () => {
    const model = 'ft:gpt-4o:acme::kept';
    await useOnce(model);
    expect(await remove(other, model)).toBe(200);
    expect(await listed(owner)).toContain(model);
    expect((await other('GET', `/v1/models/${model}`)).status).toBe(404);
    await useOnce(model);
  });
});
