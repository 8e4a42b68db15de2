import Type from 'typebox';
import type { Surface } from '../../kernel/operation.ts';
import {
  encodeCohereFault,
  encodeDetailFault,
  encodeErrorFault,
  encodeNestedDetailFault,
  encodeSharedFault,
  encodeTextsFault,
} from './errors.ts';

const headers: Surface['headers'] = ({ requestId }) => ({ 'x-request-id': requestId });

/** Cohere v2. */
export const cohere: Surface = {
  name: 'cohere',
  encodeFault: encodeCohereFault,
  error: Type.Object({ message: Type.String() }),
  headers,
};

const SharedError = Type.Object({ message: Type.String(), detail: Type.String() });

/** The path shared by Cohere v1 and Jina. */
export const rerank: Surface = {
  name: 'rerank',
  encodeFault: encodeSharedFault,
  error: SharedError,
  prefix: '/v1',
  headers,
};

/** Text Embeddings Inference. Errors of a `documents` body at its path use the format of {@link rerank}. */
export const textEmbeddings: Surface = {
  name: 'textEmbeddings',
  encodeFault: encodeTextsFault,
  error: Type.Union([Type.Object({ error: Type.String(), error_type: Type.String() }), SharedError]),
  headers,
};

const Detail = Type.Object({ detail: Type.String() });

/** Voyage. */
export const voyage: Surface = { name: 'voyage', encodeFault: encodeDetailFault, error: Detail, headers };

/** Infinity, whose errors have OpenAI's form. */
export const infinity: Surface = {
  name: 'infinity',
  encodeFault: encodeErrorFault,
  error: Type.Object({
    error: Type.Object({
      message: Type.String(),
      type: Type.Union([Type.String(), Type.Null()]),
      param: Type.Union([Type.String(), Type.Null()]),
      code: Type.Integer(),
    }),
  }),
  headers,
};

/** DeepInfra. */
export const deepInfra: Surface = {
  name: 'deepInfra',
  encodeFault: encodeNestedDetailFault,
  error: Type.Object({ detail: Type.Object({ error: Type.String() }) }),
  headers,
};
