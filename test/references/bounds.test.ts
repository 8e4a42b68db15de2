import { afterAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/kernel/operation.ts';
import type { Example } from '../operations/example.ts';
import { readRefusal } from '../operations/refusal.ts';
import { openTable } from '../operations/table.ts';
import { type Bound, boundsOf } from './bounds.ts';
import { loadOfficialSpec } from './official.ts';

/** The bounds of OpenAI's request members beside its own description of them. */

const table = openTable();
afterAll(() => table[Symbol.asyncDispose]());

const official = loadOfficialSpec();
const rows = table.rows.flatMap(({ id, row }) =>
  row.surface.name === 'openai' && official.operations.has(id) ? [{ id, row }] : [],
);

/** Bounds that differ on purpose from those of the specification, by operation and bound, each with its reason. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'createImageEdit prompt maxLength': 'how long a prompt may be depends on the model, which the check knows',
  'createCompletion best_of minimum': '0 is taken by the schema and then refused for being fewer than n',
};

/** Bounds that the specification does not state in its schemas, each kind with its reason. */
const OF_OUR_OWN: readonly (readonly [reason: string, bounds: RegExp])[] = [
  ['a name that nothing could match', /(^|\/)(model|voice|file_id|known_speaker_names\/\*) m(in|ax)Length$/],
  ['stated in prose: names of functions, tools and schemas', /(^|\/)name m(in|ax)Length$/],
  ['stated in prose: metadata', /^metadata(\/\*)? max(Properties|Length)$/],
  ['stated in prose: biases', /^logit_bias(\/\*)? (minimum|maximum|maxProperties)$/],
  ['stated in prose: tokens of a completion', /^max_(completion_)?tokens minimum$/],
  ['stated in prose: at most 128 tools', /^tools m(in|ax)Items$/],
  ['as many as there are kinds', /^modalities m(in|ax)Items$/],
  [
    'an empty text says nothing',
    /(^|\/)(url|data|text|input|input\/\*|prompt|filename|mime_type) minLength$/,
  ],
  ['as createChatCompletion states', /^(seed|safety_identifier) (minimum|maximum|maxLength)$/],
  ['as createImageEdit states', /^output_compression (minimum|maximum)$/],
  ['token ids are counted from 0', /^(prompt|input)(\/\*)+ minimum$/],
  ['engines of open models take no others', /^(min_p|min_tokens|repetition_penalty) \w+imum$/],
  [
    'a list has an end, and one that must say something a beginning',
    /^(input|prompt|keywords|languages|part_ids) m(in|ax)Items$/,
  ],
  [
    'stated in prose: temperatures and thresholds',
    /^(temperature|chunking_strategy\/\w+) (minimum|maximum)$/,
  ],
  ['stated in prose: an upload has at most 8 GB', /^bytes (minimum|maximum)$/],
];

const schemaOf = ({
  body,
  form,
}: {
  readonly body?: object | undefined;
  readonly form?: object | undefined;
}) => body ?? form;
const oursOf = (row: Operation) => boundsOf(schemaOf(row));
const theirsOf = ({ id }: Operation) =>
  boundsOf(schemaOf(official.operations.get(id) ?? {}), official.schemas);
const text = ({ keyword, value }: Bound): string => `${keyword} ${value}`;

describe('the bounds of a request', () => {
  it('are those of the specification, but for a few', () => {
    const differing = rows.flatMap(({ id, row }) => {
      const ours = oursOf(row);
      return [...theirsOf(row)].flatMap(([key, bound]) => {
        const own = ours.get(key);
        return own?.value === bound.value || DIFFERENT[`${id} ${key}`]
          ? []
          : [`${id} ${key}: ${own ? text(own) : 'none'} instead of ${text(bound)}`];
      });
    });
    expect(differing).toEqual([]);
  });

  it('have a reason where the specification states none', () => {
    const unexplained = rows.flatMap(({ id, row }) => {
      const theirs = theirsOf(row);
      return [...oursOf(row).keys()]
        .filter((key) => !theirs.has(key) && !OF_OUR_OWN.some(([, bounds]) => bounds.test(key)))
        .map((key) => `${id} ${key}`);
    });
    expect(unexplained).toEqual([]);
  });

  const numbers = rows.flatMap(({ id, row }) =>
    [...theirsOf(row)].flatMap(([key, bound]) =>
      /imum$/.test(bound.keyword) && !bound.path.includes('*') ? [{ name: `${id} ${key}`, row, bound }] : [],
    ),
  );
  // A check behind the schema could be tighter than both.
  it.each(numbers)('are taken as they stand: $name', async ({ name, row, bound }) => {
    const problems: string[] = [];
    for (const example of table.examplesOf(row)) {
      const reply = await table.run(row, withValue(example, bound));
      if (reply.ok) break;
      problems.push((await readRefusal(reply, row.surface, [400])).message);
    }
    const isTaken = problems.length < table.examplesOf(row).length;
    expect(isTaken, problems.join('\n')).toBe(DIFFERENT[name] === undefined);
  });
});

/** What a member needs beside it. */
const COMPANIONS: Readonly<Record<string, object>> = {
  top_logprobs: { logprobs: true },
  partial_images: { stream: true },
  output_compression: { output_format: 'webp' },
};

function withValue(example: Example, { path, value }: Bound): Example {
  const [name = '', inner] = path.split('/');
  const given = (kind: 'body' | 'form') => {
    const member = inner === undefined ? value : { anchor: 'created_at', [inner]: value };
    const extra = { ...COMPANIONS[name], [name]: member };
    return { ...example[kind], ...(kind === 'form' ? toFormMembers(extra) : extra) };
  };
  return { ...example, ...(example.form ? { form: given('form') } : { body: given('body') }) } as Example;
}

/** Members of a form are texts, those of an object `name[member]`. */
function toFormMembers(members: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(value as object).map(([inner, one]) => [`${name}[${inner}]`, String(one)])
        : [[name, String(value)]],
    ),
  );
}
