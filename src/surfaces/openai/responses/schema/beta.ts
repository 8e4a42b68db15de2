import Type, { type Static, type TObject, type TSchema, type TUnion, type TUnsafe } from 'typebox';
import { constants, type Schema } from '../../../../kernel/schema.ts';
import { tagged, taggedOf } from '../../../../kernel/tagged.ts';
import { Closed, Literals, Nullable } from '../../shapes.ts';
import { Annotation, Logprob, OutputText, StoredContent, ToolOutputContent } from './content.ts';
import { eventsOf } from './events.ts';
import { inputItems } from './input-items.ts';
import { CallId } from './item-parts.ts';
import { type InputItem, ListedItem, OutputItem } from './items.ts';
import { LONGEST_TEXT } from './limits.ts';
import { CompactRequest, CreateResponseRequest, InputTokensRequest } from './request.ts';
import { CompactedResponse, ResponseObject } from './response.ts';

/** What only `?beta=true` has: several agents, of which each item and each event can name its own. */

const Agent = Closed({ agent_name: Type.String() });
type Agent = Static<typeof Agent>;

const agent = Type.Optional(Agent);

const AgentAction = Literals(
  'spawn_agent',
  'interrupt_agent',
  'list_agents',
  'send_message',
  'followup_task',
  'wait_agent',
);

const Encrypted = Closed({
  type: Type.Literal('encrypted_content'),
  encrypted_content: Type.String({ maxLength: LONGEST_TEXT }),
});

const AgentText = Closed({
  type: Type.Literal('output_text'),
  text: Type.String({ maxLength: LONGEST_TEXT }),
  annotations: Type.Optional(Type.Array(Annotation)),
  logprobs: Type.Optional(Type.Array(Logprob)),
});

const given = { id: Type.Optional(Type.String()), agent };

const GivenAgentItem = tagged('type', [
  Closed({
    ...given,
    type: Type.Literal('agent_message'),
    author: Type.String(),
    recipient: Type.String(),
    content: Type.Array(tagged('type', [...ToolOutputContent.anyOf, Encrypted])),
  }),
  Closed({
    ...given,
    type: Type.Literal('multi_agent_call'),
    call_id: CallId,
    action: AgentAction,
    arguments: Type.String(),
  }),
  Closed({
    ...given,
    type: Type.Literal('multi_agent_call_output'),
    call_id: CallId,
    action: AgentAction,
    output: Type.Array(AgentText),
  }),
]);

const answered = { id: Type.String(), agent };

const AnsweredAgentItem = tagged('type', [
  Type.Object({
    ...answered,
    type: Type.Literal('agent_message'),
    author: Type.String(),
    recipient: Type.String(),
    content: Type.Array(tagged('type', [...StoredContent.anyOf, Encrypted])),
  }),
  Type.Object({
    ...answered,
    type: Type.Literal('multi_agent_call'),
    call_id: Type.String(),
    action: AgentAction,
    arguments: Type.String(),
  }),
  Type.Object({
    ...answered,
    type: Type.Literal('multi_agent_call_output'),
    call_id: Type.String(),
    action: AgentAction,
    output: Type.Array(OutputText),
  }),
]);

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

type OfAgent<Item> = Item & { agent?: Agent };

export type BetaInputItem = OfAgent<InputItem> | Static<typeof GivenAgentItem>;
export const BetaInputItem = itemsWith<BetaInputItem>(inputItems, GivenAgentItem, {
  reported: 'object',
  usual: 'message',
});

export type BetaOutputItem = OfAgent<OutputItem> | Static<typeof AnsweredAgentItem>;
export const BetaOutputItem = itemsWith<BetaOutputItem>(OutputItem.anyOf, AnsweredAgentItem);

export type BetaListedItem = OfAgent<ListedItem> | Static<typeof AnsweredAgentItem>;
export const BetaListedItem = itemsWith<BetaListedItem>(ListedItem.anyOf, AnsweredAgentItem);

const input = Type.Optional(
  Type.Union([Type.String({ maxLength: LONGEST_TEXT }), Type.Array(BetaInputItem)]),
);

/** `POST /responses?beta=true` (specification: BetaCreateResponse). */
export const BetaCreateResponseRequest = Closed({
  ...CreateResponseRequest.properties,
  input,
  multi_agent: Type.Optional(
    Closed({
      enabled: Type.Boolean(),
      max_concurrent_subagents: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
  ),
});
export type BetaCreateResponseRequest = Static<typeof BetaCreateResponseRequest>;

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
export type BetaResponseObject = Static<typeof BetaResponseObject>;

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
export type BetaResponseStreamEvent = Static<typeof BetaResponseStreamEvent>;
