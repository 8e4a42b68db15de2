import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ResponseStreamEvent } from '../../src/surfaces/openai/responses/schema/events.ts';
import { itemExamples } from '../../src/surfaces/openai/responses/schema/item-examples.cases.ts';
import { ConversationItem, ListedItem } from '../../src/surfaces/openai/responses/schema/items.ts';
import { CompactedResponse, ResponseObject } from '../../src/surfaces/openai/responses/schema/response.ts';
import {
  toolChoiceExamples,
  toolExamples,
} from '../../src/surfaces/openai/responses/schema/tool-examples.cases.ts';
import { fromSchema } from '../operations/arbitrary.ts';
import { loadOfficialSpec, loadSdkSchemas } from './official.ts';

/** The schemas of responses and conversations, compared with the specification and with the types of the official client. */

const spec = loadOfficialSpec();
const sdk = loadSdkSchemas();

/** One object per name, because checks are compiled per object. */
const references = new Map<string, object>();
function named(name: string): object {
  const known = references.get(name) ?? { $ref: `#/$defs/${name}` };
  references.set(name, known);
  return known;
}

describe.each([
  ['specification', spec, { item: 'InputItem', tool: 'Tool', choice: 'ToolChoiceParam' }],
  ['client', sdk, { item: 'ResponseInputItemParam', tool: 'ToolParam', choice: 'Response.ToolChoice' }],
] as const)('requests and the %s', (_, reference, names) => {
  const table = [
    ...Object.entries(itemExamples).map(([name, { full }]) => [`item ${name}`, names.item, full] as const),
    ...Object.entries(toolExamples).map(([name, { full }]) => [`tool ${name}`, names.tool, full] as const),
    ...toolChoiceExamples.map((one) => [`choice ${JSON.stringify(one)}`, names.choice, one] as const),
  ];
  it.each(table)('agree about the full %s', (_, name, value) => {
    expect(reference.problems(named(name), value)).toEqual([]);
  });
});

describe.each([
  [
    'specification',
    spec,
    {
      response: 'Response',
      event: 'ResponseStreamEvent',
      listed: 'ItemResource',
      kept: 'ConversationItem',
      compacted: 'CompactResource',
    },
  ],
  [
    'client',
    sdk,
    {
      response: 'Response',
      event: 'ResponseStreamEvent',
      listed: 'ResponseItem',
      kept: 'ConversationItem',
      compacted: 'CompactedResponse',
    },
  ],
] as const)('replies and the %s', (_, reference, names) => {
  it.each([
    ['a response', ResponseObject, names.response],
    ['a compacted response', CompactedResponse, names.compacted],
    ...(ListedItem.anyOf as object[]).map((one, i) => [`listed item ${i}`, one, names.listed] as const),
    ...(ConversationItem.anyOf as object[]).map((one, i) => [`kept item ${i}`, one, names.kept] as const),
    ...(ResponseStreamEvent.anyOf as { properties: { type: { const: string } } }[]).map(
      (one) => [one.properties.type.const, one, names.event] as const,
    ),
  ])('agree about %s', (_, schema, name) => {
    const property = fc.property(fromSchema(schema, { defs: {} }), (value) => {
      expect(reference.problems(named(name), value)).toEqual([]);
    });
    fc.assert(property, { seed: 20_250_104, numRuns: 20 });
  });
});
