import { describe, expect, it } from 'vitest';
import { fixedLatency, openRig } from './rig.cases.ts';

interface Reranked {
  readonly id: string;
  readonly results: readonly { index: number; relevance_score: number; document?: object }[];
  readonly meta: { billed_units: { search_units: number } };
  readonly usage: { prompt_tokens: number; total_tokens: number };
}

type Texts = readonly { index: number; score: number; text?: string }[];

const rig = openRig();
const query = 'What is machine learning?';
const documents = [
  'Python is a programming language...',
  'Machine learning is a subset of AI...',
  'Deep learning uses neural networks...',
];
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

describe('/v1/rerank', () => {
  const rerank = (changes: object = {}) => rig.post<Reranked>('/v1/rerank', { query, documents, ...changes });

  it('responds in a format that clients of Cohere v1 and of Jina read', async () => {
    const { status, body } = await rerank({ model: 'jina-reranker-v2-base-multilingual', top_n: 1 });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: uuid,
      object: 'list',
      model: 'jina-reranker-v2-base-multilingual',
      results: [{ index: 1, relevance_score: expect.closeTo(0.99, 1), document: { text: documents[1] } }],
      meta: { api_version: { version: '1' }, billed_units: { search_units: 1 } },
      usage: { prompt_tokens: body.usage.total_tokens, total_tokens: body.usage.total_tokens },
    });
    expect(body.usage.total_tokens).toBeGreaterThan(0);
  });

  it.each([
    [undefined, 3],
    [null, 3],
    [0, 3],
    [2, 2],
    [50, 3],
  ])('limits three results by top_n %s', async (top_n, count) => {
    const { results } = (await rerank({ top_n })).body;
    expect(results).toHaveLength(count);
    expect(results.map(({ index }) => index)).toEqual([1, 2, 0].slice(0, count));
    for (const { relevance_score: score } of results) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
    }
  });

  it('omits documents on request', async () => {
    const { results } = (await rerank({ return_documents: false })).body;
    for (const result of results) expect(Object.keys(result)).toEqual(['index', 'relevance_score']);
  });

  it('ranks by the requested fields of objects, and returns the objects', async () => {
    const objects = [
      { title: 'On tea', body: query },
      { title: 'Machine learning', body: 'Hot' },
      { text: 'Cats' },
    ];
    const titles = await rerank({ documents: objects, rank_fields: ['title'] });
    expect(titles.body.results[0]).toMatchObject({ index: 1, document: objects[1] });
    const bodies = await rerank({ documents: objects, rank_fields: ['body'] });
    expect(bodies.body.results[0]?.index).toBe(0);
    const texts = await rerank({ documents: [...objects, { text: documents[1] }] });
    expect(texts.body.results[0]?.index).toBe(3);
  });

  it('reads documents only up to the requested length', async () => {
    const late = [`${'word '.repeat(600)}machine learning`];
    const whole = (await rerank({ documents: late })).body;
    for (const limit of [{ max_tokens_per_doc: 512 }, { max_chunks_per_doc: 1 }]) {
      const { results, usage } = (await rerank({ documents: late, ...limit })).body;
      expect(results[0]?.relevance_score).toBeLessThan((whole.results[0]?.relevance_score ?? 0) / 10);
      expect(usage.total_tokens).toBe(whole.usage.total_tokens - (600 + 2 - 512));
    }
  });

  it('truncates documents that do not fit', async () => {
    const { status, body } = await rerank({
      documents: ['word '.repeat(2000), documents[1]],
      model: 'BAAI/bge-reranker-large',
    });
    expect(status).toBe(200);
    expect(body.usage.total_tokens).toBeLessThan(2 * 512);
  });

  it.each([
    ['no documents', { documents: [] }, 400, 'invalid request: list of documents must not be empty'],
    [
      'documents that are numbers',
      { documents: [1] },
      400,
      /^invalid request: 'documents\[0\]' must be of type/,
    ],
    ['an empty query', { query: '' }, 400, 'invalid request: query must not be empty'],
    ['a negative top_n', { top_n: -1 }, 400, /top_n/],
    [
      'a chat model',
      { model: 'gpt-4o' },
      400,
      "invalid request: model 'gpt-4o' is not supported by the rerank API",
    ],
  ])('refuses %s', async (_, changes, status, message) => {
    const answer = await rig.post<{ message: string; detail: string }>('/v1/rerank', {
      query,
      documents,
      ...changes,
    });
    expect(answer.status).toBe(status);
    expect(answer.body.message).toEqual(
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
    expect(answer.body.detail).toBe(answer.body.message);
  });
});

