import OpenAI, { type AzureClientOptions, AzureOpenAI, type ClientOptions } from 'openai';
import { createFakeAI, type FakeAI, type FakeAIOptions } from '../../src/fakeai.ts';

/** An instance with a client for it, so that suites are independent of how they reach it. */
export interface World extends AsyncDisposable {
  readonly fake: FakeAI;
  /** A client with a valid key that does not retry. */
  readonly client: OpenAI;
  /** Another client of the same instance. */
  connect(options?: ClientOptions): OpenAI;
  /** A client for Azure, with the key in Azure's header. */
  connectAzure(options?: AzureClientOptions): AzureOpenAI;
}

/** Creates an instance, without latency unless the options say otherwise. */
export type OpenWorld = (options?: FakeAIOptions) => Promise<World>;

export const KEY = 'sk-fakeai-1234567890abcdef';

/** The client calls the instance in process. */
export const openInProcess: OpenWorld = async (options) => {
  const fake = createFakeAI({ fast: true, ...options });
  return toWorld(fake, { fetch: fake.fetch });
};

/** The client calls the instance over a socket. */
export const openOnSocket: OpenWorld = async (options) => {
  const fake = createFakeAI({ fast: true, ...options });
  const { url } = await fake.listen({ port: 0 });
  return toWorld(fake, { baseURL: `${url}/v1` });
};

function toWorld(fake: FakeAI, way: ClientOptions): World {
  const connect = (options?: ClientOptions): OpenAI =>
    new OpenAI({ apiKey: KEY, maxRetries: 0, ...way, ...options });
  return {
    fake,
    client: connect(),
    connect,
    connectAzure: (options) =>
      new AzureOpenAI({
        apiKey: KEY,
        apiVersion: '2024-10-21',
        endpoint: new URL(connect().baseURL).origin,
        maxRetries: 0,
        ...(way.fetch && { fetch: way.fetch }),
        ...options,
      }),
    [Symbol.asyncDispose]: () => fake.close({ graceMs: 0 }),
  };
}
