import Type from 'typebox';
import type { Surface } from '../../kernel/operation.ts';
import { encodeCohereFault, encodeSharedFault, encodeTextsFault } from './errors.ts';

const headers: Surface['headers'] = ({ requestId }) => ({ 'x-request-id': requestId });

/** Cohere's second version. */
export const cohere: Surface = {
  name: 'cohere',
  encodeFault: encodeCohereFault,
  error: Type.Object({ message: Type.String() }),
  headers,
};

const SharedError = Type.Object({ message: Type.String(), detail: Type.String() });

/** The path that Cohere's first version and Jina share. */
export const rerank: Surface = {
  name: 'rerank',
  encodeFault: encodeSharedFault,
  error: SharedError,
  headers,
};

/** Text Embeddings Inference. What is asked there in the words of another interface is refused in those of that one. */
export const textEmbeddings: Surface = {
  name: 'textEmbeddings',
  encodeFault: encodeTextsFault,
  error: Type.Union([Type.Object({ error: Type.String(), error_type: Type.String() }), SharedError]),
  headers,
};
