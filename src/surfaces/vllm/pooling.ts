import { lazyHandlers } from '../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { operation, type Row } from '../../kernel/operation.ts';
import type { PoolingServices } from './pooling-handlers.ts';
import {
  ClassifyReply,
  ClassifyRequest,
  PoolingReply,
  PoolingRequest,
  ScoreReply,
  ScoreRequest,
} from './schema.ts';

/** Models that generate no text, at vLLM's own paths: scores of pairs, vectors, classes. */
export const pooling = defineNoun({ tag: 'Pooling', rows: poolingRows });

const shared = {
  absolute: true,
  method: 'POST',
  access: 'project',
  faults: ['unknown_model', 'context_exceeded', 'unsupported_value'],
} as const;

const PAIRS = {
  model: 'BAAI/bge-reranker-v2-m3',
  text_1: 'What is machine learning?',
  text_2: ['Machine learning is a branch of AI.', 'Python is a programming language.'],
};

function poolingRows(services: PoolingServices): Row[] {
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./pooling-handlers.ts')).createPoolingHandlers(services),
  );
  const score = {
    ...shared,
    summary: 'Score how well texts answer each other',
    description:
      'One pair of names is given: `text_1` and `text_2`, `data_1` and `data_2`, `queries` and `documents`, or `queries` and `items`. One text is scored with each of several, lists of the same length pair by pair. The `model` ranks or embeds.',
    body: ScoreRequest,
    example: PAIRS,
    reply: ScoreReply,
    handle: handler('score'),
  } as const;
  return [
    operation({ ...score, id: 'createScore', path: '/score' }),
    operation({ ...score, id: 'createScoreV1', path: '/v1/score' }),
    operation({
      ...shared,
      id: 'createPooling',
      path: '/pooling',
      summary: 'Get the vector that a model makes of each text',
      body: PoolingRequest,
      example: { model: 'BAAI/bge-m3', input: ['The tides follow the moon.'] },
      reply: PoolingReply,
      handle: handler('pool'),
    }),
    operation({
      ...shared,
      id: 'createClassification',
      path: '/classify',
      summary: 'Classify texts as positive or negative',
      body: ClassifyRequest,
      example: { input: ['What a wonderful day!', 'This is a terrible mistake.'] },
      reply: ClassifyReply,
      handle: handler('classify'),
    }),
  ];
}