describe('/v2/rerank', () => {
  const request = { model: 'rerank-v3.5', query, documents };
  const rerank = (changes: object = {}) => rig.post<Reranked>('/v2/rerank', { ...request, ...changes });

  it('responds in the format of Cohere v2', async () => {
    const { status, body } = await rerank({ top_n: 2, max_tokens_per_doc: 100, priority: 1 });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: uuid,
      results: [
        { index: 1, relevance_score: expect.closeTo(0.99, 1) },
        { index: 2, relevance_score: expect.any(Number) },
      ],
      meta: { api_version: { version: '2', is_experimental: false }, billed_units: { search_units: 1 } },
    });
  });

  it('returns documents on request', async () => {
    expect((await rerank({ return_documents: true })).body.results[0]?.document).toEqual({
      text: documents[1],
    });
  });

  it('bills one unit per hundred documents', async () => {
    const { body } = await rerank({ documents: Array.from({ length: 250 }, () => 'tea') });
    expect(body.meta.billed_units.search_units).toBe(3);
  });

  it.each([
    [
      'what it does not know',
      { ...request, top_k: 2 },
      422,
      /^unknown field: parameter 'top_k' is not a valid field/,
    ],
    ['no model', { query, documents }, 400, /^invalid request: 'model' must be provided$/],
    ['a top_n of 0', { ...request, top_n: 0 }, 400, /'top_n' must be at least 1$/],
  ])('refuses %s', async (_, body, status, message) => {
    const answer = await rig.post<{ message: string }>('/v2/rerank', body);
    expect(answer).toMatchObject({ status, body: { message: expect.stringMatching(message) } });
    expect(Object.keys(answer.body)).toEqual(['message']);
  });

  it('is not also served under /v1', async () => {
    expect((await rig.post('/v1/v2/rerank', request)).status).toBe(404);
  });
});

describe('/rerank', () => {
  const rerank = (changes: object = {}) =>
    rig.post<Texts>('/rerank', { query, texts: documents, ...changes });

  it('responds with a bare list, best first', async () => {
    const { status, headers, body } = await rerank();
    expect(status).toBe(200);
    expect(body.map(({ index }) => index)).toEqual([1, 2, 0]);
    for (const result of body) {
      expect(Object.keys(result)).toEqual(['index', 'score']);
      expect(result.score).toBeGreaterThan(0);
      expect(result.score).toBeLessThan(1);
    }
    expect(headers.get('x-compute-tokens')).toBe('47');
    expect(headers.get('x-compute-characters')).toBe(
      String(documents.reduce((sum, text) => sum + text.length + query.length, 0)),
    );
  });

  it('returns logits and texts on request', async () => {
    const { body: scores } = await rerank();
    const { body } = await rerank({ raw_scores: true, return_text: true });
    expect(body.map(({ text }) => text)).toEqual([documents[1], documents[2], documents[0]]);
    for (const [place, { score }] of body.entries()) {
      expect(1 / (1 + Math.exp(-score))).toBeCloseTo(scores[place]?.score ?? -1, 6);
    }
    expect(body[2]?.score).toBeLessThan(-8);
  });

  it('rejects a text that does not fit, unless truncation is on', async () => {
    const model = 'BAAI/bge-reranker-large';
    const filler = 'word '.repeat(600);
    const texts = [`${filler} machine learning`, `machine learning ${filler}`];
    expect(await rig.post('/rerank', { query, texts, model })).toMatchObject({
      status: 422,
      body: {
        error: expect.stringMatching(
          /^Input validation error: `inputs` must have less than 512 tokens\. Given: 6\d\d$/,
        ),
        error_type: 'Validation',
      },
    });
    const best = async (changes: object) =>
      (await rerank({ texts, model, truncate: true, ...changes })).body[0]?.index;
    expect(await best({})).toBe(1);
    expect(await best({ truncation_direction: 'right' })).toBe(1);
    expect(await best({ truncation_direction: 'Left' })).toBe(0);
  });

  it.each([
    ['no texts', { query, texts: [] }, 400, 'Empty', '`texts` cannot be empty'],
    [
      '33 texts',
      { query, texts: Array(33).fill('a') },
      422,
      'Validation',
      'batch size 33 > maximum allowed batch size 32',
    ],
    [
      'nothing to rank',
      { query },
      422,
      'Validation',
      'Failed to deserialize the JSON body into the target type: missing field `texts`',
    ],
    [
      'a chat model',
      { query, texts: ['a'], model: 'gpt-4o' },
      424,
      'Backend',
      'Inference error: model is not a re-ranker model',
    ],
  ])('refuses %s', async (_, body, status, error_type, error) => {
    expect(await rig.post('/rerank', body)).toMatchObject({ status, body: { error, error_type } });
  });

  it('handles documents as /v1/rerank does', async () => {
    const body = { query, documents, top_n: 2 };
    const plain = await rig.post<Reranked>('/rerank', body);
    const versioned = await rig.post<Reranked>('/v1/rerank', body);
    expect(plain.status).toBe(200);
    expect({ ...plain.body, id: '' }).toEqual({ ...versioned.body, id: '' });
    expect(await rig.post('/rerank', { ...body, model: 'gpt-4o' })).toMatchObject({
      status: 400,
      body: { message: expect.any(String), detail: expect.any(String) },
    });
    expect(rig.ended.at(-1)).toMatchObject({
      operation: 'rerankTexts',
      outcome: 'error',
      fault: 'unsupported_value',
    });
  });

  it('reports a missing key in its own format', async () => {
    const answer = await rig.post('/rerank', { query, texts: ['a'] }, { key: null });
    expect(answer).toMatchObject({ status: 401, body: { error: 'no api key supplied' } });
  });
});

