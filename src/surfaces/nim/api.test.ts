import { describe, expect, it } from 'vitest';
import { version } from '../../config/version.ts';
import { fixedLatency, openRig } from '../rerank/rig.cases.ts';

interface Rankings {
  readonly rankings: readonly { index: number; logit: number }[];
  readonly usage: { prompt_tokens: number; total_tokens: number };
}

const passages = [
  { text: 'Machine learning is a subset of AI...' },
  { text: 'Python is a programming language...' },
  { text: 'Deep learning uses neural networks...' },
];
const request = {
  model: 'nvidia/nv-rerankqa-mistral-4b-v3',
  query: { text: 'What is machine learning?' },
  passages,
  truncate: 'END',
};

const rig = openRig();
const rank = (changes: object = {}) => rig.post<Rankings>('/v1/ranking', { ...request, ...changes });
const indexes = ({ rankings }: Rankings) => rankings.map(({ index }) => index);

describe('a ranking', () => {
  it('matches the original README example to the byte, with the passage on machine learning first', async () => {
    const answer = await rank();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-request-id')).toMatch(/^req_\w{32}$/);
    expect(answer.body).toEqual({
      rankings: [
        { index: 0, logit: 5.16796875 },
        { index: 2, logit: -0.27294921875 },
        { index: 1, logit: -10.9921875 },
      ],
      usage: { prompt_tokens: 47, total_tokens: 47 },
    });
  });

  it('has every passage once, best first, and is the same in every instance', async () => {
    const many = Array.from({ length: 512 }, (_, index) => ({ text: `Passage ${index % 100} on machines` }));
    const { body } = await rank({ passages: many });
    expect(indexes(body).toSorted((one, other) => one - other)).toEqual(many.map((_, index) => index));
    for (let place = 1; place < body.rankings.length; place++) {
      const [before, after] = [body.rankings[place - 1], body.rankings[place]];
      expect(before?.logit).toBeGreaterThanOrEqual(after?.logit ?? 0);
    }
    expect((await openRig().post('/v1/ranking', { ...request, passages: many })).body).toEqual(body);
  });

  it('keeps the input order of equal passages', async () => {
    const same = { text: 'Tea is hot.' };
    const { body } = await rank({ passages: [same, passages[0], same, same] });
    expect(indexes(body)).toEqual([1, 0, 2, 3]);
    expect(new Set(body.rankings.slice(1).map(({ logit }) => logit)).size).toBe(1);
  });

  it('is also served without the version and at the address of the hosted model', async () => {
    const { body } = await rank();
    expect((await rig.post('/ranking', request)).body).toEqual(body);
    const hosted = '/v1/retrieval/nvidia/nv-rerankqa-mistral-4b-v3/reranking';
    expect((await rig.post(hosted, request)).body).toEqual(body);
    const dotted = { ...request, model: 'nvidia/llama-3.2-nv-rerankqa-1b-v2' };
    const address = '/v1/retrieval/nvidia/llama-3_2-nv-rerankqa-1b-v2/reranking';
    expect((await rig.post(address, dotted)).status).toBe(200);
    expect((await rig.post(address, request)).status).toBe(404);
  });

  it('is also served at the hosted address without a model, for any ranking model', async () => {
    const { body } = await rank();
    for (const path of ['/v1/retrieval/nvidia/reranking', '/retrieval/nvidia/reranking']) {
      expect((await rig.post(path, request)).body).toEqual(body);
      const model = 'nv-rerank-qa-mistral-4b:1';
      expect((await rig.post<Rankings>(path, { ...request, model })).body.rankings).toHaveLength(3);
      expect((await rig.post(path, { ...request, model: 'gpt-4o' })).status).toBe(422);
    }
  });

  it('accepts unknown models, unless models are strict', async () => {
    expect((await rank({ model: 'acme/rank-1' })).status).toBe(200);
    const strict = await openRig({ strictModels: true }).post('/v1/ranking', {
      ...request,
      model: 'acme/rank-1',
    });
    expect(strict).toMatchObject({
      status: 404,
      body: { detail: 'The model `acme/rank-1` does not exist.' },
    });
  });
});

