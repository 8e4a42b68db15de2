import Type, { type Static } from 'typebox';
import { described } from '../../../../kernel/described.ts';
import { tagged } from '../../../../kernel/tagged.ts';
import { AnyObject, Closed, Literals, Nullable } from '../../shapes.ts';
import {
  AssistantContent,
  InputContent,
  ReasoningText,
  Screenshot,
  SummaryText,
  ToolOutputContent,
} from './content.ts';
import {
  Caller,
  CallId,
  CodeOutput,
  CodeStatus,
  ComputerAction,
  Effort,
  FileSearchResult,
  ImageStatus,
  ItemStatus,
  LocalShellAction,
  McpError,
  McpListedTool,
  McpStatus,
  PatchOperation,
  Phase,
  SafetyCheck,
  SearchStatus,
  ShellOutput,
  WebSearchAction,
} from './item-parts.ts';
import { LONGEST_TEXT } from './limits.ts';
import { UpdatedFormat } from './text.ts';
import { CallEnvironment, Tool } from './tools.ts';

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

const WebSearchCall = Closed({
  type: Type.Literal('web_search_call'),
  id: Id,
  status: Type.Optional(SearchStatus),
  action: WebSearchAction,
});

const FileSearchCall = Closed({
  type: Type.Literal('file_search_call'),
  id: Id,
  status: Type.Optional(SearchStatus),
  queries: Type.Array(Type.String()),
  results: Type.Optional(Type.Array(FileSearchResult)),
});

const ImageError = Closed({
  code: Nullable(Type.String()),
  message: Type.String(),
  param: Nullable(Type.String()),
  type: Type.String(),
  moderation_details: Type.Optional(
    Closed({
      categories: Type.Array(Type.String()),
      moderation_stage: Literals('input', 'output', 'unknown'),
    }),
  ),
});

const count = Type.Integer();
const SvgUsage = Closed({
  model: Type.String(),
  input_tokens: count,
  output_tokens: count,
  reasoning_tokens: count,
  total_tokens: count,
});

const ImageGenerationCall = Closed({
  type: Type.Literal('image_generation_call'),
  id: Id,
  status: Type.Optional(ImageStatus),
  result: Type.Optional(Nullable(Type.String())),
  action: Type.Optional(Literals('generate', 'edit', 'auto')),
  background: Type.Optional(Literals('transparent', 'opaque', 'auto')),
  output_format: Type.Optional(Literals('png', 'webp', 'jpeg', 'gif', 'svg')),
  quality: Type.Optional(Literals('low', 'medium', 'high', 'xhigh', 'max', 'auto')),
  size: Type.Optional(Type.String()),
  revised_prompt: Type.Optional(Type.String()),
  error: Type.Optional(ImageError),
  svg_usage: Type.Optional(SvgUsage),
});

const CodeInterpreterCall = Closed({
  type: Type.Literal('code_interpreter_call'),
  id: Id,
  status: Type.Optional(CodeStatus),
  container_id: Type.String(),
  code: Type.Optional(Nullable(Type.String())),
  outputs: Type.Optional(Nullable(Type.Array(CodeOutput))),
});

const ComputerCall = Closed({
  type: Type.Literal('computer_call'),
  id: Id,
  call_id: Type.String(),
  action: Type.Optional(ComputerAction),
  actions: Type.Optional(Type.Array(ComputerAction)),
  pending_safety_checks: Type.Optional(Type.Array(SafetyCheck)),
  status: Status,
});

const ComputerCallOutput = Closed({
  type: Type.Literal('computer_call_output'),
  id: Id,
  call_id: CallId,
  output: Screenshot,
  acknowledged_safety_checks: Type.Optional(Type.Array(SafetyCheck)),
  status: Type.Optional(Literals('in_progress', 'completed', 'incomplete', 'failed')),
});

const LocalShellCall = Closed({
  type: Type.Literal('local_shell_call'),
  id: Id,
  call_id: Type.String(),
  action: LocalShellAction,
  status: Status,
});

