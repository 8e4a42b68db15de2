import Type, { type Static, type TProperties } from 'typebox';
import { AnyObject, Literals, Nullable } from '../../shapes.ts';
import { CallEnvironment } from './containers.ts';
import { OutputContent, ReasoningText, Screenshot, StoredToolContent, SummaryText } from './content.ts';
import {
  Caller,
  CodeOutput,
  CodeStatus,
  Effort,
  FileSearchResult,
  ImageError,
  ImageStatus,
  ItemStatus,
  LocalShellAction,
  McpError,
  McpListedTool,
  McpStatus,
  Phase,
  RepliedComputerAction,
  RepliedPatchOperation,
  SafetyCheck,
  SearchStatus,
  ShellOutput,
  SvgUsage,
  WebSearchAction,
} from './item-parts.ts';
import { UpdatedFormat } from './text.ts';
import { RepliedTool } from './tools.ts';

/** The items of an answer, by type. */

const maybe = <const S extends Parameters<typeof Nullable>[0]>(schema: S) => Type.Optional(Nullable(schema));

const item = <const T extends string, P extends TProperties>(type: T, members: P) =>
  Type.Object({ id: Type.String(), type: Type.Literal(type), ...members });

export const OutputMessage = item('message', {
  role: Type.Literal('assistant'),
  status: ItemStatus,
  content: Type.Array(OutputContent),
  phase: maybe(Phase),
});
export type OutputMessage = Static<typeof OutputMessage>;

const Reasoning = item('reasoning', {
  summary: Type.Array(SummaryText),
  content: Type.Optional(Type.Array(ReasoningText)),
  encrypted_content: maybe(Type.String()),
  status: Type.Optional(ItemStatus),
});

const FunctionCall = item('function_call', {
  status: ItemStatus,
  call_id: Type.String(),
  name: Type.String(),
  arguments: Type.String(),
  namespace: Type.Optional(Type.String()),
  caller: maybe(Caller),
  async: Type.Optional(Type.Boolean()),
});

const output = Type.Union([Type.String(), Type.Array(StoredToolContent)]);

const FunctionCallOutput = item('function_call_output', {
  status: ItemStatus,
  call_id: Type.Optional(Type.String()),
  output,
  name: Type.Optional(Type.String()),
  namespace: Type.Optional(Type.String()),
  caller: maybe(Caller),
});

const CustomToolCall = item('custom_tool_call', {
  status: ItemStatus,
  call_id: Type.String(),
  name: Type.String(),
  input: Type.String(),
  namespace: Type.Optional(Type.String()),
  caller: maybe(Caller),
  async: Type.Optional(Type.Boolean()),
});

const CustomToolCallOutput = item('custom_tool_call_output', {
  status: ItemStatus,
  call_id: Type.String(),
  output,
  caller: maybe(Caller),
});

const WebSearchCall = item('web_search_call', { status: SearchStatus, action: WebSearchAction });

const FileSearchCall = item('file_search_call', {
  status: SearchStatus,
  queries: Type.Array(Type.String()),
  results: maybe(Type.Array(FileSearchResult)),
});

const ImageGenerationCall = item('image_generation_call', {
  status: ImageStatus,
  result: Nullable(Type.String()),
  action: maybe(Literals('generate', 'edit', 'auto')),
  background: maybe(Literals('transparent', 'opaque', 'auto')),
  output_format: maybe(Literals('png', 'webp', 'jpeg', 'gif', 'svg')),
  quality: maybe(Literals('low', 'medium', 'high', 'xhigh', 'max', 'auto')),
  size: maybe(Type.String()),
  revised_prompt: maybe(Type.String()),
  error: Type.Optional(ImageError),
  svg_usage: Type.Optional(SvgUsage),
});

const CodeInterpreterCall = item('code_interpreter_call', {
  status: CodeStatus,
  container_id: Type.String(),
  code: Nullable(Type.String()),
  outputs: Nullable(Type.Array(CodeOutput)),
});

const ComputerCall = item('computer_call', {
  status: ItemStatus,
  call_id: Type.String(),
  action: Type.Optional(RepliedComputerAction),
  actions: Type.Optional(Type.Array(RepliedComputerAction)),
  pending_safety_checks: Type.Array(SafetyCheck),
});

const ComputerCallOutput = item('computer_call_output', {
  status: Literals('in_progress', 'completed', 'incomplete', 'failed'),
  call_id: Type.String(),
  output: Screenshot,
  acknowledged_safety_checks: Type.Optional(Type.Array(SafetyCheck)),
});

