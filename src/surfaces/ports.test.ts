import { expect, it } from 'vitest';
import { builtInApis } from '../built-in-apis.ts';
import { NO_USAGE } from '../engine/event.ts';
import type { Embedder } from '../engine/ports/embedder.ts';
import type { Moderator } from '../engine/ports/moderator.ts';
import { type ModerationScores, moderationCategories } from '../engine/ports/moderator.ts';
import type { Ranker } from '../engine/ports/ranker.ts';
import type { Transcriber } from '../engine/ports/transcriber.ts';
import type { PlatformParts } from '../platform.ts';
import { toWav } from './openai/audio/fake-synthesizer.cases.ts';
import { KEY, openRig } from './rig.cases.ts';

const scoresWith = (others: number, violence: number): ModerationScores => ({
  ...(Object.fromEntries(moderationCategories.map((category) => [category, others])) as ModerationScores),
  violence,
});

const segment = { start: 0, end: 1, text: 'Replaced.', words: [] };
const transcript = {
  language: 'en',
  seconds: 1,
  text: 'Replaced.',
  segments: [segment],
  isInvented: false,
};
const problem = { path: [], message: 'replaced' };

// biome-ignore-start lint/correctness/useYield: each takes one step
const embedder: Embedder = {
  *embedInSteps(_text, dimensions) {
    return new Float32Array(dimensions).fill(0.5);
  },
};
const moderator: Moderator = {
  *moderateInSteps(text) {
    return { scores: scoresWith(0, text === 'Hello' ? 0.6 : 0) };
  },
  moderateImage: () => scoresWith(0, 0),
  thresholds: scoresWith(1, 0.6),
};
const transcriber: Transcriber = {
  *transcribeInSteps() {
    return transcript;
  },
  diarize: () => [{ ...segment, speaker: 'replaced' }],
};
// biome-ignore-end lint/correctness/useYield: each takes one step
const ranker: Ranker = {
  rank: async () => ({
    ranked: [
      { index: 1, logit: 0 },
      { index: 0, logit: -1 },
    ],
    queryTokens: 1,
    passageTokens: [1, 1],
    usage: { ...NO_USAGE, promptTokens: 7 },
    duration: 0,
  }),
};

/** Parts whose answers no simulation would give. */
const PARTS: PlatformParts = {
  embedder: () => embedder,
  moderator: async () => moderator,
  transcriber: async () => transcriber,
  ranker: () => ranker,
  schemaChecker: {
    newAllowance: () => ({ values: 0, patterns: 0 }),
    checkSchema: () => problem,
    checkObjectSchema: () => problem,
    checkStrictSchema: () => problem,
  },
};

const documents = ['one', 'two'];
const passages = documents.map((text) => ({ text }));
const messages = [{ role: 'user', content: 'Hello' }];
const json_schema = { name: 'out', schema: { type: 'object', properties: {} } };

it.each([
  ['/v1/embeddings', { model: 'text-embedding-3-small', input: 'Hello', dimensions: 2 }, '[0.5,0.5]'],
  ['/v1/rerank', { query: 'q', documents }, '"results":[{"index":1,"relevance_score":0.5'],
  [
    '/v1/ranking',
    { model: 'nvidia/nv-rerankqa-mistral-4b-v3', query: passages[0], passages },
    '"index":1,"logit":0',
  ],
  ['/v1/moderations', { input: 'Hello' }, '"flagged":true'],
  ['/v1/moderations', { input: 'I want to hurt someone' }, '"flagged":false'],
  ['/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21', { messages }, '"content_filter"'],
  ['/v1/audio/transcriptions', { model: 'whisper-1', response_format: 'text' }, 'Replaced.'],
  [
    '/v1/audio/transcriptions',
    { model: 'gpt-4o-transcribe-diarize', response_format: 'diarized_json', chunking_strategy: 'auto' },
    '"speaker":"replaced"',
  ],
  [
    '/v1/chat/completions',
    { model: 'gpt-4o', messages, response_format: { type: 'json_schema', json_schema } },
    "Invalid schema for response_format 'out': replaced",
  ],
])('%s asks the part of the platform: %j', async (path, body, expected) => {
  const { fetch } = openRig(builtInApis, { parts: PARTS, apiKeys: [KEY] });
  const isForm = path.includes('/audio/');
  const reply = await fetch(`http://fakeai.test${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, ...(!isForm && { 'content-type': 'application/json' }) },
    body: isForm ? toForm(body) : JSON.stringify(body),
  });
  expect(await reply.text()).toContain(expected);
});

function toForm(fields: object): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('file', new Blob([Buffer.from(toWav(Buffer.alloc(48_000)))]), 'a.wav');
  return form;
}
