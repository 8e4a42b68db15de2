import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../scripts/response-events.ts';
import type { Operation } from '../../src/kernel/operation.ts';
import { constants, type Schema } from '../../src/kernel/schema.ts';
import {
  BetaListedItem,
  BetaOutputItem,
  BetaResponseObject,
  BetaResponseStreamEvent,
} from '../../src/surfaces/openai/responses/schema/beta.ts';
import { ResponseStreamEvent } from '../../src/surfaces/openai/responses/schema/events.ts';
import { itemExamples } from '../../src/surfaces/openai/responses/schema/item-examples.cases.ts';
import {
  ConversationItem,
  ListedItem,
  OutputItem,
} from '../../src/surfaces/openai/responses/schema/items.ts';
import { CompactedResponse, ResponseObject } from '../../src/surfaces/openai/responses/schema/response.ts';
import {
  toolChoiceExamples,
  toolExamples,
} from '../../src/surfaces/openai/responses/schema/tool-examples.cases.ts';
import { fromSchema } from '../operations/arbitrary.ts';
import { openTable, readEvents } from '../operations/table.ts';
import { playStream } from '../responses/play-stream.ts';
import { STREAM_EXAMPLES } from '../responses/stream-examples.ts';
import { loadOfficialSpec, loadSdkSchemas } from './official.ts';

/**
 * The schemas of responses and conversations, compared with the specification and with the types of the official client:
 * both accept the requests that are accepted here, and all replies that the schemas describe.
 */

interface Reference {
  readonly name: 'spec' | 'client';
  readonly schemas: Readonly<Record<string, object>>;
  problems(schema: object, value: unknown): string[];
}

/** Intended differences, as the name of the reference, the type of the value and the problem, each kind with its reason. */
const DIFFERENT: readonly (readonly [reason: string, problem: RegExp])[] = [
  ['the API accepts it, and the official agents send it', /^\w+ web_search (\(root\)|\/type) /],
  ['newer than the specification', /^spec (configuration_update|response\.compaction\.compacting) /],
  ['newer than the specification', /^spec web_search_call \/status /],
  [
    'newer than the specification',
    /^spec [\w.]+ (\/response)?\/(prompt_cache_options\/ttl|error|incomplete_details)\b/,
  ],
  ['required, though not described', /^spec mcp_approval_response \(root\) .* request_id$/],
  ['required, though not described', /^spec local_shell_call_output \(root\) .* call_id$/],
  ['two enums, of which only the common values are allowed', /^spec computer_call_output \/status /],
  ['printed as null in the examples of the specification', /^\w+ [\w.]+ (\/response)?\/(usage|user) /],
];

const spec: Reference = { name: 'spec', ...loadOfficialSpec() };
const client: Reference = { name: 'client', ...loadSdkSchemas() };

/** One object per name, because checks are compiled per object. */
const named = new Map<string, object>();

/** The differences between a value and the branch of a named schema that its type selects. */
function differences(reference: Reference, union: string, value: unknown): string[] {
  const { type = 'response' } = value as { readonly type?: string };
  const branch = branchOf(reference, union, type);
  const checked = named.get(`${reference.name} ${branch}`) ?? { $ref: `#/$defs/${branch}` };
  named.set(`${reference.name} ${branch}`, checked);
  return reference
    .problems(checked, withoutSound(value))
    .map((problem) => `${reference.name} ${type} ${problem}`)
    .filter((problem) => !DIFFERENT.some(([, pattern]) => pattern.test(problem)));
}

/** The name of the one schema in a named union that has this type; otherwise the union's. */
function branchOf(reference: Reference, union: string, type: string): string {
  const meant = leafNames(reference, union).filter((name) =>
    typesOf(reference, reference.schemas[name]).includes(type),
  );
  return meant.length === 1 ? (meant[0] as string) : union;
}

const nameOf = (schema: object): string => String('$ref' in schema && schema.$ref).replace('#/$defs/', '');

/** The names of the schemas in a named union. */
function leafNames(reference: Reference, name: string): string[] {
  const { anyOf } = (reference.schemas[name] ?? {}) as Schema;
  return anyOf ? anyOf.map(nameOf).flatMap((one) => leafNames(reference, one)) : [name];
}

/** The values that `type` may have. */
function typesOf(reference: Reference, schema: Schema | undefined): unknown[] {
  return [
    ...constants(schema?.properties?.type ?? {}),
    ...(schema?.allOf ?? []).flatMap((part) =>
      typesOf(reference, (reference.schemas[nameOf(part)] as Schema) ?? part),
    ),
  ];
}

/** Without parts that hold sound, which the API accepts although neither reference describes them. */
function withoutSound(value: unknown): unknown {
  const { content } = value as { readonly content?: unknown };
  if (!Array.isArray(content)) return value;
  return { ...(value as object), content: content.filter(({ type }) => type !== 'input_audio') };
}

