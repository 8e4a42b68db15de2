import { engineProfiles } from './engine-profiles.ts';
import {
  boolean,
  bytes,
  choice,
  choices,
  duration,
  integer,
  list,
  number,
  type OptionForm,
  seconds,
  shares,
  span,
  status,
  text,
  urls,
  webhookSecret,
  word,
} from './forms.ts';
import { METRICS_DIALECTS } from './metrics-dialects.ts';
import { prompts } from './prompts.ts';

/** One option. Everything that parses, validates, prints or documents options reads this row. */
export interface OptionDefinition<Value = unknown, Written = unknown> {
  readonly form: OptionForm<Value, Written>;
  readonly group: OptionGroup;
  /** One or two plain sentences. Names of other options are in backticks; help shows them as flags. */
  readonly description: string;
  /** In written form; absent if the option has no default. */
  readonly default?: Written;
  /** Describes what happens without a value, for options that have no default. */
  readonly absent?: string;
  /** An example in the form used in an environment variable. */
  readonly example: string;
  /** The value is masked wherever options are printed. */
  readonly secret?: true;
}

/** Headings under which options are shown, in order. */
export const OPTION_GROUPS = [
  'Server',
  'Access',
  'Timing',
  'Engine',
  'Answers',
  'Storage',
  'Jobs',
  'Limits',
  'Output',
] as const;
export type OptionGroup = (typeof OPTION_GROUPS)[number];

const MINUTES = 60_000;
const LONGEST_DELAY = 10 * MINUTES;
const DAYS = 24 * 60 * MINUTES;