const LocalShellCallOutput = Closed({
  type: Type.Literal('local_shell_call_output'),
  id: Type.String(),
  call_id: Type.Optional(CallId),
  output: Type.String(),
  status: Status,
});

const ShellCall = Closed({
  type: Type.Literal('shell_call'),
  id: Id,
  call_id: CallId,
  action: Closed({
    commands: Type.Array(Type.String()),
    timeout_ms: Type.Optional(Type.Integer()),
    max_output_length: Type.Optional(Type.Integer()),
  }),
  environment: Type.Optional(CallEnvironment),
  caller: OptionalCaller,
  status: Status,
});

const ShellCallOutput = Closed({
  type: Type.Literal('shell_call_output'),
  id: Id,
  call_id: CallId,
  output: Type.Array(ShellOutput),
  max_output_length: Type.Optional(Type.Integer()),
  caller: OptionalCaller,
  status: Status,
});

const ApplyPatchCall = Closed({
  type: Type.Literal('apply_patch_call'),
  id: Id,
  call_id: CallId,
  operation: PatchOperation,
  caller: OptionalCaller,
  status: Literals('in_progress', 'completed'),
});

const ApplyPatchCallOutput = Closed({
  type: Type.Literal('apply_patch_call_output'),
  id: Id,
  call_id: CallId,
  output: Type.Optional(Type.String({ maxLength: LONGEST_TEXT })),
  caller: OptionalCaller,
  status: Literals('completed', 'failed'),
});

const McpListTools = Closed({
  type: Type.Literal('mcp_list_tools'),
  id: Id,
  server_label: Type.String(),
  tools: Type.Array(McpListedTool),
  error: Type.Optional(Type.String()),
});

const McpApprovalRequest = Closed({
  type: Type.Literal('mcp_approval_request'),
  id: Type.String(),
  server_label: Type.String(),
  name: Type.String(),
  arguments: Type.String(),
});

const McpApprovalResponse = Closed({
  type: Type.Literal('mcp_approval_response'),
  id: Id,
  approval_request_id: Type.String(),
  approve: Type.Boolean(),
  reason: Type.Optional(Type.String()),
});

const McpCall = Closed({
  type: Type.Literal('mcp_call'),
  id: Id,
  server_label: Type.String(),
  name: Type.String(),
  arguments: Type.String(),
  output: Type.Optional(Type.String()),
  error: Type.Optional(McpError),
  approval_request_id: Type.Optional(Type.String()),
  status: Type.Optional(McpStatus),
});

const Execution = Type.Optional(Literals('server', 'client'));

const ToolSearchCall = Closed({
  type: Type.Literal('tool_search_call'),
  id: Id,
  call_id: Type.Optional(CallId),
  execution: Execution,
  arguments: AnyObject,
  status: Status,
});

const ToolSearchOutput = Closed({
  type: Type.Literal('tool_search_output'),
  id: Id,
  call_id: Type.Optional(CallId),
  execution: Execution,
  tools: Type.Array(Tool),
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
  ApplyPatchCall,
  ApplyPatchCallOutput,
  CodeInterpreterCall,
  Compaction,
] as const;

const fromComputer = [
  ComputerCall,
  ComputerCallOutput,
  ConfigurationUpdate,
  CustomToolCall,
  CustomToolCallOutput,
  FileSearchCall,
  FunctionCall,
  FunctionCallOutput,
  ImageGenerationCall,
  ItemReference,
  LocalShellCall,
  LocalShellCallOutput,
  McpApprovalRequest,
  McpApprovalResponse,
  McpCall,
  McpListTools,
  InputMessage,
  Program,
  ProgramOutput,
  Reasoning,
  ShellCall,
  ShellCallOutput,
  ToolSearchCall,
  ToolSearchOutput,
  WebSearchCall,
] as const;

/** The items that a conversation can be given, in the order in which errors list them. */
export const conversationItems = [...untilCompaction, ...fromComputer] as const;

/** All items of inputs, in the order in which errors list them. */
export const inputItems = [...untilCompaction, CompactionTrigger, ...fromComputer] as const;