const LocalShellCall = item('local_shell_call', {
  status: ItemStatus,
  call_id: Type.String(),
  action: LocalShellAction,
});

const LocalShellCallOutput = item('local_shell_call_output', {
  status: maybe(ItemStatus),
  call_id: Type.Optional(Type.String()),
  output: Type.String(),
});

const ShellCall = item('shell_call', {
  status: ItemStatus,
  call_id: Type.String(),
  action: Type.Object({
    commands: Type.Array(Type.String()),
    timeout_ms: Nullable(Type.Integer()),
    max_output_length: Nullable(Type.Integer()),
  }),
  environment: Nullable(CallEnvironment),
  caller: maybe(Caller),
});

const ShellCallOutput = item('shell_call_output', {
  status: ItemStatus,
  call_id: Type.String(),
  output: Type.Array(ShellOutput),
  max_output_length: Nullable(Type.Integer()),
  caller: maybe(Caller),
});

const ApplyPatchCall = item('apply_patch_call', {
  status: Literals('in_progress', 'completed'),
  call_id: Type.String(),
  operation: RepliedPatchOperation,
  caller: maybe(Caller),
});

const ApplyPatchCallOutput = item('apply_patch_call_output', {
  status: Literals('completed', 'failed'),
  call_id: Type.String(),
  output: maybe(Type.String()),
  caller: maybe(Caller),
});

const McpListTools = item('mcp_list_tools', {
  server_label: Type.String(),
  tools: Type.Array(
    Type.Object({
      ...McpListedTool.properties,
      description: maybe(Type.String()),
      annotations: maybe(AnyObject),
    }),
  ),
  error: maybe(Type.String()),
});

const McpApprovalRequest = item('mcp_approval_request', {
  server_label: Type.String(),
  name: Type.String(),
  arguments: Type.String(),
});

const McpApprovalResponse = item('mcp_approval_response', {
  approval_request_id: Type.String(),
  approve: Type.Boolean(),
  reason: maybe(Type.String()),
});

const McpCall = item('mcp_call', {
  status: Type.Optional(McpStatus),
  server_label: Type.String(),
  name: Type.String(),
  arguments: Type.String(),
  output: maybe(Type.String()),
  error: maybe(McpError),
  approval_request_id: maybe(Type.String()),
});

const Execution = Literals('server', 'client');

const ToolSearchCall = item('tool_search_call', {
  status: ItemStatus,
  call_id: Nullable(Type.String()),
  execution: Execution,
  arguments: Type.Unknown(),
});

const ToolSearchOutput = item('tool_search_output', {
  status: ItemStatus,
  call_id: Nullable(Type.String()),
  execution: Execution,
  tools: Type.Array(RepliedTool),
});

const AdditionalTools = item('additional_tools', {
  role: Literals('developer'),
  tools: Type.Array(RepliedTool),
});

const Compaction = item('compaction', { encrypted_content: Type.String() });

const Program = item('program', {
  call_id: Type.String(),
  code: Type.String(),
  fingerprint: Type.String(),
});

const ProgramOutput = item('program_output', {
  call_id: Type.String(),
  result: Type.String(),
  status: Literals('completed', 'incomplete'),
});

/** A change of settings in a history. Inputs and conversations have it, answers do not. */
export const ConfigurationUpdateItem = item('configuration_update', {
  reasoning: Type.Optional(Type.Object({ effort: maybe(Effort) })),
  text: Type.Optional(Type.Object({ format: UpdatedFormat })),
});

/** The branches of {@link OutputItem} other than messages. */
export const outputItems = [
  AdditionalTools,
  ApplyPatchCall,
  ApplyPatchCallOutput,
  CodeInterpreterCall,
  Compaction,
  ComputerCall,
  ComputerCallOutput,
  CustomToolCall,
  CustomToolCallOutput,
  FileSearchCall,
  FunctionCall,
  FunctionCallOutput,
  ImageGenerationCall,
  LocalShellCall,
  LocalShellCallOutput,
  McpApprovalRequest,
  McpApprovalResponse,
  McpCall,
  McpListTools,
  Program,
  ProgramOutput,
  Reasoning,
  ShellCall,
  ShellCallOutput,
  ToolSearchCall,
  ToolSearchOutput,
  WebSearchCall,
] as const;