describe('a passage that does not fit', () => {
  const filler = 'word '.repeat(600);
  const long = [{ text: filler + passages[0]?.text }, { text: passages[0]?.text + filler }];

  it('is rejected if truncation is off, which is the default', async () => {
    for (const truncate of ['NONE', undefined]) {
      const answer = await rank({ passages: [passages[0], ...long], truncate });
      expect(answer).toMatchObject({
        status: 400,
        body: { error: 'Input length 617 exceeds maximum allowed token size 512' },
      });
    }
    expect((await rank({ truncate: 'NONE' })).status).toBe(200);
  });

  it.each([
    ['END', [1, 0]],
    ['START', [0, 1]],
  ])('is truncated at its %s, and ranked by the rest', async (truncate, order) => {
    const { body } = await rank({ passages: long, truncate });
    expect(indexes(body)).toEqual(order);
    expect(body.rankings[0]?.logit).toBeGreaterThan((body.rankings[1]?.logit ?? 0) + 5);
    expect(body.usage).toEqual({ prompt_tokens: 1024, total_tokens: 1024 });
  });

  it('depends on the model', async () => {
    const model = 'nvidia/llama-3.2-nv-rerankqa-1b-v2';
    expect((await rank({ passages: long, truncate: 'NONE', model })).status).toBe(200);
  });
});

describe('an image', () => {
  const model = 'nvidia/llama-nemotron-rerank-vl-1b-v2';
  const image =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

  it('counts its tokens, but does not affect the order', async () => {
    const { body: without } = await rank({ model, passages: [passages[1], passages[0]] });
    const { status, body } = await rank({
      model,
      passages: [{ ...passages[1], image }, passages[0], { image }],
    });
    expect(status).toBe(200);
    expect(indexes(body)[0]).toBe(1);
    expect(body.usage.prompt_tokens).toBeGreaterThan(without.usage.prompt_tokens + 100);
  });

  it.each([
    ['that the model does not support', { ...request, passages: [{ image }] }],
    ['given by a remote URL', { ...request, model, passages: [{ image: 'https://example.com/a.png' }] }],
    ['that is not an image file', { ...request, model, passages: [{ image: 'data:image/png;base64,AAAA' }] }],
    ['of another media type', { ...request, model, passages: [{ image: 'data:text/plain;base64,AAAA' }] }],
  ])('%s is rejected', async (_, body) => {
    expect(await rig.post('/v1/ranking', body)).toMatchObject({
      status: 422,
      body: { detail: [{ type: 'value_error', loc: ['body', 'passages', 0, 'image'] }] },
    });
  });
});

describe('a request that does not fit the schema', () => {
  const { model, query, ...rest } = request;
  it.each<[string, unknown, string, (string | number)[]]>([
    ['without model', { ...rest, query }, 'missing', ['body', 'model']],
    ['without query', { ...rest, model }, 'missing', ['body', 'query']],
    ['with a bare query', { ...request, query: 'tea' }, 'model_attributes_type', ['body', 'query']],
    [
      'with an empty query',
      { ...request, query: { text: '' } },
      'string_too_short',
      ['body', 'query', 'text'],
    ],
    ['without passages', { ...request, passages: [] }, 'too_short', ['body', 'passages']],
    [
      'with 513 passages',
      { ...request, passages: Array(513).fill({ text: 'a' }) },
      'too_long',
      ['body', 'passages'],
    ],
    ['with bare passages', { ...request, passages: ['a'] }, 'model_attributes_type', ['body', 'passages', 0]],
    [
      'with an empty passage',
      { ...request, passages: [{ text: '' }] },
      'string_too_short',
      ['body', 'passages', 0, 'text'],
    ],
    ['with nothing in a passage', { ...request, passages: [{}] }, 'value_error', ['body', 'passages', 0]],
    ['with another truncation', { ...request, truncate: 'MIDDLE' }, 'enum', ['body', 'truncate']],
    ['for a model that chats', { ...request, model: 'gpt-4o' }, 'value_error', ['body', 'model']],
    ['that is a list', [], 'model_attributes_type', ['body']],
    ['that is not JSON', '{', 'json_invalid', ['body', 0]],
  ])('%s gets the type and location of the fault', async (_, body, type, loc) => {
    const answer = await rig.post<{ detail: object[] }>('/v1/ranking', body);
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toHaveLength(1);
    expect(answer.body.detail[0]).toMatchObject({ type, loc });
  });

  it('can have unknown members', async () => {
    expect((await rank({ top_k: 2 })).status).toBe(200);
  });
});

