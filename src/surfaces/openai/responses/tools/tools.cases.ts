import OpenAI from 'openai';
import { Check } from 'typebox/value';
import { expect, onTestFinished } from 'vitest';
import { KEY, openRig, type RigOptions } from '../../../rig.cases.ts';
import { only } from '../../api.ts';
import { files } from '../../files/noun.ts';
import { responses } from '../noun.ts';
import { ResponseStreamEvent } from '../schema/events.ts';

export type Response = OpenAI.Responses.Response;
export type Item = Response['output'][number];
type Body = Omit<OpenAI.Responses.ResponseCreateParamsNonStreaming, 'model' | 'stream'> & {
  readonly model?: string;
};

/** Responses on an instance of its own, for tests of tools. */
export function openTools(options: RigOptions = {}) {
  const { fetch, platform, clock } = openRig([only(files, responses)], { seed: 1, ...options });
  onTestFinished(() => platform.close());
  const client = new OpenAI({ apiKey: KEY, baseURL: 'http://x/v1', fetch, maxRetries: 0 });
  const model = 'gpt-4o';
  const create = (body: Body): Promise<Response> => client.responses.create({ model, ...body });

  /** The fault that refuses a request. */
  const refused = (body: object): Promise<InstanceType<typeof OpenAI.APIError>> =>
    create(body as Body).then(
      () => expect.fail('was not refused'),
      (error) => error,
    );

  /** The events of a stream, after what holds for all streams has been checked. */
  async function stream(body: Body) {
    const streamed = client.responses.stream({ model, ...body });
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    for await (const event of streamed) events.push(event as OpenAI.Responses.ResponseStreamEvent);
    const { output_parsed: _, ...final } = (await streamed.finalResponse()) as Response & {
      output_parsed?: unknown;
    };
    const kept = await client.responses.retrieve(final.id);
    expect(withoutParsed(final)).toEqual(withoutParsed(kept));
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
    for (const event of events) expect(Check(ResponseStreamEvent, plain(event)), event.type).toBe(true);
    const done = events.flatMap((event) =>
      event.type === 'response.output_item.done' ? [withoutParsed(event.item)] : [],
    );
    expect(done).toEqual(withoutParsed(kept.output));
    return { events, types: events.map(({ type }) => type), final: kept };
  }

  return { client, clock, create, refused, stream };
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What the client adds to what it receives is left out. */
function withoutParsed(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each) =>
      key === 'parsed' || key === 'parsed_arguments' || key === 'output_text' || key === 'output_parsed'
        ? undefined
        : each,
    ),
  );
}

/** The only item of this type. */
export function itemOf<Type extends Item['type']>(
  { output }: Response,
  type: Type,
): Extract<Item, { type: Type }> {
  const found = output.filter((item) => item.type === type);
  expect(found).toHaveLength(1);
  return found[0] as Extract<Item, { type: Type }>;
}
