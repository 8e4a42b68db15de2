import type { Example } from './example.ts';

/**
 * The example of a row as Azure serves it: the same call by a deployment, beside the deployments, or at the undated address. Undefined
 * for other rows, and where the row it comes from has none.
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

/** The deployment is the model that the example names. */
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
