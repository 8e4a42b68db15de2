import type { ContentSource } from '../../engine/ports/content.ts';
import { defineApi } from '../../kernel/api.ts';
import type { Noun } from '../../kernel/noun.ts';
import type { Platform } from '../../platform.ts';
import { only } from '../openai/api.ts';
import { chat } from '../openai/chat/noun.ts';
import { embeddings } from '../openai/embeddings/noun.ts';
import { models } from '../openai/models/noun.ts';
import { openai } from '../openai/surface.ts';
import { fixedLatency, KEY, openRig as openAnyRig, type Rig } from '../rig.cases.ts';
import { azureOf } from './api.ts';
import { textGeneration } from './text-generation.ts';

export { KEY };

/** Milliseconds until the first token of an answer, and between later ones. */
export const TTFT = 100;
export const ITL = 10;

export interface AzureRig extends Rig {
  /** Sends JSON with a key in Azure's header, unless `headers` says otherwise. */
  send(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

export interface AzureRigOptions {
  readonly strictModels?: boolean;
  readonly content?: ContentSource;
  /** In addition to chat, embeddings and models. */
  readonly more?: Noun<Platform>;
}

/** Chat, embeddings and models in their Azure form, and text generation, on virtual time. */
export function openRig({ more, ...options }: AzureRigOptions = {}): AzureRig {
  const api = only(chat, embeddings, models, ...(more ? [more] : []));
  const rig = openAnyRig([api, defineApi({ dialect: openai, nouns: [textGeneration] }), azureOf(api)], {
    latencyModel: fixedLatency(TTFT, ITL),
    seed: 1,
    apiKeys: [KEY],
    ...options,
  });
  return {
    ...rig,
    send: (path, body, headers = { 'api-key': KEY }) =>
      rig.fetch(`http://fakeai.test${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

/** A content source that always returns this text. */
export const saying = (text: string): ContentSource => ({ compose: () => ({ text }) });
