import Type from 'typebox';
import { AnyObject, Closed, Literals, Nullable } from '../../shapes.ts';
import { CallEnvironment } from './containers.ts';
import { Screenshot } from './content.ts';
import {
  Caller,
  CallId,
  CodeOutput,
  CodeStatus,
  ComputerAction,
  FileSearchResult,
  ImageError,
  ImageStatus,
  ItemStatus,
  LocalShellAction,
  McpError,
  McpListedTool,
  McpStatus,
  PatchOperation,
  SafetyCheck,
  SearchStatus,
  ShellOutput,
  SvgUsage,
  WebSearchAction,
} from './item-parts.ts';
import { LONGEST_TEXT } from './limits.ts';
import { Tool } from './tools.ts';

/** The items of an input that are about hosted tools. */

const Id = Type.Optional(Type.String());
const Status = Type.Optional(ItemStatus);
const OptionalCaller = Type.Optional(Caller);

export const WebSearchCall = Closed({
  type: Type.Literal('web_search_call'),
  id: Id,
  status: Type.Optional(SearchStatus),
  action: WebSearchAction,
});

export const FileSearchCall = Closed({
  type: Type.Literal('file_search_call'),
  id: Id,
  status: Type.Optional(SearchStatus),
  queries: Type.Array(Type.String()),
  results: Type.Optional(Type.Array(FileSearchResult)),
});

export const ImageGenerationCall = Closed({
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

export const CodeInterpreterCall = Closed({
  type: Type.Literal('code_interpreter_call'),
  id: Id,
  status: Type.Optional(CodeStatus),
  container_id: Type.String(),
  code: Type.Optional(Nullable(Type.String())),
  outputs: Type.Optional(Nullable(Type.Array(CodeOutput))),
});

export const ComputerCall = Closed({
  type: Type.Literal('computer_call'),
  id: Id,
  call_id: Type.String(),
  action: Type.Optional(ComputerAction),
  actions: Type.Optional(Type.Array(ComputerAction)),
  pending_safety_checks: Type.Optional(Type.Array(SafetyCheck)),
  status: Status,
});

export const ComputerCallOutput = Closed({
  type: Type.Literal('computer_call_output'),
  id: Id,
  call_id: CallId,
  output: Screenshot,
  acknowledged_safety_checks: Type.Optional(Type.Array(SafetyCheck)),
  status: Type.Optional(Literals('in_progress', 'completed', 'incomplete', 'failed')),
});

export const LocalShellCall = Closed({
  type: Type.Literal('local_shell_call'),
  id: Id,
  call_id: Type.String(),
  action: LocalShellAction,
  status: Status,
});

export const LocalShellCallOutput = Closed({
  type: Type.Literal('local_shell_call_output'),
  id: Type.String(),
  call_id: Type.Optional(CallId),
  output: Type.String(),
  status: Status,
});

export const ShellCall = Closed({
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

export const ShellCallOutput = Closed({
  type: Type.Literal('shell_call_output'),
  id: Id,
  call_id: CallId,
  output: Type.Array(ShellOutput),
  max_output_length: Type.Optional(Type.Integer()),
  caller: OptionalCaller,
  status: Status,
});

export const ApplyPatchCall = Closed({
  type: Type.Literal('apply_patch_call'),
  id: Id,
  call_id: CallId,
  operation: PatchOperation,
  caller: OptionalCaller,
  status: Literals('in_progress', 'completed'),
});

export const ApplyPatchCallOutput = Closed({
  type: Type.Literal('apply_patch_call_output'),
  id: Id,
  call_id: CallId,
  output: Type.Optional(Type.String({ maxLength: LONGEST_TEXT })),
  caller: OptionalCaller,
  status: Literals('completed', 'failed'),
});

export const McpListTools = Closed({
  type: Type.Literal('mcp_list_tools'),
  id: Id,
  server_label: Type.String(),
  tools: Type.Array(McpListedTool),
  error: Type.Optional(Type.String()),
});

export const McpApprovalRequest = Closed({
  type: Type.Literal('mcp_approval_request'),
  id: Type.String(),
  server_label: Type.String(),
  name: Type.String(),
  arguments: Type.String(),
});

export const McpApprovalResponse = Closed({
  type: Type.Literal('mcp_approval_response'),
  id: Id,
  approval_request_id: Type.String(),
  approve: Type.Boolean(),
  reason: Type.Optional(Type.String()),
});

export const McpCall = Closed({
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

export const ToolSearchCall = Closed({
  type: Type.Literal('tool_search_call'),
  id: Id,
  call_id: Type.Optional(CallId),
  execution: Execution,
  arguments: AnyObject,
  status: Status,
});

export const ToolSearchOutput = Closed({
  type: Type.Literal('tool_search_output'),
  id: Id,
  call_id: Type.Optional(CallId),
  execution: Execution,
  tools: Type.Array(Tool),
  status: Status,
});
