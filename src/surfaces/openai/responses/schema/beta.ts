import Type, { type Static, type TObject, type TSchema, type TUnion, type TUnsafe } from 'typebox';
import { constants, type Schema } from '../../../../kernel/schema.ts';
import { tagged, taggedOf } from '../../../../kernel/tagged.ts';
import { Closed, Nullable } from '../../shapes.ts';
import { Agent, AnsweredAgentItem, GivenAgentItem } from './agent-items.ts';
import { eventsOf } from './events.ts';
import { inputItems } from './input-items.ts';
import { type InputItem, ListedItem, OutputItem } from './items.ts';
import { LONGEST_TEXT } from './limits.ts';
import { CompactRequest, CreateResponseRequest, InputTokensRequest } from './request.ts';
import { CompactedResponse, ResponseObject } from './response.ts';

/** What only `?beta=true` has: several agents, of which each item and each event can name its own. */

const agent = Type.Optional(Agent);

/** A schema of items, whose items can name their agent. */
function withAgent(schema: TSchema): TSchema {
  const union = taggedOf(schema);
  if (union) return tagged(union.tag, (schema as TUnion).anyOf.map(withAgent), union);
  const { properties, additionalProperties } = schema as TObject & { additionalProperties?: false };
  return Type.Object(
    { ...properties, agent },
    additionalProperties === false ? { additionalProperties } : {},
  );
}

/** Errors list types in this order. */
function byType(branches: readonly TSchema[]): TSchema[] {
  const typeOf = ({ properties, anyOf: [first] = [] }: Schema): string =>
    first ? typeOf(first) : String(constants(properties?.type ?? {}));
  return branches.toSorted((a, b) => (typeOf(a as Schema) < typeOf(b as Schema) ? -1 : 1));
}

const itemsWith = <T>(plain: readonly TSchema[], { anyOf }: TUnion<TSchema[]>, options: object = {}) =>
  tagged('type', byType([...plain.map(withAgent), ...anyOf]), options) as object as TUnsafe<T>;

const BetaInputItem = itemsWith<InputItem>(inputItems, GivenAgentItem, {
  reported: 'object',
  usual: 'message',
});

export const BetaOutputItem = itemsWith<OutputItem>(OutputItem.anyOf, AnsweredAgentItem);

export const BetaListedItem = itemsWith<ListedItem>(ListedItem.anyOf, AnsweredAgentItem);

const input = Type.Optional(
  Type.Union([Type.String({ maxLength: LONGEST_TEXT }), Type.Array(BetaInputItem)]),
);

/** Whether the model may start other agents (specification: BetaMultiAgentParam). */
const MultiAgent = Closed({
  enabled: Type.Boolean(),
  max_concurrent_subagents: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type MultiAgent = Static<typeof MultiAgent>;

/** `POST /responses?beta=true` (specification: BetaCreateResponse). */
export const BetaCreateResponseRequest = Closed({
  ...CreateResponseRequest.properties,
  input,
  multi_agent: Type.Optional(MultiAgent),
});

/** `POST /responses/compact?beta=true`. */
export const BetaCompactRequest = Closed({ ...CompactRequest.properties, input });

/** `POST /responses/input_tokens?beta=true`. */
export const BetaInputTokensRequest = Closed({ ...InputTokensRequest.properties, input });

/** Specification: BetaResponse. */
export const BetaResponseObject = Type.Object({
  ...ResponseObject.properties,
  instructions: Nullable(Type.Union([Type.String(), Type.Array(BetaListedItem)])),
  output: Type.Array(BetaOutputItem),
});

/** Specification: BetaCompactResource. */
export const BetaCompactedResponse = Type.Object({
  ...CompactedResponse.properties,
  output: Type.Array(BetaListedItem),
});

/** Any event of a response with several agents (specification: BetaResponseStreamEvent). */
export const BetaResponseStreamEvent = tagged(
  'type',
  eventsOf(BetaResponseObject, BetaOutputItem, { agent: Type.Optional(Nullable(Agent)) }),
);
