import Type, { type Static } from 'typebox';
import { tagged } from '../../../../kernel/tagged.ts';
import { Closed, Literals } from '../../shapes.ts';
import { InputImage, InputText, Logprob, OutputText, StoredContent } from './content.ts';
import { CallId } from './item-parts.ts';
import { LONGEST_TEXT } from './limits.ts';

/** What several agents say to each other, and how they are started and waited for. */

/** The agent that an item or an event comes from. */
export const Agent = Closed({ agent_name: Type.String() });
export type Agent = Static<typeof Agent>;

const agent = Type.Optional(Agent);

/** What an agent does about other agents. */
const AgentAction = Literals(
  'spawn_agent',
  'interrupt_agent',
  'list_agents',
  'send_message',
  'followup_task',
  'wait_agent',
);

/** What one agent tells another, for the server alone to read. */
const Encrypted = Closed({
  type: Type.Literal('encrypted_content'),
  encrypted_content: Type.String({ maxLength: LONGEST_TEXT }),
});

const Position = Type.Integer({ minimum: 0 });
const range = { start_index: Position, end_index: Position };
const file = { file_id: Type.String(), filename: Type.String() };

/** As annotations of other texts, but for the bounds of positions. */
const GivenAnnotation = tagged('type', [
  Closed({ type: Type.Literal('file_citation'), ...file, index: Position }),
  Closed({ type: Type.Literal('url_citation'), url: Type.String(), title: Type.String(), ...range }),
  Closed({
    type: Type.Literal('container_file_citation'),
    container_id: Type.String(),
    ...file,
    ...range,
  }),
]);

const AgentText = Closed({
  type: Type.Literal('output_text'),
  text: Type.String({ maxLength: LONGEST_TEXT }),
  annotations: Type.Optional(Type.Array(GivenAnnotation)),
  logprobs: Type.Optional(Type.Array(Logprob)),
});

const given = { id: Type.Optional(Type.String()), agent };

/** An item of an input that several agents have made. */
export const GivenAgentItem = tagged('type', [
  Closed({
    ...given,
    type: Type.Literal('agent_message'),
    author: Type.String(),
    recipient: Type.String(),
    content: Type.Array(tagged('type', [InputText, InputImage, Encrypted])),
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

/** An item of an answer that several agents make. */
export const AnsweredAgentItem = tagged('type', [
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

export type GivenAgentItem = Static<typeof GivenAgentItem>;
export type AnsweredAgentItem = Static<typeof AnsweredAgentItem>;
