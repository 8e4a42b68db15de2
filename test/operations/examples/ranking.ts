import type { Example } from '../example.ts';

const query = 'What is machine learning?';
const documents = ['The bus is late.', 'Machine learning is a way for programs to learn from data.'];
const cohere = { model: 'rerank-v3.5', query, documents };
const nim = {
  model: 'nvidia/nv-rerankqa-mistral-4b-v3',
  query: { text: query },
  passages: documents.map((text) => ({ text })),
};

export const rankingExamples: Readonly<Record<string, readonly Example[]>> = {
  createRanking: [
    { name: 'plain', body: nim },
    { name: 'cut at the end', body: { ...nim, truncate: 'END' } },
  ],
  createHostedRankingByModel: [{ body: { ...nim, model: 'nv-rerank-qa-mistral-4b:1' } }],
  createRerank: [
    { name: 'the best document', body: { ...cohere, top_n: 1, return_documents: true } },
    {
      name: 'fields of objects',
      body: {
        query,
        documents: [{ title: 'Buses' }, { title: 'Programs that learn' }],
        rank_fields: ['title'],
      },
    },
  ],
  createRerankV2: [
    { name: 'plain', body: cohere },
    { name: 'cut', body: { ...cohere, max_tokens_per_doc: 2, top_n: 2 } },
  ],
  rerankTexts: [
    {
      name: 'logits',
      body: { query, texts: documents, raw_scores: true, return_text: true, truncate: true },
    },
    { name: 'documents', body: cohere },
  ],
};
