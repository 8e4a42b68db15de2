import { afterAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/kernel/operation.ts';
import { ENGINE_EXTRAS } from '../../src/surfaces/openai/engine-extras/schema.ts';
import type { Example } from '../operations/example.ts';
import { readRefusal } from '../operations/refusal.ts';
import { openTable } from '../operations/table.ts';
import { type Bound, boundsOf } from './bounds.ts';
import { loadOfficialSpec } from './official.ts';

/** Compares the bounds of request parameters with those in OpenAI's specification. */

const table = openTable();
afterAll(() => table[Symbol.asyncDispose]());

const official = loadOfficialSpec();
const rows = table.rows.flatMap(({ id, row }) =>
  row.surface.name === 'openai' && official.operations.has(id) ? [{ id, row }] : [],
);

/** Intended differences from the specification's bounds, by operation and bound, each with its reason. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'createImageEdit prompt maxLength': 'the limit depends on the model and is checked after the schema',
  'createCompletion best_of minimum': 'the schema accepts 0, which is then rejected for being less than n',
};

/** Members that OpenAI does not have. */
const OF_ENGINES = new RegExp(`^(${Object.keys(ENGINE_EXTRAS).join('|')})(/\\S+)? `);

/** Bounds that the specification's schemas do not state, each kind with its reason. */
const OF_OUR_OWN: readonly (readonly [reason: string, bounds: RegExp])[] = [
  [
    'a name that could not match anything',
    /(^|\/)(model|voice|file_id|known_speaker_names\/\*) m(in|ax)Length$/,
  ],
  ['stated in prose: names of functions, tools and schemas', /(^|\/)name m(in|ax)Length$/],
  ['stated in prose: metadata', /^metadata(\/\*)? max(Properties|Length)$/],
  ['stated in prose: biases', /^logit_bias(\/\*)? (minimum|maximum|maxProperties)$/],
  ['stated in prose: tokens of a completion', /^max_(completion_)?tokens minimum$/],
  ['stated in prose: at most 128 tools', /^tools m(in|ax)Items$/],
  ['the number of modalities', /^modalities m(in|ax)Items$/],
  [
    'an empty text says nothing',
    /(^|\/)(url|data|text|input|input\/\*|prompt|filename|mime_type) minLength$/,
  ],
  [
    'an empty field of a form means that it is not given',
    /^(size|language|(languages|keywords|known_speaker_references)\/\*) minLength$/,
  ],
  ['as createChatCompletion states', /^(seed|safety_identifier) (minimum|maximum|maxLength)$/],
  [
    'as the content of items states elsewhere',
    /^(input|input\/\*\/content\/\*\/(text|image_url|file_data)) maxLength$/,
  ],
  ['at least one call', /^max_tool_calls minimum$/],
  ['as createImageEdit states', /^output_compression (minimum|maximum)$/],
  ['token ids are counted from 0', /^(prompt|input)(\/\*)+ minimum$/],
  ['parameters of engines, which OpenAI does not have', OF_ENGINES],
  [
    'a list has a maximum length, and a required one a minimum',
    /^(input|prompt|keywords|languages|part_ids) m(in|ax)Items$/,
  ],
  [
    'stated in prose: temperatures and thresholds',
    /^(temperature|chunking_strategy\/\w+) (minimum|maximum)$/,
  ],
  [
    'stated in prose: results of a file search',
    /\/(max_num_results|ranking_options\/score_threshold) (minimum|maximum)$/,
  ],
  ['the values of a byte', /\/bytes\/\* (minimum|maximum)$/],
  ['as for the same parts of tool outputs', /^items\/\*\/content\/\*\/(text|image_url|file_data) maxLength$/],
  ['the longest name of a file', /^filename maxLength$/],
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
  it('match the specification, with listed exceptions', () => {
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

  it('have a listed reason if the specification states none', () => {
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
  // A check after schema validation could be stricter.
  it.each(numbers)('include the bound itself: $name', async ({ name, row, bound }) => {
    const problems: string[] = [];
    for (const example of table.examplesOf(row)) {
      const reply = await table.run(row, withValue(row.id, example, bound));
      if (reply.ok) break;
      problems.push((await readRefusal(reply, row.surface, [400])).message);
    }
    const isTaken = problems.length < table.examplesOf(row).length;
    expect(isTaken, problems.join('\n')).toBe(DIFFERENT[name] === undefined);
  });
});

/** Parameters that are required together with others. */
const COMPANIONS: Readonly<Record<string, object>> = {
  'createChatCompletion top_logprobs': { logprobs: true },
  partial_images: { stream: true },
  output_compression: { output_format: 'webp' },
};

/** What objects need besides. */
const BESIDE: Readonly<Record<string, object>> = {
  expires_after: { anchor: 'created_at' },
  output_expires_after: { anchor: 'created_at' },
  multi_agent: { enabled: true },
};

function withValue(id: string, example: Example, { path, value }: Bound): Example {
  const [name = '', inner] = path.split('/');
  const given = (kind: 'body' | 'form') => {
    const member = inner === undefined ? value : { ...BESIDE[name], [inner]: value };
    const extra = { ...(COMPANIONS[name] ?? COMPANIONS[`${id} ${name}`]), [name]: member };
    return { ...example[kind], ...(kind === 'form' ? toFormMembers(extra) : extra) };
  };
  return { ...example, ...(example.form ? { form: given('form') } : { body: given('body') }) } as Example;
}

/** Converts values to form fields: text, with `name[property]` for the properties of an object. */
function toFormMembers(members: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(value as object).map(([inner, one]) => [`${name}[${inner}]`, String(one)])
        : [[name, String(value)]],
    ),
  );
}
