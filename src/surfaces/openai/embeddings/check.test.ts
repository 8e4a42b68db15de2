import { describe, expect, it } from 'vitest';
import { openModels } from '../../../engine/models/models.cases.ts';
import type { FaultDetail } from '../../../kernel/fault.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { modelCall } from '../../../serving/requested-model.cases.ts';
import { checkEmbedding, type EmbeddingPlan, findEmbeddingModel } from './check.ts';
import type { EmbeddingRequest } from './schema.ts';

const clock = createVirtualClock();
const models = openModels(clock);

async function check(part: Partial<EmbeddingRequest>, registry = models): Promise<EmbeddingPlan> {
  const body: EmbeddingRequest = { model: 'text-embedding-3-small', input: 'text', ...part };
  return checkEmbedding(body, await findEmbeddingModel({ ...modelCall(), body }, registry));
}

function faultOf(body: Partial<EmbeddingRequest>, registry = models): Promise<FaultDetail | undefined> {
  return check(body, registry).then(
    () => undefined,
    (error) => error.detail,
  );
}

describe('dimensions', () => {
  it.each([
    ['text-embedding-3-small', 1536],
    ['text-embedding-3-large', 3072],
    ['text-embedding-ada-002', 1536],
    ['sentence-transformers/all-mpnet-base-v2', 768],
    ['nomic-ai/nomic-embed-text-v1.5', 768],
    ['BAAI/bge-m3', 1024],
    ['openai/text-embedding-3-large', 3072],
    ['acme/embedder', 1536],
  ])('of %s are %i by default', async (model, dimensions) => {
    expect((await check({ model })).dimensions).toBe(dimensions);
  });

  it.each([
    ['text-embedding-3-small', 1],
    ['text-embedding-3-large', 256],
    ['nomic-ai/nomic-embed-text-v1.5', 64],
    ['acme/embedder', 4096],
  ])('of %s can be %i', async (model, dimensions) => {
    expect((await check({ model, dimensions })).dimensions).toBe(dimensions);
  });

  it.each(['text-embedding-ada-002', 'sentence-transformers/all-mpnet-base-v2', 'BAAI/bge-m3'])(
    'cannot be set for %s, not even to its own',
    async (model) => {
      expect(await faultOf({ model, dimensions: (await check({ model })).dimensions })).toEqual({
        kind: 'invalid_value',
        param: null,
        message: 'This model does not support specifying dimensions.',
        code: null,
      });
    },
  );

  it('cannot exceed the model’s', async () => {
    expect(await faultOf({ dimensions: 1537 })).toEqual({
      kind: 'above_model_limit',
      of: 'embedding',
      param: 'dimensions',
      limit: 1536,
      given: 1537,
    });
  });
});

describe('the model', () => {
  it.each(['gpt-4o', 'whisper-1', 'omni-moderation-latest', 'nvidia/llama-3.2-nv-rerankqa-1b-v2'])(
    'is rejected if it is %s',
    async (model) => {
      expect(await faultOf({ model })).toEqual({
        kind: 'forbidden',
        message: 'You are not allowed to generate embeddings from this model',
        code: null,
      });
    },
  );

  it('must be known if models are strict', async () => {
    const strict = openModels(clock, { strict: true });
    expect(await faultOf({ model: 'acme/embedder' }, strict)).toEqual({
      kind: 'unknown_model',
      model: 'acme/embedder',
    });
    expect(await faultOf({}, strict)).toBeUndefined();
  });
});

describe('the input type', () => {
  const asymmetric = 'nvidia/nv-embedqa-e5-v5';

  it('is required by a model that distinguishes queries from passages', async () => {
    expect(await faultOf({ model: asymmetric })).toEqual({ kind: 'missing_parameter', param: 'input_type' });
    expect((await check({ model: asymmetric, input_type: 'query' })).role).toBe('query');
  });

  it('can be a suffix of the name of such a model', async () => {
    for (const id of [asymmetric, `${asymmetric}-2030-01-31`]) {
      const { model, role } = await check({ model: `${id}-passage` });
      expect([model.id, role]).toEqual([id, 'passage']);
    }
    expect((await check({ model: 'acme/search-query' })).model.id).toBe('acme/search-query');
  });

  it.each([{ input_type: 'query' }, { truncate: 'END' }] as const)(
    'is rejected for other models: %o',
    async (extra) => {
      expect(await faultOf(extra)).toEqual({ kind: 'unknown_parameter', param: Object.keys(extra)[0] });
      expect(await faultOf({ model: 'acme/embedder', ...extra })).toBeUndefined();
    },
  );
});
