import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OptionsInput } from '../../src/config/options.ts';
import { createFakeAI } from '../../src/fakeai.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';

/** Tests every row of the table of faults in docs/batches.md. */

const KEY = 'sk-fakeai-1234567890abcdef';

interface Case {
  /** Content of the input file; default: one valid request. */
  readonly content?: string | Uint8Array<ArrayBuffer>;
  readonly name?: string;
  readonly purpose?: string;
  /** Overrides for the request that creates the batch. */
  readonly create?: object;
  readonly options?: OptionsInput;
}

const line = (over: object = {}, body: unknown = {}): string =>
  JSON.stringify({
    custom_id: 'a',
    method: 'POST',
    url: '/v1/chat/completions',
    body:
      typeof body === 'object'
        ? { model: 'gpt-4o', max_tokens: 1, messages: [{ role: 'user', content: 'Hello' }], ...body }
        : body,
    ...over,
  });

const numbered = (count: number, over: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => over(index)).join('\n');

const CASES: { readonly [fault: string]: Case } = {
  'a line is not a JSON object': { content: `${line()}\n["list"]` },
  'a line is not valid UTF-8': { content: new Uint8Array([0x7b, 0xff, 0x7d]) },
  'the file has no lines': { content: '\n\n' },
  'the file name does not end in `.jsonl`': { name: 'requests.json' },
  'the endpoint is not served': { create: { endpoint: '/v1/nothing' } },
  '`completion_window` is not `24h`': { create: { completion_window: '1h' } },
  'the input file does not exist': { create: { input_file_id: 'file-absent' } },
  'the input file has another purpose': { purpose: 'user_data' },
  '`custom_id`, `method`, `url` or `body` is missing': { content: line({ method: undefined }) },
  '`custom_id` is not a string': { content: line({ custom_id: 7 }) },
  '`custom_id` has more than 512 characters': { content: line({ custom_id: 'x'.repeat(513) }) },
  '`custom_id` occurs twice': { content: `${line()}\n${line()}` },
  '`method` is not `POST`': { content: line({ method: 'GET' }) },
  '`url` is not the endpoint of the batch': { content: line({ url: '/v1/embeddings' }) },
  '`body` is not an object': { content: line({}, 'text') },
  'a member of `body` that the endpoint requires, such as `model` or `messages`, is missing': {
    content: line({}, { messages: undefined }),
  },
  'a `body` nests deeper than `maxDepth`': {
    content: line({}, { metadata: { a: { b: { c: {} } } } }),
    options: { maxDepth: 3 },
  },
  'two lines name different models': {
    content: `${line()}\n${line({ custom_id: 'b' }, { model: 'gpt-4o-mini' })}`,
  },
  '`stream` is true': { content: line({}, { stream: true }) },
  'more than 50,000 requests': { content: numbered(50_001, (index) => line({ custom_id: `${index}` })) },
  'more than 50,000 embedding inputs in all': {
    create: { endpoint: '/v1/embeddings' },
    content: numbered(2, (index) =>
      line({
        custom_id: `${index}`,
        url: '/v1/embeddings',
        body: { model: 'text-embedding-3-small', input: Array(30_000).fill('x') },
      }),
    ),
  },
  'an unknown parameter in `body`': { content: line({}, { colour: 'red' }) },
  'a parameter of the wrong type or out of range': { content: line({}, { temperature: 9 }) },
  'a prompt longer than the context window': {
    content: line({}, { model: 'gpt-4', messages: [{ role: 'user', content: 'word '.repeat(9000) }] }),
  },
  'a model that does not exist, with `--strict-models`': {
    content: line({}, { model: 'acme/none' }),
    options: { strictModels: true },
  },
  'a request that is not answered within the completion window': {
    // Run sequentially: when the first is answered, the window of the second has passed.
    content: `${line()}\n${line({ custom_id: 'b' })}`,
    options: { fast: false, ttft: '10s', batchWindow: '1s', batchStage: 0, batchConcurrency: 1 },
  },
};

/** Runs a case and returns where the fault is found and its result, in the wording of the table. */
async function outcomeOf({ content = line(), name = 'in.jsonl', purpose = 'batch', create, options }: Case) {
  const fake = createFakeAI({ fast: true, clock: createVirtualClock(), ...options });
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fake.fetch(`http://fakeai.test/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${KEY}`, ...init.headers },
    });
  try {
    const form = new FormData();
    form.append('purpose', purpose);
    form.append('file', new File([content], name));
    const uploaded = await call('/files', { method: 'POST', body: form });
    if (!uploaded.ok) return ['upload', `${uploaded.status}`];
    const { id } = (await uploaded.json()) as { id: string };
    const asked = {
      input_file_id: id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
      ...create,
    };
    const created = await call('/batches', {
      method: 'POST',
      body: JSON.stringify(asked),
      headers: { 'content-type': 'application/json' },
    });
    if (!created.ok) return ['create', `${created.status}`];
    let batch = (await created.json()) as Ended;
    while (!['completed', 'failed', 'expired'].includes(batch.status)) {
      await new Promise((resolve) => setImmediate(resolve));
      batch = (await (await call(`/batches/${batch.id}`)).json()) as Ended;
    }
    if (batch.status === 'failed') return ['batch', `\`${batch.errors?.data[0]?.code}\``];
    const [first = '{}'] = (await (await call(`/files/${batch.error_file_id}/content`)).text()).split('\n');
    const { response, error } = JSON.parse(first) as {
      response: { status_code: number } | null;
      error: { code: string } | null;
    };
    return ['line', response ? `${response.status_code}` : `\`${error?.code}\``];
  } finally {
    await fake.close({ graceMs: 0 });
  }
}

interface Ended {
  readonly id: string;
  readonly status: string;
  readonly error_file_id: string | null;
  readonly errors: { readonly data: readonly { readonly code: string }[] } | null;
}

const DOCS = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'batches.md'), 'utf8');
const ROWS = DOCS.split('| error | found by | result |\n')[1]?.split('\n\n')[0]?.split('\n').slice(1) ?? [];
const table = ROWS.map((row) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim()),
);

describe('the faults of a batch in docs/batches.md', () => {
  it('are all tested', () => {
    expect(table.map(([fault]) => fault).toSorted()).toEqual(Object.keys(CASES).toSorted());
  });

  it.each(table)('%s: found by %s, %s', async (fault, where, result) => {
    expect(await outcomeOf(CASES[fault as string] as Case)).toEqual([where, result]);
  });

  it('include every error code of the line check', () => {
    const check = readFileSync(
      join(import.meta.dirname, '..', '..', 'src', 'surfaces', 'openai', 'batches', 'check.ts'),
      'utf8',
    );
    const codes = new Set(
      [...check.matchAll(/(?:code: |^ {2}|return \[|\[)'([a-z]+(?:_[a-z0-9]+)+)',/gm)].map((m) => m[1]),
    );
    // The upload rejects these first.
    for (const code of ['empty_file', 'maximum_input_file_size_exceeded']) codes.delete(code);
    const told = new Set(
      table.filter(([, where]) => where === 'batch').map(([, , result]) => result?.replaceAll('`', '')),
    );
    expect([...codes].filter((code) => !['custom_id'].includes(code as string)).toSorted()).toEqual(
      [...told].toSorted(),
    );
  });
});