describe.each([
  ['/v1/rerank', { query, documents }, 'createRerank', '/v1/rerank'],
  ['/v2/rerank', { model: 'rerank-v3.5', query, documents }, 'createRerankV2', '/v2/rerank'],
  ['/rerank', { query, texts: documents }, 'rerankTexts', '/rerank'],
])('a call of %s', (path, body, operation, endpoint) => {
  it('takes as long as its model, and is observed', async () => {
    const slow = openRig({ latencyModel: fixedLatency(40) });
    expect((await slow.post(path, body)).after).toBe(40);
    expect(slow.ended).toMatchObject([
      { operation, endpoint, status: 200, outcome: 'ok', usage: { promptTokens: 47, completionTokens: 0 } },
    ]);
    expect(slow.ended[0]?.model).toMatch(/rerank/);
  });

  it('needs a key, and a known model if models are strict', async () => {
    const strict = openRig({ strictModels: true });
    expect((await strict.post(path, body, { key: 'sk-nobody' })).status).toBe(401);
    expect((await strict.post(path, { ...body, model: 'acme/rank' })).status).toBe(404);
    expect((await strict.post(path, body)).status).toBe(200);
  });
});

it('logs no unexpected errors', () => {
  expect(rig.lines).toEqual([]);
});

describe('the dialects of other providers', () => {
  const { document, ...pair } = {
    document: documents[1],
    relevance_score: expect.closeTo(0.99, 1),
    index: 1,
  };

  it('include that of Voyage', async () => {
    const body = { query, documents, model: 'rerank-2.5', top_k: 1, return_documents: true };
    expect((await rig.post('/voyage/v1/rerank', body)).body).toEqual({
      object: 'list',
      data: [{ ...pair, document }],
      model: 'rerank-2.5',
      usage: { total_tokens: expect.any(Number) },
    });
    const refused = await rig.post('/voyage/v1/rerank', { query, documents });
    expect(refused).toMatchObject({ status: 400, body: { detail: expect.stringContaining('model') } });
  });

  it('include that of Infinity', async () => {
    const reply = await rig.post('/infinity/rerank', { query, documents, top_n: 1 });
    expect(reply.body).toEqual({
      object: 'rerank',
      results: [{ ...pair, document: null }],
      model: 'BAAI/bge-reranker-v2-m3',
      usage: { prompt_tokens: expect.any(Number), total_tokens: expect.any(Number) },
      id: expect.stringMatching(/^infinity-/),
      created: expect.any(Number),
    });
    const raw = await rig.post<{ results: { relevance_score: number }[] }>('/infinity/rerank', {
      query,
      documents,
      raw_scores: true,
    });
    expect(raw.body.results[0]?.relevance_score).toBeGreaterThan(1);
    expect((await rig.post('/infinity/rerank', { query })).body).toMatchObject({ error: { code: 400 } });
  });

  it('include that of DeepInfra, with one query for all documents or one for each', async () => {
    const path = '/v1/inference/Qwen/Qwen3-Reranker-8B';
    const one = await rig.post<{ scores: number[]; input_tokens: number }>(path, {
      queries: [query],
      documents,
    });
    expect(one.body.scores).toHaveLength(3);
    expect(one.body.scores.indexOf(Math.max(...one.body.scores))).toBe(1);
    expect(one.body).toMatchObject({
      inference_status: { status: 'succeeded', tokens_input: one.body.input_tokens },
    });
    const each = await rig.post<{ scores: number[] }>(path, {
      queries: ['Which language is used for programming?', query, query],
      documents,
    });
    expect(each.body.scores[1]).toBe(one.body.scores[1]);
    expect(each.body.scores[0]).toBeGreaterThan(one.body.scores[0] as number);
    const refused = await rig.post(path, { queries: [query, query], documents });
    expect(refused).toMatchObject({
      status: 400,
      body: { detail: { error: expect.stringContaining('queries') } },
    });
  });
});