describe('a call', () => {
  it('needs a key', async () => {
    for (const key of [null, 'sk-nobody']) {
      expect(await rig.post('/v1/ranking', request, { key })).toMatchObject({
        status: 401,
        body: { status: 401, title: 'Unauthorized' },
      });
    }
  });

  it('takes as long as its model, and is observed', async () => {
    const slow = openRig({ latencyModel: fixedLatency(80) });
    const answer = await slow.post<Rankings>('/v1/ranking', request);
    expect(answer.after).toBe(80);
    expect(slow.ended).toMatchObject([
      {
        operation: 'createRanking',
        endpoint: '/v1/ranking',
        status: 200,
        outcome: 'ok',
        model: request.model,
        usage: { promptTokens: answer.body.usage.prompt_tokens, completionTokens: 0 },
      },
    ]);
  });

  it('is abandoned when its caller disconnects', async () => {
    const slow = openRig({ latencyModel: fixedLatency(60_000) });
    const controller = new AbortController();
    const pending = slow.fetch('http://fakeai.test/v1/ranking', {
      method: 'POST',
      headers: { authorization: 'Bearer sk-fakeai-1234567890abcdef', 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: controller.signal,
    });
    slow.clock.at(slow.clock.now() + 10, () => controller.abort());
    await expect(pending).rejects.toThrow(/abort/i);
    expect(slow.clock.pending).toBe(0);
    expect(slow.ended).toMatchObject([{ outcome: 'aborted', endedAt: 10 }]);
  });
});

describe('management endpoints', () => {
  it.each([
    ['/v1/health/live', { object: 'health.response', message: 'Service is live.', status: 'live' }],
    ['/v1/health/ready', { object: 'health.response', message: 'Service is ready.', status: 'ready' }],
    ['/v1/version', { release: version, api: '1.0.0' }],
  ])('serve %s without a key', async (path, body) => {
    expect(await rig.get(path)).toMatchObject({ status: 200, body });
  });

  it('list the models and the license', async () => {
    const { body: license } = await rig.get<{ content: string; size: number; sha: string }>('/v1/license');
    expect(license.size).toBe(license.content.length);
    expect(license.sha).toMatch(/^[0-9a-f]{64}$/);
    const { body } = await rig.get<{ modelInfo: { modelUrl: string; shortName: string }[] }>('/v1/metadata');
    expect(body).toMatchObject({ version, assetInfo: [], licenseInfo: license });
    expect(body.modelInfo).toContainEqual({
      modelUrl: 'fakeai://nvidia/llama-3.2-nv-rerankqa-1b-v2',
      shortName: 'llama-3.2-nv-rerankqa-1b-v2',
    });
    const { body: manifest } = await rig.get<{ manifest_file: string }>('/v1/manifest');
    expect(manifest.manifest_file).toContain('  - nvidia/llama-3.2-nv-rerankqa-1b-v2\n');
  });

  it('exist only under /v1', async () => {
    for (const path of ['/version', '/metadata', '/health/ready']) {
      expect((await rig.get(path)).status).toBe(404);
    }
  });
});

it('logs no unexpected errors', () => {
  expect(rig.lines).toEqual([]);
});
