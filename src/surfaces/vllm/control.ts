import Type from 'typebox';
import type { Cluster } from '../../engine/cluster/cluster.ts';
import type { EngineControl } from '../../engine/cluster/engine-scheduler.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { usualModel } from '../../engine/models/usual-model.ts';
import type { Sleep, SleepTag } from '../../engine/sleep.ts';
import { Fault } from '../../kernel/fault.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { operation, type Row } from '../../kernel/operation.ts';
import { content, json, type Reply } from '../../kernel/reply.ts';
import type { MetricsTracker } from '../../telemetry/metrics-tracker.ts';
import { Load, ServerInfo, Sleeping, TokenizerInfo, Version } from './schema.ts';

export interface ControlServices {
  readonly models: ModelRegistry;
  readonly metrics: Pick<MetricsTracker, 'inFlight'>;
  readonly clusters: () => readonly Cluster[];
  /** Workers that fall asleep and wake too, if engines are simulated. */
  readonly workers: Pick<EngineControl, 'sleep' | 'wake'> | undefined;
  readonly sleep: Sleep;
  readonly options: { readonly seed: string | number };
  /** Of FakeAI. */
  readonly version: string;
}

/** Endpoints about the engine as a whole: what it is, how busy it is, its cache and its sleep. */
export const control = defineNoun({ tag: 'Engine', rows: controlRows });

const shared = { absolute: true, access: 'project', media: [] } as const;
const reading = { absolute: true, method: 'GET', access: 'public' } as const;
const NOT_STORED = { headers: { 'cache-control': 'no-store' } };

const text = (said: string): Reply => content('text/plain; charset=utf-8', `${said}\n`, NOT_STORED);

const said = { ...shared, media: ['text/plain'] } as const;

/** Scripts ask for several of these with GET as well as with POST. */
function both(row: Parameters<typeof operation>[0] & { readonly id: string }): Row[] {
  return [
    operation({ ...row, method: 'POST' }),
    operation({ ...row, id: `${row.id}WithGet`, method: 'GET', summary: `${row.summary} (GET)` }),
  ];
}

function controlRows(services: ControlServices): Row[] {
  const { metrics, clusters, workers, sleep, version } = services;
  const clear = (): void => {
    for (const cluster of clusters()) cluster.clear();
  };
  const forget = (): Reply => {
    clear();
    return text('The prompt cache is empty.');
  };
  return [
    operation({
      ...reading,
      id: 'getEngineVersion',
      path: '/version',
      summary: "Get the version (vLLM's path)",
      reply: Version,
      handle: () => json({ version }),
    }),
    operation({
      ...reading,
      id: 'getEngineLoad',
      path: '/load',
      summary: 'Get how many requests to models are in progress',
      reply: Load,
      handle: () => json({ server_load: metrics.inFlight() }, NOT_STORED),
    }),
    operation({
      ...reading,
      id: 'getServerInfo',
      path: '/server_info',
      summary: 'Get the configuration, with the members that readers of vLLM and of SGLang look for',
      reply: ServerInfo,
      handle: () => json(serverInfo(services), NOT_STORED),
    }),
    operation({
      ...reading,
      id: 'getServerInfoOfSGLang',
      path: '/get_server_info',
      summary: "Get the configuration (SGLang's older path)",
      reply: ServerInfo,
      handle: () => json(serverInfo(services), NOT_STORED),
    }),
    operation({
      ...reading,
      id: 'getTokenizerInfo',
      path: '/tokenizer_info',
      summary: 'Get the vocabulary of the model that is used if a request names none',
      reply: TokenizerInfo,
      faults: ['unknown_model'],
      handle: () => json(tokenizerInfo(services)),
    }),
    operation({
      ...said,
      id: 'resetPrefixCache',
      method: 'POST',
      path: '/reset_prefix_cache',
      summary: 'Forget all prompts that are cached',
      handle: forget,
    }),
    ...both({
      ...said,
      id: 'flushCache',
      method: 'POST',
      path: '/flush_cache',
      summary: "Forget all prompts that are cached (SGLang's path)",
      handle: forget,
    }),
    ...both({
      ...said,
      id: 'startProfile',
      method: 'POST',
      path: '/start_profile',
      summary: 'Accepted for load tools; nothing is profiled',
      handle: () => text('Nothing is profiled here.'),
    }),
    ...both({
      ...said,
      id: 'stopProfile',
      method: 'POST',
      path: '/stop_profile',
      summary: 'Accepted for load tools; nothing is profiled',
      handle: () => text('Nothing is profiled here.'),
    }),
    operation({
      ...said,
      id: 'sleepEngine',
      method: 'POST',
      path: '/sleep',
      summary: 'Put the engine to sleep: it refuses new requests to models with 503 until it is woken',
      query: Type.Object({ level: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 })) }),
      handle: ({ query: { level = 1 } }) => {
        sleep.begin();
        workers?.sleep(level === 2 ? 2 : 1);
        clear();
        return text(`Asleep at level ${level}.`);
      },
    }),
    operation({
      ...said,
      id: 'wakeEngine',
      method: 'POST',
      path: '/wake_up',
      summary: 'Wake the engine, or some of it',
      query: Type.Object({
        tags: Type.Optional(
          Type.Array(Type.Unsafe<SleepTag>({ type: 'string', enum: ['weights', 'kv_cache'] })),
        ),
      }),
      handle: ({ query: { tags } }) => {
        sleep.wake(tags);
        if (!sleep.isAsleep) workers?.wake();
        return text(sleep.isAsleep ? 'Still asleep: not everything is back.' : 'Awake.');
      },
    }),
    operation({
      ...reading,
      id: 'isEngineSleeping',
      path: '/is_sleeping',
      summary: 'Whether the engine is asleep',
      reply: Sleeping,
      handle: () => json({ is_sleeping: sleep.isAsleep }, NOT_STORED),
    }),
    operation({
      ...reading,
      id: 'checkGeneration',
      path: '/health_generate',
      summary: "Whether the engine takes requests (SGLang's path)",
      media: ['text/plain'],
      statuses: [200, 503],
      handle: () => {
        if (sleep.isAsleep)
          throw new Fault({ kind: 'overloaded', message: 'The engine is asleep.', retryAfter: 1 });
        return text('The engine takes requests.');
      },
    }),
  ];
}

function serverInfo({ models, options, version }: ControlServices): object {
  const model = usualModel(models.catalogue, 'chat');
  const length = model?.contextWindow ?? null;
  return {
    server: 'FakeAI',
    version,
    model_path: model?.id ?? null,
    served_model_name: model?.id ?? null,
    tokenizer_path: model?.tokenizer ?? null,
    context_length: length,
    random_seed: options.seed,
    vllm_config: {
      model: model?.id ?? null,
      tokenizer: model?.tokenizer ?? null,
      max_model_len: length,
      seed: options.seed,
    },
    internal_states: [{}],
  };
}

function tokenizerInfo({ models }: ControlServices): object {
  const card = usualModel(models.catalogue, 'chat');
  if (!card) throw new Fault({ kind: 'unknown_model', model: '' });
  return {
    tokenizer_class: card.tokenizer,
    model: card.id,
    model_max_length: card.contextWindow,
    is_approximate: card.approximateTokens,
    chat_template: null,
  };
}