/** All options. The key is the name in code and in the config file; flag and variable are derived from it. */
export const optionTable = {
  host: option(word('<address>', 255), {
    group: 'Server',
    description: 'Address to listen on. 0.0.0.0 and :: listen on all interfaces.',
    default: '127.0.0.1',
    example: '0.0.0.0',
  }),
  port: option(integer(0, 65_535), {
    group: 'Server',
    description: 'Port to listen on. 0 selects a free port.',
    default: 8000,
    example: '9000',
  }),
  corsOrigins: option(list('<origins>', 1000, 2048), {
    group: 'Server',
    description: 'Origins of web pages that may call the server (CORS). * allows all, [] none.',
    absent:
      'all; only loopback origins (localhost, *.localhost, 127.0.0.1, [::1]) if the server listens on loopback alone and accepts a well-known key, or requires none',
    example: 'http://localhost:3000,https://app.example',
  }),
  allowedHosts: option(list('<hosts>', 1000, 255), {
    group: 'Server',
    description:
      'Host names, besides loopback ones and host.docker.internal, that requests may be addressed to if the server listens on loopback alone and accepts a well-known key, or requires none. * allows all.',
    default: [],
    example: 'fakeai.test,my-tunnel.example',
  }),
  docs: option(boolean(), {
    group: 'Server',
    description: 'Serve the documentation pages: /docs, /redoc and /openapi.json.',
    default: true,
    example: 'false',
  }),
  metricsDialects: option(choices('<names>', ...METRICS_DIALECTS), {
    group: 'Server',
    description:
      "Whose metrics /metrics has: FakeAI's own, or those of other servers under their names, as dashboards ask for them. Each of them also has a path of its own.",
    default: ['fakeai'],
    example: 'fakeai,vllm',
  }),
  dcgmPort: option(integer(0, 65_535), {
    group: 'Server',
    description:
      "Another port, on the same address, whose /metrics are those of NVIDIA's DCGM exporter: load tools look for GPUs at 9400. 0 selects a free port.",
    absent: 'none; they are at /dcgm/metrics',
    example: '9400',
  }),
  gracePeriod: option(span(0, LONGEST_DELAY), {
    group: 'Server',
    description: 'How long a shutdown waits for open requests to finish.',
    default: '5s',
    example: '30s',
  }),

  apiKeys: option(list('<keys>', 10_000, 512), {
    group: 'Access',
    description: 'Accepted API keys.',
    default: ['sk-fakeai-1234567890abcdef', 'sk-test-abcdefghijklmnop'],
    example: 'sk-one,sk-two',
    secret: true,
  }),
  requireApiKey: option(boolean(), {
    group: 'Access',
    description: 'Reject requests without an accepted API key.',
    default: true,
    example: 'false',
  }),
  organization: option(word('<id>', 128), {
    group: 'Access',
    description: 'Value of the openai-organization response header.',
    default: 'org-fakeai',
    example: 'org-acme',
  }),
  mcpServers: option(urls(100), {
    group: 'Access',
    description:
      'MCP servers that responses may call: a URL without a path stands for all servers of its origin. The tools of other servers are simulated.',
    default: [],
    example: 'http://127.0.0.1:9000/mcp',
  }),

  latency: option(choice('none', 'fixed', 'profile', 'engine'), {
    group: 'Timing',
    description:
      'How long answers take. none: no delay; fixed: the times given by `ttft` and `itl`; profile: typical times of each model, which depend on its size and on the lengths of prompt and answer; engine: those of simulated inference engines, which batch requests, let them wait and save the prefill of cached prompts.',
    default: 'fixed',
    example: 'profile',
  }),
  fast: option(boolean(), {
    group: 'Timing',
    description: 'No latency. Overrides all other timing options.',
    default: false,
    example: 'true',
  }),
  ttft: option(duration(LONGEST_DELAY), {
    group: 'Timing',
    description: 'Time to the first token, with fixed latency.',
    absent: '`responseDelay`, varied by up to `maxVariance` if `randomDelay` is on',
    example: '200ms:10%',
  }),
  itl: option(duration(LONGEST_DELAY), {
    group: 'Timing',
    description: 'Time between two tokens, with fixed latency.',
    default: '20ms',
    example: '20ms:10%:lognormal',
  }),
  responseDelay: option(seconds(600), {
    group: 'Timing',
    description: 'Time to the first token in seconds, with fixed latency. `ttft` overrides it.',
    default: 0.5,
    example: '0.25',
  }),
  randomDelay: option(boolean(), {
    group: 'Timing',
    description:
      'Vary `responseDelay`, or the times of a latency profile or of engines, from request to request.',
    default: true,
    example: 'false',
  }),
  maxVariance: option(number(0, 1), {
    group: 'Timing',
    description:
      'Maximum deviation of a time varied by `randomDelay`, as a fraction of it. Uniformly distributed.',
    default: 0.3,
    example: '0.1',
  }),

  serverTiming: option(boolean(), {
    group: 'Timing',
    description:
      'Send the header Server-Timing with generated answers: time in the queue, prefill, planned time to first token, decoding of whole answers, the time until the reply was sent, and how late that was.',
    default: false,
    example: 'true',
  }),
  prefixCache: option(boolean(), {
    group: 'Engine',
    description:
      'Route prompts to engine workers and find what they hold in their KV caches. Without it, nothing is cached.',
    default: true,
    example: 'false',
  }),
  engineWorkers: option(integer(1, 256), {
    group: 'Engine',
    description: 'Engine workers, each with a KV cache of its own.',
    default: 4,
    example: '8',
  }),
  kvBlockSize: option(integer(1, 1024), {
    group: 'Engine',
    description: 'Tokens in a KV block.',
    default: 16,
    example: '64',
  }),
  kvBlocks: option(integer(1, 10_000_000), {
    group: 'Engine',
    description: 'KV blocks of each worker.',
    absent: 'with `latency` engine what the GPUs of the profile have room for, up to 131,072; else 16,384',
    example: '65536',
  }),
  kvHostBlocks: option(integer(0, 10_000_000), {
    group: 'Engine',
    description: 'KV blocks that each worker keeps in host memory when they are evicted.',
    default: 0,
    example: '65536',
  }),
  routerMode: option(choice('kv', 'round-robin', 'random', 'least-loaded'), {
    group: 'Engine',
    description: 'How the worker of a prompt is chosen. kv: by what it holds of the prompt and by its load.',
    default: 'kv',
    example: 'round-robin',
  }),
  routerCost: option(choice('dynamo', 'lmetric', 'original'), {
    group: 'Engine',
    description:
      'What a worker costs, for the router mode kv. dynamo: prompt tokens to compute plus blocks in use; lmetric: their product; original: the costs of FakeAI in Python.',
    default: 'dynamo',
    example: 'original',
  }),
  routerOverlapWeight: option(number(0, 1000), {
    group: 'Engine',
    description: 'How much what a worker holds of a prompt counts against its load; 0: load alone decides.',
    default: 1,
    example: '0.5',
  }),
  routerTemperature: option(number(0, 1000), {
    group: 'Engine',
    description: 'Randomness of the choice between workers; 0: always the best one.',
    default: 0,
    example: '0.5',
  }),
  engineProfile: option(word('<name>', 64), {
    group: 'Engine',
    description:
      'Model and hardware that all text models run on, with `latency` engine: a built-in profile such as llama-8b-h100, or one of `engineProfiles`.',
    absent: 'by the class or size of each model',
    example: 'llama-70b-h100',
  }),
  engineProfiles: option(engineProfiles(), {
    group: 'Engine',
    description: 'Profiles of your own for `engineProfile`, by name; a built-in name replaces that profile.',
    default: {},
    example: '{"mine":{"like":"llama-8b-h100","stepMs":6.5}}',
  }),
  maxNumSeqs: option(integer(1, 65_536), {
    group: 'Engine',
    description:
      'Sequences in the batch of a worker, with `latency` engine. Each choice of a request is one.',
    absent: 'that of the profile, or as many as `maxNumBatchedTokens` allows',
    example: '64',
  }),
  maxNumBatchedTokens: option(integer(1, 10_000_000), {
    group: 'Engine',
    description:
      'Tokens that a worker computes in one step, with `latency` engine: one for each sequence, more with `speculation`, and the rest for prompts.',
    absent: '8192, or what `maxNumSeqs` needs',
    example: '2048',
  }),
  maxWaiting: option(integer(0, 1_000_000), {
    group: 'Engine',
    description:
      'Requests that may wait for a place in the batch of a worker, with `latency` engine. Further ones are refused, see `queueFullStatus`.',
    default: 1000,
    example: '100',
  }),
  queueFullStatus: option(status('429', '503'), {
    group: 'Engine',
    description: 'Status of a request that finds all queues full. Retry-After says when a place may be free.',
    default: '429',
    example: '503',
  }),
  chunkedPrefill: option(boolean(), {
    group: 'Engine',
    description:
      'Compute long prompts over several steps, beside the answers in progress, with `latency` engine. Otherwise all of a prompt is computed in one step.',
    default: true,
    example: 'false',
  }),
  speculation: option(shares('<shares>', 16), {
    group: 'Engine',
    description:
      'Speculative decoding, with `latency` engine: for each draft the probability that it is accepted if those before it were.',
    absent: 'none: one token a step',
    example: '0.85,0.3',
  }),
  prefillWorkers: option(integer(0, 255), {
    group: 'Engine',
    description:
      'How many of the `engineWorkers` compute prompts only and hand them over to the others, which decode, with `latency` engine. 0: all do both.',
    default: 0,
    example: '1',
  }),
  engineSpeedup: option(number(0.001, 1000), {
    group: 'Engine',
    description: 'Everything takes this many times less long, with `latency` engine.',
    default: 1,
    example: '10',
  }),

  seed: option(text('<text>', 256), {
    group: 'Answers',
    description: 'Seed of all randomness: the same seed and the same request give the same answer.',
    default: 'fakeai',
    example: '42',
  }),
  models: option(list('<models>', 1000, 256), {
    group: 'Answers',
    description:
      'The only models to serve and to list, in this order, as an engine for a few models does. They need not be in the catalogue.',
    absent: 'all of the catalogue, and any other unless `strictModels` is on',
    example: 'gpt-4o,meta/llama-3.1-8b-instruct',
  }),
  prompts: option(prompts(), {
    group: 'Answers',
    description:
      'Prompt templates that responses name by id. In the texts of their messages, {{name}} stands for a variable. The last version of a prompt is its current one.',
    default: {},
    example: '{"pmpt_tides": {"messages": [{"role": "user", "content": "When is high tide in {{city}}?"}]}}',
  }),
  replyModel: option(choice('snapshot', 'requested'), {
    group: 'Answers',
    description:
      'What chat and text completions name as their model: the dated version that an alias stands for, as OpenAI does, or what the request named.',
    default: 'snapshot',
    example: 'requested',
  }),
  refusals: option(boolean(), {
    group: 'Answers',
    description:
      'Decline chat requests that are harmful (illicit, self-harm, minors), as hosted models do. Those that ask for a fixed length, by ignore_eos or min_tokens, are answered.',
    default: true,
    example: 'false',
  }),
  strictModels: option(boolean(), {
    group: 'Answers',
    description: 'Reject models that are not in the catalogue, instead of adding them on first use.',
    default: false,
    example: 'true',
  }),
  strictSchemas: option(boolean(), {
    group: 'Answers',
    description:
      'Reject strict JSON schemas that the real API rejects, such as objects without additionalProperties. Otherwise the request is answered, and an x-fakeai-note header and a log line say what the real API would reject.',
    default: false,
    example: 'true',
  }),
  streamObfuscation: option(boolean(), {
    group: 'Answers',
    description: 'Add an obfuscation field to stream chunks unless the request says otherwise.',
    default: false,
    example: 'true',
  }),

  data: option(text('<path>', 4096), {
    group: 'Storage',
    description:
      'SQLite file for stored objects, or the folder to create it in. :memory: keeps them until the process ends.',
    default: ':memory:',
    example: './fakeai-data',
  }),
  maxStored: option(integer(0, 100_000_000), {
    group: 'Storage',
    description:
      'Maximum number of stored chat completions of a project, and of responses. The oldest are removed to make room.',
    default: 100_000,
    example: '1000',
  }),
  maxObjects: option(integer(1, 100_000_000), {
    group: 'Storage',
    description:
      'Maximum number of stored objects of each kind (files, uploads, batches, conversations) of a project, and of items in a conversation. Further ones are rejected.',
    default: 100_000,
    example: '1000',
  }),
  storeLimit: option(bytes(1024 ** 2, 1024 ** 4), {
    group: 'Storage',
    description: 'Maximum total size of everything stored, including files. Anything beyond is rejected.',
    default: '2gib',
    example: '500mb',
  }),
  maxModels: option(integer(0, 10_000_000), {
    group: 'Storage',
    description:
      'Maximum number of models outside the catalogue that a project keeps; fine-tuned ones are counted separately. The oldest are dropped to make room.',
    default: 10_000,
    example: '500',
  }),

  batchConcurrency: option(integer(1, 10_000), {
    group: 'Jobs',
    description: 'Maximum number of batch requests answered concurrently, over all batches.',
    default: 64,
    example: '8',
  }),
  batchWindow: option(span(1, 365 * DAYS), {
    group: 'Jobs',
    description: 'How long the 24h completion window really lasts. A batch that takes longer expires.',
    default: '24h',
    example: '1m',
  }),
  batchStage: option(span(0, DAYS), {
    group: 'Jobs',
    description:
      'Minimum time a batch spends validating, finalizing and cancelling, so that clients can see each state. Zero with `fast`.',
    default: '1s',
    example: '5s',
  }),
  webhooks: option(urls(100), {
    group: 'Jobs',
    description: 'URLs that events such as batch.completed are sent to.',
    default: [],
    example: 'http://127.0.0.1:9000/events',
  }),
  webhookSecret: option(webhookSecret(), {
    group: 'Jobs',
    description: 'Secret that events are signed with.',
    default: 'whsec_ZmFrZWFpLXdlYmhvb2stc2VjcmV0LWZvci10ZXN0cw==',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    secret: true,
  }),

  bodyLimit: option(bytes(1024, 1024 ** 3), {
    group: 'Limits',
    description:
      'Maximum size of a request body held in memory, as received and after decompression. Uploaded files have a limit of their own, `fileLimit`.',
    default: '32mib',
    example: '16mb',
  }),
  inFlightBodyLimit: option(bytes(1024, 64 * 1024 ** 3), {
    group: 'Limits',
    description:
      'Maximum total size of request bodies held in memory at once, over all requests, also after decompression; never less than `bodyLimit`. Beyond it the server reads no further, and answers 503 after ten seconds, or after five to a sender that stalls.',
    default: '256mib',
    example: '1gib',
  }),
  inFlightAnswerLimit: option(bytes(1024, 64 * 1024 ** 3), {
    group: 'Limits',
    description:
      'Maximum memory for long text answers, and for what hosted tools make for responses, in progress, over all requests. Beyond it a request waits, and is answered with 503 after ten seconds. Answers of up to about 2,000 tokens are not counted.',
    default: '256mib',
    example: '1gib',
  }),
  answerLimit: option(bytes(1024, 1024 ** 3), {
    group: 'Limits',
    description:
      'Maximum size of a generated text answer that is not streamed. The size is estimated while the answer is planned; a larger one is refused before anything is sent. Stored answers are limited to 2 MiB.',
    default: '64mib',
    example: '16mb',
  }),
  fileLimit: option(bytes(1024, 64 * 1024 ** 3), {
    group: 'Limits',
    description: 'Maximum size of a file uploaded in one request.',
    default: '512mib',
    example: '1gib',
  }),
  maxDepth: option(integer(1, 1000), {
    group: 'Limits',
    description: 'Maximum nesting of arrays and objects in a request body.',
    default: 100,
    example: '64',
  }),
  maxConnections: option(integer(1, 1_000_000), {
    group: 'Limits',
    description: 'Maximum number of open connections.',
    absent: 'unlimited',
    example: '10000',
  }),
  requestTimeout: option(span(1, 60 * MINUTES), {
    group: 'Limits',
    description:
      'How long a request may take to arrive before its connection is closed. For file uploads, how long the next chunk may take.',
    default: '60s',
    example: '10s',
  }),
  clientBufferLimit: option(bytes(1024, 1024 ** 3), {
    group: 'Limits',
    description: 'Bytes buffered for a slow client before its stream is paused.',
    default: '1mib',
    example: '256kib',
  }),
  slowReaderTimeout: option(span(1, 60 * MINUTES), {
    group: 'Limits',
    description: 'How long a stream may stay paused before its connection is closed.',
    default: '30s',
    example: '5s',
  }),

  debug: option(boolean(), {
    group: 'Output',
    description: 'Show stack traces of unexpected errors. Sets `logLevel` to debug unless it is given.',
    default: false,
    example: 'true',
  }),
  logLevel: option(choice('silent', 'error', 'warn', 'info', 'debug'), {
    group: 'Output',
    description: 'Lowest level that is logged.',
    default: 'info',
    example: 'warn',
  }),
  watch: option(boolean(), {
    group: 'Output',
    description:
      'Print a line each second about the engine workers, with `latency` engine: requests that run and wait, KV blocks in use, share of prompt tokens found in caches, tokens per second.',
    default: false,
    example: 'true',
  }),
  logFormat: option(choice('auto', 'pretty', 'json'), {
    group: 'Output',
    description:
      'Format of log lines. auto is pretty in a terminal and json elsewhere. NO_COLOR and FORCE_COLOR are honoured.',
    default: 'auto',
    example: 'json',
  }),
};

