import type { Example } from './example.ts';

/**
 * The examples of an Azure operation, derived from OpenAI's: the same call with a deployment in the path, with an
 * `api-version` outside the deployments, or on the v1 path without one. Undefined for other operations, and if
 * the original has no examples.
 */
export function toAzureExamples(
  id: string,
  examples: Readonly<Record<string, readonly Example[]>>,
): readonly Example[] | undefined {
  const [, form, name = ''] = /^azure(Deployment|Resource|)([A-Z]\w+)$/.exec(id) ?? [];
  const given = examples[name.charAt(0).toLowerCase() + name.slice(1)];
  if (form === 'Deployment') return given?.map(inDeployment);
  return form === 'Resource' ? given?.map(dated) : given;
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
