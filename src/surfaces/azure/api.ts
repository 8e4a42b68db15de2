import Type from 'typebox';
import type { Api } from '../../kernel/api.ts';
import { MemoSlot } from '../../kernel/memo.ts';
import type { Call, Operation, Surface } from '../../kernel/operation.ts';
import type { FilterServices } from './filter-handlers.ts';
import { toFilteredRow } from './filter-row.ts';
import { DatedVersion, deploymentParams, StageVersion, withoutModel, withVersion } from './schema.ts';
import { toAzureError, toAzureSurface } from './surface.ts';

/**
 * An API as Azure serves it: the same handlers, at Azure's paths and in its dialect. Each row that says so has up
 * to two forms: a dated one, `/openai/deployments/{deployment}/…?api-version=` or `/openai/…?api-version=`, and an
 * undated one, `/openai/v1/…`.
 *
 * @example
 * mount(platform, [openaiApi, azureOf(openaiApi)]);
 * platform.inside.find('POST', '/openai/v1/chat/completions')?.id; // 'azureCreateChatCompletion'
 */
export function azureOf<Needs>(api: Api<Needs>): Api<Needs & FilterServices> {
  return { open: ({ platform, operationsOf }) => toAzure(operationsOf(api), platform) };
}

function toAzure(operations: readonly Operation[], services: FilterServices): Operation[] {
  const errorOf = memoised(toAzureError);
  const surfaceOf = memoised((inner: Surface) => toAzureSurface(inner, errorOf(inner.error)));
  const rows = operations
    .filter(({ servedBy }) => servedBy?.azure)
    .map((row) => ({ ...toFilteredRow(row, services), surface: surfaceOf(row.surface), ...shared }));
  // Azure has sockets, and what is newer than all dated versions, at its undated paths only.
  const dated = rows.filter((row) => !row.socket && row.servedBy?.azure !== 'undated');
  return [
    ...dated.map((row) => (row.servedBy?.azure === 'resource' ? besideDeployments(row) : inDeployment(row))),
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

/** Sets the model to the deployment's name, overriding the body. What handlers derive from the result has a memo of its own. */
function createNaming(): (call: RowCall) => RowCall {
  const known = new MemoSlot<{ readonly model: string; readonly named: Pick<RowCall, 'body' | 'memo'> }>();
  return (call) => {
    const { deployment: model } = call.params as { readonly deployment: string };
    const before = known.get(call.memo);
    if (before?.model === model) return { ...call, ...before.named };
    const body = { ...(call.body as object), model } as never;
    const named = { body, memo: call.memo && new Map() };
    known.set(call.memo, { model, named });
    return { ...call, ...named };
  };
}

const capitalised = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);