export type OptionName = keyof typeof optionTable;

/** All option names, in table order. */
export const optionNames = Object.keys(optionTable) as OptionName[];

type Table = typeof optionTable;
type ValueOf<Row> = Row extends { form: OptionForm<infer Value, infer _> } ? Value : never;
type WrittenOf<Row> = Row extends { form: OptionForm<infer _, infer Written> } ? Written : never;
type WithoutDefault = {
  [Name in OptionName]: Table[Name] extends { default: unknown } ? never : Name;
}[OptionName];

/**
 * All options, validated and with defaults: times are milliseconds (`responseDelay`: seconds), sizes are
 * bytes, `ttft` and `itl` are distributions. Only options whose absence has a meaning can be undefined.
 */
export type Options = {
  readonly [Name in Exclude<OptionName, WithoutDefault>]: ValueOf<Table[Name]>;
} & {
  readonly [Name in WithoutDefault]?: ValueOf<Table[Name]>;
};

/**
 * Options as code can pass them: `{ ttft: '200ms', bodyLimit: '16mb' }`. Resolved {@link Options} are
 * accepted too.
 */
export type OptionsInput = {
  readonly [Name in OptionName]?: ValueOf<Table[Name]> | WrittenOf<Table[Name]>;
};

/** The row of an option, with its type widened. */
export function optionDefinition(name: OptionName): OptionDefinition {
  return optionTable[name] as OptionDefinition;
}

/** `responseDelay` → `--response-delay`. */
export function flagOf(name: OptionName): string {
  return `--${snake(name, '-')}`;
}

/** `responseDelay` → `FAKEAI_RESPONSE_DELAY`. */
export function variableOf(name: OptionName): string {
  return `FAKEAI_${snake(name, '_').toUpperCase()}`;
}

function snake(name: string, separator: string): string {
  return name.replace(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}

type WithDefault<Row> = Row extends { default: infer Default } ? { readonly default: Default } : unknown;

function option<Value, Written, const Row extends Omit<OptionDefinition<Value, Written>, 'form'>>(
  form: OptionForm<Value, Written>,
  row: Row,
): OptionDefinition<Value, Written> & WithDefault<Row> {
  return { form, ...row } as OptionDefinition<Value, Written> & WithDefault<Row>;
}
