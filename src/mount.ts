import { type Api, openApis } from './kernel/api.ts';
import { createDispatcher, type Dispatcher } from './kernel/dispatch.ts';
import type { Principal } from './kernel/principal.ts';
import { createRouter } from './kernel/router.ts';
import { standardSteps } from './kernel/standard-steps.ts';
import type { Step } from './kernel/step.ts';
import type { AccessHelp } from './kernel/steps/principal.ts';
import type { Platform } from './platform.ts';
import type { PackageFileMissing } from './runtime/package-file.ts';
import { openai } from './surfaces/openai/surface.ts';
import type { Observation } from './telemetry/observation.ts';
import { REQUEST, toLogFields, toLogLevel } from './telemetry/request-log.ts';

/**
 * Mounts APIs on a platform, with the standard steps around all calls and the given ones inside of those. Call it once
 * per platform, before its jobs start. All operations are then in `platform.inside.operations`.
 *
 * @throws Error if two operations have the same id, or the same method and path; TypeError for two collections with
 *   the same name, or two jobs of the same kind
 * @example
 * const platform = openPlatform({ fast: true });
 * const { dispatch } = mount(platform, [only(chat)]);
 */
export function mount(
  platform: Platform,
  apis: readonly Api<Platform>[],
  steps: readonly Step[] = [],
): Dispatcher {
  const { options, store, log, inside, publicKey } = platform;
  const operations = openApis(platform, apis);
  const router = createRouter(operations);
  const shared = { ...platform, ...options, surface: openai };
  const around = standardSteps({
    ...shared,
    hasPublicAccess: !options.requireApiKey || publicKey !== undefined,
    accessHelp: accessHelpOf(publicKey),
    onStart: (observation) => platform.metrics.onStart(observation),
    onEnd: (observation, principal) => record(observation, principal, platform),
  });
  const dispatcher = createDispatcher({
    ...shared,
    router,
    steps: [...around, ...steps],
    blobs: store.blobs,
    onMissingFile: ({ message, path }) => {
      if (log.writes('error')) log.error(message, { path });
      else warn(message, path);
    },
  });
  inside.bind({ operations, router, dispatcher });
  return dispatcher;
}

function record(
  observation: Observation,
  principal: Principal | undefined,
  { metrics, models, log }: Platform,
): void {
  metrics.onEnd(observation);
  const { model, status } = observation;
  if (principal && model !== undefined && status === 200) models.in(principal.project).keep(model);
  const level = toLogLevel(observation);
  if (log.writes(level)) log[level](REQUEST, toLogFields(observation));
}

/** Without a log: requests that need the file fail until it is there. */
function warn(message: string, path: PackageFileMissing['path']): void {
  process.emitWarning(message, { type: 'FakeAIWarning', ...(path && { detail: `Looked for ${path}` }) });
}

/** A hint for callers whose key is rejected. Names a key only if it is one of the well-known defaults. */
function accessHelpOf(key: string | undefined): AccessHelp | undefined {
  if (key === undefined) return undefined;
  const open = 'To accept requests without a key, use --no-require-api-key (requireApiKey: false).';
  return {
    note: `FakeAI accepts the API key ${key}. ${open}`,
    log: `A request was rejected because of its API key. FakeAI prints the accepted keys at startup. ${open}`,
  };
}
