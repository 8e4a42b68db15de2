import type { Example } from './example.ts';

const AZURE_ID = /^azure(Deployment|Resource|)([A-Z]\w+)$/;

/** The id of the operation that an Azure operation serves; undefined for other operations. */
export function toOriginalId(id: string): string | undefined {
  const name = AZURE_ID.exec(id)?.[2];
  return name && name.charAt(0).toLowerCase() + name.slice(1);
}

/**
 * The examples of an Azure operation, derived from those of the original: the same call with a deployment in the path,
 * with an `api-version` outside the deployments, or on the v1 path without one.
 */
export function toAzureExamples(id: string, originals: readonly Example[]): readonly Example[] {
  const form = AZURE_ID.exec(id)?.[1];
  if (form === 'Deployment') return originals.map(inDeployment);
  return form === 'Resource' ? originals.map(dated) : originals;
}

function dated(example: Example): Example {
  const version = 'api-version=2024-10-21';
  return { ...example, query: example.query === undefined ? version : `${version}&${example.query}` };
}

/** Uses the example's model as the deployment name. */
function inDeployment(example: Example): Example {
  const { model: deployment = 'my-deployment', ...rest } = example.body ?? example.form ?? {};
  return {
    ...dated(example),
    prepare: async (send) => ({
      ...(await example.prepare?.(send)),
      deployment: encodeURIComponent(String(deployment)),
    }),
    ...(example.body && { body: rest }),
    ...(example.form && { form: rest as NonNullable<Example['form']> }),
  };
}
