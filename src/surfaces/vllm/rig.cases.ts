import { defineApi } from '../../kernel/api.ts';
import { only } from '../openai/api.ts';
import { chat } from '../openai/chat/noun.ts';
import { completions } from '../openai/completions/noun.ts';
import { embeddings } from '../openai/embeddings/noun.ts';
import { models } from '../openai/models/noun.ts';
import { rendering } from '../openai/rendering/noun.ts';
import { KEY, openRig as openAnyRig, type Rig, type RigOptions } from '../rig.cases.ts';
import { sglang } from '../sglang/noun.ts';
import { vllmApi } from './api.ts';
import { vllm } from './surface.ts';

/** vLLM's and SGLang's endpoints beside the ones of OpenAI that engines serve too. */
export interface EngineRig extends Rig {
  post<Body = Json>(path: string, body?: unknown, key?: string | null): Promise<EngineAnswer<Body>>;
  get<Body = Json>(path: string): Promise<EngineAnswer<Body>>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read members of answers of many shapes
export type Json = any;

export interface EngineAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined if it is not JSON. */
  readonly body: Body;
}

export function openEngineRig(options: RigOptions = {}): EngineRig {
  const apis = [
    only(chat, completions, embeddings, models),
    defineApi({ dialect: vllm, nouns: [rendering] }),
    defineApi({ dialect: vllm, nouns: [sglang] }),
    vllmApi,
  ];
  const rig = openAnyRig(apis, { apiKeys: [KEY], seed: 1, ...options });
  const send = async <Body>(method: string, path: string, body: unknown, key: string | null) => {
    const init = {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const reply = await rig.fetch(`http://fakeai.test${path}`, init);
    const text = await reply.text();
    const isJson = reply.headers.get('content-type') === 'application/json';
    return {
      status: reply.status,
      headers: reply.headers,
      text,
      body: (isJson ? JSON.parse(text) : undefined) as Body,
    };
  };
  return {
    ...rig,
    post: (path, body, key = KEY) => send('POST', path, body, key),
    get: (path) => send('GET', path, undefined, KEY),
  };
}
