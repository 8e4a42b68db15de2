import OpenAI from 'openai';
import { onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../../runtime/virtual-clock.ts';
import { fixedLatency, KEY, openRig } from '../../../rig.cases.ts';
import { only } from '../../api.ts';
import { conversations } from '../../conversations/noun.ts';
import { files } from '../../files/noun.ts';
import { responses } from '../noun.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read like by a client without types
export type Json = any;

export const MOON = 'How far away is the moon?';
export const HANDBOOK = [
  '# Handbook',
  'Employees have 25 days of vacation a year. Unused days are carried over until the end of March.',
  '## Remote work',
  'Working from home is possible on three days a week.',
].join('\n\n');

/** An instance with responses, conversations and files, and its official client. */
export function openSearches({ isManual = false }: { isManual?: boolean } = {}) {
  const clock = createVirtualClock({ automatic: !isManual });
  const { fetch, platform, lines } = openRig([only(responses, conversations, files)], {
    clock,
    latencyModel: fixedLatency(100, 10),
    seed: 1,
  });
  onTestFinished(() => platform.close());
  platform.jobs.start();
  const authorization = `Bearer ${KEY}`;
  const send = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    fetch(`http://localhost/v1${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  const call = async (...args: Parameters<typeof send>): Promise<{ status: number; json: Json }> => {
    const reply = await send(...args);
    return { status: reply.status, json: await reply.json() };
  };
  return {
    clock,
    lines,
    send,
    call,
    client: new OpenAI({ apiKey: KEY, baseURL: 'http://localhost/v1', fetch, maxRetries: 0 }),
    respond: (body: object) => call('POST', '/responses', { model: 'gpt-4o', ...body }),
    /** The events of a streamed response. */
    stream: async (body: object): Promise<Json[]> =>
      eventsIn(await (await send('POST', '/responses', { model: 'gpt-4o', stream: true, ...body })).text()),
    upload: async (
      name: string,
      text: string,
      { type = 'text/markdown', purpose = 'assistants' }: { type?: string; purpose?: string } = {},
    ): Promise<string> => {
      const form = new FormData();
      form.set('purpose', purpose);
      form.set('file', new File([text], name, { type }));
      const url = 'http://localhost/v1/files';
      const reply = await fetch(url, { method: 'POST', headers: { authorization }, body: form });
      return ((await reply.json()) as { id: string }).id;
    },
  };
}

export function eventsIn(text: string): Json[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 6)));
}

/** The parts of the text of a message that its annotations mark. */
export function marked({ text, annotations }: Json): string[] {
  return annotations.map(({ start_index: start, end_index: end }: Json) => text.slice(start, end));
}