describe.each([
  [spec, { item: 'InputItem', tool: 'Tool', choice: 'ToolChoiceParam' }],
  [client, { item: 'ResponseInputItemParam', tool: 'ToolParam', choice: 'Response.ToolChoice' }],
] as const)('requests and $name', (reference, names) => {
  const full = (kind: 'item' | 'tool', table: typeof itemExamples) =>
    Object.entries(table).map(([name, examples]) => [kind, name, examples.full] as const);
  it.each([
    ...full('item', itemExamples),
    ...full('tool', toolExamples),
    ...toolChoiceExamples.map((choice) => ['choice', JSON.stringify(choice), choice] as const),
  ])('agree about the %s %s', (kind, _, value) => {
    expect(differences(reference, names[kind], value)).toEqual([]);
  });
});

/** What is generated by itself, and need not be within responses and events. */
const instead = Object.fromEntries(
  Object.entries({
    item: itemExamples['message of assistant']?.full,
    output: [],
    tools: [],
    tool_choice: 'auto',
    instructions: 'Be brief.',
    'text.format': { type: 'text' },
  }).flatMap(([path, value]) => [
    [path, fc.constant(value)],
    [`response.${path}`, fc.constant(value)],
  ]),
);

const leavesOf = (schema: Schema): Schema[] => schema.anyOf?.flatMap(leavesOf) ?? [schema];

/** The replies by kind, type and schema. */
const replies = Object.entries({
  response: ResponseObject,
  compacted: CompactedResponse,
  event: ResponseStreamEvent,
  answered: OutputItem,
  listed: ListedItem,
  kept: ConversationItem,
  'beta response': BetaResponseObject,
  'beta event': BetaResponseStreamEvent,
  'beta answered': BetaOutputItem,
  'beta listed': BetaListedItem,
}).flatMap(([kind, union]) =>
  leavesOf(union as Schema).map((schema) => {
    const type = String(constants(schema.properties?.type ?? {}));
    const isItem = /answered|listed|kept/.test(kind);
    return { kind, type, made: fromSchema(schema, { defs: {}, instead: isItem ? {} : instead }) };
  }),
);

describe.each([
  [
    spec,
    {
      response: 'Response',
      compacted: 'CompactResource',
      event: 'ResponseStreamEvent',
      answered: 'OutputItem',
      listed: 'ItemResource',
      kept: 'ConversationItem',
      'beta response': 'BetaResponse',
      'beta event': 'BetaResponseStreamEvent',
      'beta answered': 'BetaOutputItem',
      'beta listed': 'BetaItemResource',
    },
  ],
  [
    client,
    {
      response: 'Response',
      compacted: 'CompactedResponse',
      event: 'ResponseStreamEvent',
      answered: 'ResponseOutputItem',
      listed: 'ResponseItem',
      kept: 'ConversationItem',
      'beta response': 'BetaResponse',
      'beta event': 'BetaResponseStreamEvent',
      'beta answered': 'BetaResponseOutputItem',
      'beta listed': 'BetaResponseItem',
    },
  ],
] as const)('replies and $name', (reference, names) => {
  it.each(replies)('agree about the $kind $type', ({ kind, made }) => {
    const property = fc.property(made, (value) => {
      expect(differences(reference, names[kind as keyof typeof names], value)).toEqual([]);
    });
    fc.assert(property, { seed: 20_250_104, numRuns: 20, endOnFailure: true });
  });
});

describe('events', () => {
  it('are those of the specification, and one that is newer', () => {
    const types = leafNames(spec, 'ResponseStreamEvent').flatMap((name) => typesOf(spec, spec.schemas[name]));
    expect([...types, 'response.compaction.compacting'].sort()).toEqual([...EVENT_TYPES].sort());
  });

  it.each(STREAM_EXAMPLES)(
    'of the stream "$name" agree with the specification and the client',
    async (example) => {
      const { sent } = await playStream(example);
      for (const reference of [spec, client])
        for (const event of sent) expect(differences(reference, 'ResponseStreamEvent', event)).toEqual([]);
    },
  );
});

describe('several agents', () => {
  const table = openTable({ seed: 1 });
  afterAll(() => table[Symbol.asyncDispose]());
  const row = table.rows.find(({ id }) => id === 'beta_createResponse')?.row as Operation;

  it.each(table.examplesOf(row).map((example) => ({ name: example.name, example })))(
    'agree with the specification and the client: $name',
    async ({ example }) => {
      const response = (await (await table.run(row, example)).json()) as { id: string; output: object[] };
      const items = await table.send('GET', `/v1/responses/${response.id}/input_items?beta=true`);
      const { data } = (await items.json()) as { data: object[] };
      const streamed = await (await table.stream(row, example)).text();
      for (const reference of [spec, client]) {
        const item = reference === spec ? 'BetaItemResource' : 'BetaResponseItem';
        expect(differences(reference, 'BetaResponse', response)).toEqual([]);
        for (const one of data) expect(differences(reference, item, one)).toEqual([]);
        for (const event of readEvents(row, streamed))
          expect(differences(reference, 'BetaResponseStreamEvent', event)).toEqual([]);
      }
    },
    // Compiling the schemas of the beta takes long.
    120_000,
  );
});
