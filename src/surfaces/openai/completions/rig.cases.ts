import { expect } from 'vitest';
import type { ContentSource } from '../../../engine/ports/content.ts';
import { createTokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import { incoming } from '../../../kernel/dispatch.cases.ts';
import type { Outgoing } from '../../../kernel/incoming.ts';
import { Abort } from '../../../runtime/abort.ts';
import { createSimulatedGenerator } from '../../../simulation/simulated-generator.ts';
import { fixedLatency, KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { completions } from './noun.ts';
import type { Completion, CompletionChunk } from './schema.ts';

export const MODEL = 'gpt-3.5-turbo-instruct';

/** Milliseconds until the first token of an answer, and between later ones. */
export const TTFT = 100;
export const ITL = 10;

/** Vocabularies are loaded once per test file. */
const tokenizers = createTokenizers();
export const cl100k = await tokenizers.load('cl100k_base');
export const o200k = await tokenizers.load('o200k_base');

/** The endpoint in virtual time. */
export function openCompletions(content: ContentSource = createSimulatedGenerator()) {
  const rig = openRig([only(completions)], {
    content,
    latencyModel: fixedLatency(TTFT, ITL),
    seed: 1,
    streamObfuscation: false,
    bodyLimit: 10_000_000,
  });
  const { clock } = rig;
  const post = async (body: object, abort = new Abort()): Promise<Outgoing> =>
    rig.dispatch(
      incoming({
        path: '/v1/completions',
        json: { model: MODEL, ...body },
        abort,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        receivedAt: clock.now(),
      }),
    );
  return {
    ...rig,
    post,
    async complete(body: object): Promise<Completion> {
      const reply = await post(body);
      const text = toText(reply);
      expect(reply.status, text).toBe(200);
      return JSON.parse(text);
    },
    async refusal(body: object): Promise<Refusal> {
      const reply = await post(body);
      const { error } = JSON.parse(toText(reply));
      return { status: reply.status, ...error };
    },
    /** The chunks of a stream, each with its arrival time. */
    async chunks(body: object): Promise<{ readonly at: number; readonly chunk: CompletionChunk }[]> {
      const start = clock.now();
      const reply = await post({ ...body, stream: true });
      if (!reply.frames) throw new Error(toText(reply));
      const chunks: { at: number; chunk: CompletionChunk }[] = [];
      let text = '';
      while (reply.frames.nextAt !== undefined) {
        const at = reply.frames.nextAt;
        const frames = String(reply.frames.take(at) ?? '');
        text += frames;
        for (const frame of frames.split('\n\n')) {
          if (frame.startsWith('data: {')) chunks.push({ at: at - start, chunk: JSON.parse(frame.slice(6)) });
        }
      }
      expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
      return chunks;
    },
  };
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

function toText({ body }: Outgoing): string {
  return typeof body === 'string' ? body : Buffer.from(body ?? '').toString('utf8');
}
