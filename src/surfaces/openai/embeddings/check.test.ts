import { describe, expect, it } from 'vitest';
import { createModelRegistry } from '../../../engine/models/registry.ts';
import type { FaultDetail } from '../../../kernel/fault.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { checkEmbedding, type EmbeddingPlan, findEmbeddingModel } from './check.ts';
import type { EmbeddingRequest } from './schema.ts';

const clock = createVirtualClock();
const models = createModelRegistry({ clock });

function check(part: Partial<EmbeddingRequest>, registry = models): EmbeddingPlan {
  const body: EmbeddingRequest = { model: 'text-embedding-3-small', input: 'text', ...part };
  return checkEmbedding(body, findEmbeddingModel(body.model, registry));
}

function faultOf(body: Partial<EmbeddingRequest>, registry = models): FaultDetail | undefined {
  try {
    check(body, registry);
  } catch (error) {
    return (error as { detail: FaultDetail }).detail;
  }
  return undefined;
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
  ])('of %s are %i unless asked otherwise', (model, dimensions) => {
    expect(check({ model }).dimensions).toBe(dimensions);
  });

  it.each([
    ['text-embedding-3-small', 1],
    ['text-embedding-3-large', 256],
    ['nomic-ai/nomic-embed-text-v1.5', 64],
    ['acme/embedder', 4096],
  ])('of %s may be %i', (model, dimensions) => {
    expect(check({ model, dimensions }).dimensions).toBe(dimensions);
  });

  it.each(['text-embedding-ada-002', 'sentence-transformers/all-mpnet-base-v2', 'BAAI/bge-m3'])(
    'cannot be chosen for %s, not even its own',
    (model) => {
      expect(faultOf({ model, dimensions: check({ model }).dimensions })).toEqual({
        kind: 'invalid_value',
        param: null,
        message: 'This model does not support specifying dimensions.',
        code: null,
      });
    },
  );

  it('are not more than the model has', () => {
    expect(faultOf({ dimensions: 1537 })).toEqual({
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
    'makes no embeddings if it is %s',
    (model) => {
      expect(faultOf({ model })).toEqual({
        kind: 'forbidden',
        message: 'You are not allowed to generate embeddings from this model',
        code: null,
      });
    },
  );

  it('has to be known where only known ones are', () => {
    const strict = createModelRegistry({ clock, strict: true });
    expect(faultOf({ model: 'acme/embedder' }, strict)).toEqual({
      kind: 'unknown_model',
      model: 'acme/embedder',
    });
    expect(faultOf({}, strict)).toBeUndefined();
  });
});

describe('what a text is for', () => {
  const asymmetric = 'nvidia/nv-embedqa-e5-v5';

  it('has to be said to a model that tells queries from passages', () => {
    expect(faultOf({ model: asymmetric })).toEqual({ kind: 'missing_parameter', param: 'input_type' });
    expect(check({ model: asymmetric, input_type: 'query' }).role).toBe('query');
  });

  it('may stand behind the name of such a model', () => {
    const { model, role } = check({ model: `${asymmetric}-passage` });
    expect([model.id, role]).toEqual([asymmetric, 'passage']);
    expect(check({ model: 'acme/search-query' }).model.id).toBe('acme/search-query');
  });

  it.each([{ input_type: 'query' }, { truncate: 'END' }] as const)(
    'is unknown to other models: %o',
    (extra) => {
      expect(faultOf(extra)).toEqual({ kind: 'unknown_parameter', param: Object.keys(extra)[0] });
      expect(faultOf({ model: 'acme/embedder', ...extra })).toBeUndefined();
    },
  );
});
