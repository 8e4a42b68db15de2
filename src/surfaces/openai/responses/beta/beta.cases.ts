import OpenAI from 'openai';
import { Check } from 'typebox/value';
import { expect, onTestFinished } from 'vitest';
import { KEY, openRig, type RigOptions } from '../../../rig.cases.ts';
import { only } from '../../api.ts';
import { conversations } from '../../conversations/noun.ts';
import { files } from '../../files/noun.ts';
import { responses } from '../noun.ts';
import { BetaResponseObject, BetaResponseStreamEvent } from '../schema/beta.ts';

type Beta = OpenAI.Beta.BetaResponse;
type Create = OpenAI.Beta.Responses.ResponseCreateParamsNonStreaming;

export const betas: ['responses_multi_agent=v1'] = ['responses_multi_agent=v1'];

/** A request with two parts that are delegated. */
export const PROPOSALS = [
  'Alpha: launch in 2 weeks for $40k with a managed vendor.',
  'Beta: launch in 6 weeks for $70k on our own servers.',
  'Delegate each proposal to a separate agent, then compare them.',
].join('\n');

/** The beta of responses on an instance of its own. */
export function openBeta(options: RigOptions = {}) {
  const { fetch, platform } = openRig([only(files, responses, conversations)], { seed: 1, ...options });
  onTestFinished(() => platform.close());
  platform.jobs.start();
  const client = new OpenAI({ apiKey: KEY, baseURL: 'http://x/v1', fetch, maxRetries: 0 });
  const { beta } = client;
  const asked = { model: 'gpt-4o', multi_agent: { enabled: true }, betas };

  async function create(body: Partial<Create> = {}): Promise<Beta> {
    const response = await beta.responses.create({ ...asked, input: PROPOSALS, ...body });
    expect(Check(BetaResponseObject, response)).toBe(true);
    return response;
  }

  const refused = (body: object): Promise<InstanceType<typeof OpenAI.APIError>> =>
    create(body).then(
      () => expect.fail('was not refused'),
      (error) => error,
    );

  /** The events of a stream, all of which fit their schema and are numbered. */
  async function stream(body: Partial<Create> = {}) {
    const events: OpenAI.Beta.BetaResponseStreamEvent[] = [];
    const streamed = await beta.responses.create({ ...asked, input: PROPOSALS, ...body, stream: true });
    for await (const event of streamed) events.push(event);
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
    for (const event of events) expect(Check(BetaResponseStreamEvent, event), event.type).toBe(true);
    return events;
  }

  return { client, fetch, create, refused, stream };
}

/** What each item is, and whose. */
export function outlineOf(output: Beta['output']): string[] {
  return output.map((item) => {
    const action = 'action' in item && typeof item.action === 'string' ? ` ${item.action}` : '';
    return `${item.agent?.agent_name} ${item.type}${action}`;
  });
}

/** What an agent has said. */
export function saidBy(name: string, { output }: Pick<Beta, 'output'>): string {
  return output
    .flatMap((item) => (item.type === 'message' && item.agent?.agent_name === name ? item.content : []))
    .map((part) => (part.type === 'output_text' ? part.text : ''))
    .join('\n');
}
