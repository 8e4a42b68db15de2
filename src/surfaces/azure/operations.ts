import Type from 'typebox';
import type { Call, Operation, Surface } from '../../kernel/operation.ts';
import { type FilterServices, toFilteredRow } from './filter-row.ts';
import { DatedVersion, deploymentParams, StageVersion, withoutModel, withVersion } from './schema.ts';
import { toAzureSurface } from './surface.ts';

/** Rows that Azure serves below a deployment, whose name is the model's. */
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
 * Rows that have no deployment in their path: what Azure serves beside its deployments, and moderations, which Azure lacks but
 * clients written for both providers call.
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
 * The given rows as Azure serves them: the same handlers, at Azure's paths and in its dialect. A row comes in up to two forms: the
 * dated one, `/openai/deployments/{deployment}/…?api-version=` or `/openai/…?api-version=`, and the undated one, `/openai/v1/…`. Rows
 * that Azure has no path for are left out.
 *
 * @example
 * azureOperations(chatOperations(services), services).map(({ path }) => path);
 * // ['/openai/deployments/{deployment}/chat/completions', '/openai/v1/chat/completions']
 */
export function azureOperations(operations: readonly Operation[], services: AzureServices): Operation[] {
  const surfaces = new Map<Surface, Surface>();
  const surfaceOf = (inner: Surface): Surface => {
    const known = surfaces.get(inner) ?? toAzureSurface(inner);
    surfaces.set(inner, known);
    return known;
  };
  const rows = operations
    .filter(({ id }) => IN_DEPLOYMENT.has(id) || BESIDE_DEPLOYMENTS.has(id))
    .map((row) => ({ ...toFilteredRow(row, services), surface: surfaceOf(row.surface), ...shared }));
  return [
    ...rows.map((row) => (IN_DEPLOYMENT.has(row.id) ? inDeployment(row) : besideDeployments(row))),
    ...rows.map(undated),
  ];
}

const shared = { absolute: true, tag: 'Azure' } as const;

function inDeployment(row: Operation): Operation {
  const toNamed = createNaming();
  const params = deploymentParams(modelExampleOf(row));
  return {
    ...row,
    id: `azureDeployment${capitalised(row.id)}`,
    path: `/openai/deployments/{deployment}${row.path}`,
    summary: `${row.summary} (Azure, by a deployment)`,
    params: row.params ? Type.Intersect([row.params, params]) : params,
    query: withVersion(row.query, DatedVersion, true),
    ...(row.body && { body: withoutModel(row.body) }),
    ...(row.form && { form: withoutModel(row.form) }),
    handle: (call) => row.handle(toNamed(call)),
  };
}

interface FormKeywords {
  readonly properties?: { readonly model?: { readonly examples?: readonly unknown[] } };
}

/** A model that takes the row's requests: the one of its example, or of its form. */
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
  };
}

function undated(row: Operation): Operation {
  return {
    ...row,
    id: `azure${capitalised(row.id)}`,
    path: `/openai/v1${row.path}`,
    summary: `${row.summary} (Azure, undated)`,
    query: withVersion(row.query, Type.Optional(StageVersion), false),
  };
}

type RowCall = Call<never, never, never>;

/**
 * The deployment's name becomes the model, whatever the body says. A body that is kept keeps its named form too: handlers know what they
 * have seen before by its identity.
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
