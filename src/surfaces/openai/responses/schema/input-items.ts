import Type, { type Static } from 'typebox';
import { described } from '../../../../kernel/described.ts';
import { tagged } from '../../../../kernel/tagged.ts';
import { Closed, Literals } from '../../shapes.ts';
import { AssistantContent, InputContent, ReasoningText, SummaryText, ToolOutputContent } from './content.ts';
import * as calls from './input-calls.ts';
import { Caller, CallId, Effort, ItemStatus, Phase } from './item-parts.ts';
import { LONGEST_TEXT } from './limits.ts';
import { UpdatedFormat } from './text.ts';
import { Tool } from './tools.ts';

/**
 * The items of an input, by type: what clients write, and what answers held. Nulls of optional members mean that they are
 * not given, so items of answers are accepted unchanged.
 */

const Id = Type.Optional(Type.String());
const Status = Type.Optional(ItemStatus);
const OptionalCaller = Type.Optional(Caller);

const message = <const R extends string>(role: R) =>
  Closed({
    type: Type.Optional(Type.Literal('message')),
    id: Id,
    role: Type.Literal(role),
    content: Type.Union([Type.String(), Type.Array(InputContent)]),
    status: Status,
  });

const AssistantMessage = Closed({
  type: Type.Optional(Type.Literal('message')),
  id: Id,
  role: Type.Literal('assistant'),
  content: Type.Union([Type.String(), Type.Array(AssistantContent)]),
  phase: Type.Optional(Phase),
  status: Status,
});

/** A message, with or without `type`. */
export const InputMessage = tagged(
  'role',
  [AssistantMessage, message('system'), message('developer'), message('user')],
  { reported: 'object' },
);
export type InputMessage = Static<typeof InputMessage>;

export const ItemReference = Closed({
  type: Type.Optional(Type.Literal('item_reference')),
  id: Type.String(),
});

export type ItemReference = Static<typeof ItemReference>;

const Reasoning = Closed({
  type: Type.Literal('reasoning'),
  id: Id,
  summary: Type.Array(SummaryText),
  content: Type.Optional(Type.Array(ReasoningText)),
  encrypted_content: Type.Optional(Type.String()),
  status: Status,
});

const FunctionCall = Closed({
  type: Type.Literal('function_call'),
  id: Id,
  call_id: CallId,
  name: Type.String(),
  arguments: Type.String(),
  namespace: Type.Optional(Type.String()),
  caller: OptionalCaller,
  async: Type.Optional(Type.Boolean()),
  status: Status,
});

const toolOutput = Type.Union([Type.String({ maxLength: LONGEST_TEXT }), Type.Array(ToolOutputContent)]);

const FunctionCallOutput = Closed({
  type: Type.Literal('function_call_output'),
  id: Id,
  call_id: described(Type.Optional(CallId), 'Required, unless `name` says which function it is from.'),
  output: toolOutput,
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  namespace: Type.Optional(Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-zA-Z0-9_-]+$' })),
  caller: OptionalCaller,
  status: Status,
});

const CustomToolCall = Closed({
  type: Type.Literal('custom_tool_call'),
  id: Id,
  call_id: CallId,
  name: Type.String(),
  input: Type.String(),
  namespace: Type.Optional(Type.String()),
  caller: OptionalCaller,
  async: Type.Optional(Type.Boolean()),
  status: Status,
});

const CustomToolCallOutput = Closed({
  type: Type.Literal('custom_tool_call_output'),
  id: Id,
  call_id: CallId,
  output: toolOutput,
  caller: OptionalCaller,
  status: Status,
});

const AdditionalTools = Closed({
  type: Type.Literal('additional_tools'),
  id: Id,
  role: Type.Literal('developer'),
  tools: Type.Array(Tool),
});

const ConfigurationUpdate = Closed({
  type: Type.Literal('configuration_update'),
  id: Id,
  reasoning: Type.Optional(Closed({ effort: Type.Optional(Effort) })),
  text: Type.Optional(Closed({ format: UpdatedFormat })),
});

const Compaction = Closed({
  type: Type.Literal('compaction'),
  id: Id,
  encrypted_content: Type.String({ maxLength: 20_971_520 }),
});

const CompactionTrigger = Closed({ type: Type.Literal('compaction_trigger'), id: Id });

const Program = Closed({
  type: Type.Literal('program'),
  id: Type.String(),
  call_id: CallId,
  code: Type.String({ maxLength: LONGEST_TEXT }),
  fingerprint: Type.String({ maxLength: LONGEST_TEXT }),
});

const ProgramOutput = Closed({
  type: Type.Literal('program_output'),
  id: Type.String(),
  call_id: CallId,
  result: Type.String({ maxLength: LONGEST_TEXT }),
  status: Literals('completed', 'incomplete'),
});

const untilCompaction = [
  AdditionalTools,
  calls.ApplyPatchCall,
  calls.ApplyPatchCallOutput,
  calls.CodeInterpreterCall,
  Compaction,
] as const;

const fromComputer = [
  calls.ComputerCall,
  calls.ComputerCallOutput,
  ConfigurationUpdate,
  CustomToolCall,
  CustomToolCallOutput,
  calls.FileSearchCall,
  FunctionCall,
  FunctionCallOutput,
  calls.ImageGenerationCall,
  ItemReference,
  calls.LocalShellCall,
  calls.LocalShellCallOutput,
  calls.McpApprovalRequest,
  calls.McpApprovalResponse,
  calls.McpCall,
  calls.McpListTools,
  InputMessage,
  Program,
  ProgramOutput,
  Reasoning,
  calls.ShellCall,
  calls.ShellCallOutput,
  calls.ToolSearchCall,
  calls.ToolSearchOutput,
  calls.WebSearchCall,
] as const;

/** The items that a conversation can be given, in the order in which errors list them. */
export const conversationItems = [...untilCompaction, ...fromComputer] as const;

/** All items of inputs, in the order in which errors list them. */
export const inputItems = [...untilCompaction, CompactionTrigger, ...fromComputer] as const;
