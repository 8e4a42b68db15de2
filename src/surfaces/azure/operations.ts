import Type from 'typebox';
import type { Call, Operation, Surface } from '../../kernel/operation.ts';
import { type FilterServices, toFilteredRow } from './filter-row.ts';
import { DatedVersion, deploymentParams, StageVersion, withoutModel, withVersion } from './schema.ts';
import { toAzureError, toAzureSurface } from './surface.ts';

/** Operations that Azure serves under a deployment, whose name selects the model. */
const IN_DEPLOYMENT = new Set([
  'createChatCompletion',
  'createCompletion',
  'createEmbedding',
  'createImage',
  'createImageEdit',
  'createSpeech',
  'createTranscription',
  'createTranslation',
]);

/**
 * Operations without a deployment in their path: those that Azure serves outside of deployments, and
 * moderations, which Azure does not have but clients written for both providers call.
 */
const BESIDE_DEPLOYMENTS = new Set([
  'listChatCompletions',
  'getChatCompletion',
  'updateChatCompletion',
  'deleteChatCompletion',
  'getChatCompletionMessages',
  'createModeration',
  'listModels',
  'retrieveModel',
  'deleteModel',
  'createFile',
  'listFiles',
  'retrieveFile',
  'deleteFile',
  'downloadFile',
  'createUpload',
  'addUploadPart',
  'completeUpload',
  'cancelUpload',
  'createBatch',
  'listBatches',
  'retrieveBatch',
  'cancelBatch',
]);

export type AzureServices = FilterServices;

/**
 * The given rows as Azure serves them: the same handlers, at Azure's paths and in its dialect. A row has up
 * to two forms: a dated one, `/openai/deployments/{deployment}/…?api-version=` or `/openai/…?api-version=`,
 * and an undated one, `/openai/v1/…`. Rows that Azure has no path for are omitted.
 *
 * @example
 * azureOperations(chatOperations(services), services).map(({ path }) => path);
 * // ['/openai/deployments/{deployment}/chat/completions', '/openai/v1/chat/completions']
 */
export function azureOperations(operations: readonly Operation[], services: AzureServices): Operation[] {
  const errorOf = memoised(toAzureError);
  const surfaceOf = memoised((inner: Surface) => toAzureSurface(inner, errorOf(inner.error)));
  const rows = operations
    .filter(({ id }) => IN_DEPLOYMENT.has(id) || BESIDE_DEPLOYMENTS.has(id))
    .map((row) => ({ ...toFilteredRow(row, services), surface: surfaceOf(row.surface), ...shared }));
  return [
    ...rows.map((row) => (IN_DEPLOYMENT.has(row.id) ? inDeployment(row) : besideDeployments(row))),
    ...rows.map(undated),
  ];
}

/** Surfaces that share an error schema still do so in Azure's dialect; the documentation defines it once. */
function memoised<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

/** A wrong dated version is answered like an unknown path. */
const OF_VERSIONS = ['unknown_route'] as const;

const shared = { absolute: true, tag: 'Azure' } as const;

function inDeployment(row: Operation): Operation {
  const toNamed = createNaming();
  const params = deploymentParams(modelExampleOf(row));
  return {
    ...row,
    id: `azureDeployment${capitalised(row.id)}`,
    path: `/openai/deployments/{deployment}${row.path}`,
    summary: `${row.summary} (Azure, by deployment)`,
    params: row.params ? Type.Intersect([row.params, params]) : params,
    query: withVersion(row.query, DatedVersion, true),
    faults: [...(row.faults ?? []), ...OF_VERSIONS],
    ...(row.body && { body: withoutModel(row.body) }),
    ...(row.form && { form: withoutModel(row.form) }),
    handle: (call) => row.handle(toNamed(call)),
  };
}

interface FormKeywords {
  readonly properties?: { readonly model?: { readonly examples?: readonly unknown[] } };
}

/** An example model for the row: from its example body or its form schema. */
function modelExampleOf({ example, form }: Operation): unknown {
  const { model } = (example ?? {}) as { readonly model?: unknown };
  const { properties } = (form ?? {}) as FormKeywords;
  return model ?? properties?.model?.examples?.[0];
}

function besideDeployments(row: Operation): Operation {
  return {
    ...row,
    id: `azureResource${capitalised(row.id)}`,
    path: `/openai${row.path}`,
    summary: `${row.summary} (Azure)`,
    query: withVersion(row.query, DatedVersion, true),
    faults: [...(row.faults ?? []), ...OF_VERSIONS],
  };
}

function undated(row: Operation): Operation {
  return {
    ...row,
    id: `azure${capitalised(row.id)}`,
    path: `/openai/v1${row.path}`,
    summary: `${row.summary} (Azure, v1)`,
    query: withVersion(row.query, Type.Optional(StageVersion), false),
  };
}

type RowCall = Call<never, never, never>;

/**
 * Sets the model to the deployment's name, overriding the body. For a cached body the resulting object is
 * cached too, because handlers recognise repeated bodies by object identity.
 */
function createNaming(): (call: RowCall) => RowCall {
  const kept = new WeakMap<object, { readonly model: string; readonly body: object }>();
  return (call) => {
    const given: object = call.body;
    const { deployment: model } = call.params as { readonly deployment: string };
    const before = call.bodyKept ? kept.get(given) : undefined;
    if (before?.model === model) return { ...call, body: before.body as never };
    const body = { ...given, model };
    if (call.bodyKept) kept.set(given, { model, body });
    return { ...call, body: body as never };
  };
}

const capitalised = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);
