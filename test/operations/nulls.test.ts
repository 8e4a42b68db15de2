import { afterAll, describe, expect, it } from 'vitest';
import { isOptional, type Schema, takesNull } from '../../src/kernel/schema.ts';
import { validate } from '../../src/kernel/steps/validate.ts';
import { isUploadField } from '../../src/kernel/upload.ts';
import type { Example } from './example.ts';
import { leastOf } from './least.ts';
import { openTable, successOf } from './table.ts';

/** Null in bodies, and empty text in forms and queries, count as absent for every optional parameter. */

const table = openTable();
const { rows, run, examplesOf, exampleOf } = table;
afterAll(() => table[Symbol.asyncDispose]());

interface Site {
  readonly path: readonly (string | number)[];
  readonly member: Schema;
  /** A body that is valid except for the null at this path. */
  readonly body: unknown;
}

/** All optional properties of a body, at any depth. */
function* sitesOf(
  schema: Schema,
  path: readonly (string | number)[] = [],
  wrap: (value: unknown) => unknown = (value) => value,
): Generator<Site> {
  for (const branch of schema.anyOf ?? []) yield* sitesOf(branch, path, wrap);
  if (schema.items) yield* sitesOf(schema.items, [...path, 0], (value) => wrap([value]));
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const around = (value: unknown): unknown => wrap({ ...(leastOf(schema) as object), [name]: value });
    if (isOptional(schema, name)) yield { path: [...path, name], member, body: around(null) };
    yield* sitesOf(member, [...path, name], around);
  }
}

const hasOptional = (form: object | undefined): boolean =>
  Object.keys((form as Schema | undefined)?.properties ?? {}).some((name) =>
    isOptional(form as Schema, name),
  );

function read(value: unknown, path: Site['path']): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
}

describe.each(rows.filter(({ row }) => row.body))('null in the body of $id', ({ row }) => {
  const body = row.body as object;

  it.each([...sitesOf(body as Schema)].map((site) => [site.path.join('.'), site] as const))(
    'for %s counts as absent, or as a value that the schema allows',
    (_, site) => {
      const accepted = validate(body, site.body);
      expect(read(accepted, site.path)).toBe(takesNull(site.member) ? null : undefined);
    },
  );

  it.each(examplesOf(row).flatMap(({ body }, index) => (body && index < 1 ? [[index]] : [])))(
    'gives the same answer as absence (example %i)',
    async (index) => {
      const example = examplesOf(row)[index] as Example;
      const names = new Set(
        [body as Schema, ...((body as Schema).anyOf ?? [])].flatMap((branch) =>
          Object.keys(branch.properties ?? {}).filter((name) => isOptional(branch, name)),
        ),
      );
      for (const name of names) {
        const reply = await run(row, example, { extra: { [name]: null } });
        // What the example gives may be required by a rule that the schema does not express.
        const { [name]: given, ...rest } = example.body ?? {};
        const absent = given === undefined ? 200 : (await run(row, { ...example, body: rest })).status;
        expect(reply.status, `${name}: ${await reply.text()}`).toBe(absent);
      }
    },
  );
});

describe.each(rows.filter(({ row }) => hasOptional(row.form)))('empty text in the form of $id', ({ row }) => {
  const example = examplesOf(row).find(({ form }) => form) as Example;
  const form = row.form as Schema;
  const names = Object.keys(form.properties ?? {}).filter(
    (name) => isOptional(form, name) && example.form?.[name] === undefined,
  );

  it.each(names)('for %s counts as absent', async (name) => {
    const reply = await run(row, example, { extra: { [name]: '' } });
    expect(reply.status, await reply.text()).toBe(successOf(row));
  });

  it.each(names.filter((name) => isUploadField(form.properties?.[name])))(
    'and an unselected file count as absent for %s',
    async (name) => {
      const reply = await run(row, example, { extra: { [name]: new File([], '') } });
      expect(reply.status, await reply.text()).toBe(successOf(row));
    },
  );
});

describe.each(rows)('the query of $id', ({ row }) => {
  const example = exampleOf(row);
  const withQuery = (name: string, value: string): Promise<Response> => {
    const query = new URLSearchParams(example.query);
    query.set(name, value);
    return run(row, { ...example, query: query.toString() });
  };

  it('may contain unknown parameters', async () => {
    for (const name of ['no_such_parameter', 'no_such[key]', 'no_such[]', '__proto__', 'limit[x]']) {
      const reply = await withQuery(name, '1');
      expect(reply.status, `${name}: ${await reply.text()}`).toBe(successOf(row));
    }
  });

  const query = (row.query ?? {}) as Schema;
  it.each(Object.keys(query.properties ?? {}).filter((name) => isOptional(query, name)))(
    'may contain %s without a value',
    async (name) => {
      const reply = await withQuery(name, '');
      expect(reply.status, await reply.text()).toBe(successOf(row));
    },
  );
});
