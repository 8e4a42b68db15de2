import type { Example } from '../example.ts';

const small = 'text-embedding-3-small';

export const embeddingExamples: Readonly<Record<string, readonly Example[]>> = {
  createEmbedding: [
    { name: 'one text' },
    {
      name: 'several, shortened',
      body: { model: 'text-embedding-3-large', input: ['a', 'b'], dimensions: 8, user: 'ada' },
    },
    {
      name: 'base64',
      body: { model: small, input: ['a', 'b'], encoding_format: 'base64', dimensions: 16 },
    },
    { name: 'explicit floats', body: { model: small, input: 'a', encoding_format: 'float', dimensions: 2 } },
    { name: 'tokens', body: { model: 'text-embedding-ada-002', input: [15339, 1917] } },
    { name: 'lists of tokens', body: { model: small, input: [[15339], [1917, 0]], dimensions: 4 } },
    { name: 'an open model', body: { model: 'BAAI/bge-m3', input: 'Hello' } },
  ],
  createHostedEmbedding: [
    { name: 'a query', body: { model: 'NV-Embed-QA', input: ['Hello'], input_type: 'query' } },
    {
      name: 'a passage',
      body: { model: 'NV-Embed-QA', input: 'Hello', input_type: 'passage', truncate: 'END' },
    },
  ],
};
