import type { Fault } from '../../../kernel/fault.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { malformedId } from '../object-id.ts';
import { newItemId } from './response-id.ts';
import type { Agent } from './schema/agent-items.ts';
import type { StoredContent } from './schema/content.ts';
import type { InputMessage, ItemReference } from './schema/input-items.ts';
import type { AddedItem, ConversationItem, InputItem } from './schema/items.ts';
import type { RepliedTool, Tool } from './schema/tools.ts';
import { shownServer } from './tools/mcp-shown.ts';

/** The prefix of an item's id, by type. */
const PREFIXES: Readonly<Record<ConversationItem['type'], string>> = {
  additional_tools: 'at_',
  agent_message: 'amsg_',
  apply_patch_call: 'apc_',
  apply_patch_call_output: 'apco_',
  code_interpreter_call: 'ci_',
  compaction: 'cmp_',
  computer_call: 'cu_',
  computer_call_output: 'cuo_',
  configuration_update: 'cfg_',
  custom_tool_call: 'ctc_',
  custom_tool_call_output: 'ctco_',
  file_search_call: 'fs_',
  function_call: 'fc_',
  function_call_output: 'fco_',
  image_generation_call: 'ig_',
  local_shell_call: 'lsh_',
  local_shell_call_output: 'lsho_',
  mcp_approval_request: 'mcpr_',
  mcp_approval_response: 'mcpa_',
  mcp_call: 'mcp_',
  mcp_list_tools: 'mcpl_',
  message: 'msg_',
  multi_agent_call: 'mac_',
  multi_agent_call_output: 'maco_',
  program: 'prog_',
  program_output: 'progo_',
  reasoning: 'rs_',
  shell_call: 'sh_',
  shell_call_output: 'sho_',
  tool_search_call: 'tsc_',
  tool_search_output: 'tso_',
  web_search_call: 'ws_',
};

/** Makes the id of a new item. */
export type MakeItemId = (type: ConversationItem['type']) => string;

/** Makes ids of items. Those of a response tell its id, so that it is found by the id of an item. */
export function itemIds(ids: Ids, responseId?: string): MakeItemId {
  if (responseId === undefined) return (type) => ids.hex(PREFIXES[type]);
  return (type) => newItemId(ids, PREFIXES[type], responseId);
}

/** How ids of items that clients send back have to begin, by type. Those of other types are not restricted. */
const EXPECTED: Readonly<Record<string, string>> = {
  custom_tool_call: 'ctc',
  custom_tool_call_output: 'ctco',
  function_call: 'fc',
  function_call_output: 'fc',
  message: 'msg',
  reasoning: 'rs',
  web_search_call: 'ws',
};

/**
 * The fault for an item whose id cannot be one of its type; undefined if it can.
 *
 * @param path of the item in the request: `input[0]`
 */
export function malformedItemId(item: OwnItem, path: string): Fault | undefined {
  if (item.id === undefined) return undefined;
  return malformedId(`${path}.id`, item.id, EXPECTED[item.type ?? 'message'] ?? '');
}

/** Items without a status. */
const STATELESS: ReadonlySet<string> = new Set([
  'additional_tools',
  'agent_message',
  'compaction',
  'configuration_update',
  'mcp_approval_request',
  'mcp_approval_response',
  'mcp_list_tools',
  'multi_agent_call',
  'multi_agent_call_output',
  'program',
]);

/** What an item has to state, if only that it is nothing, by type. */
const UNSTATED: { readonly [Type in ConversationItem['type']]?: object } = {
  code_interpreter_call: { code: null, outputs: null },
  computer_call: { pending_safety_checks: [] },
  image_generation_call: { result: null },
  shell_call: { environment: null },
  shell_call_output: { max_output_length: null },
  tool_search_call: { call_id: null, execution: 'server' },
  tool_search_output: { call_id: null, execution: 'server' },
};

/** An item of an input that stands for itself. */
export type OwnItem = Exclude<AddedItem, ItemReference>;

/** Whether an item of an input only refers to another one. */
export function isReference(item: InputItem): item is ItemReference {
  return !isMessage(item) && (item.type === undefined || item.type === 'item_reference');
}

/** Whether an item of an input has to be found by its id: a reference, or a picture that was made here. */
export function isById(item: InputItem): item is InputItem & { readonly id: string } {
  if (isReference(item)) return true;
  if (isMessage(item) || item.type !== 'image_generation_call') return false;
  return item.result === undefined && item.id !== undefined;
}

type Message = InputMessage & { readonly agent?: Agent | undefined };

function isMessage(item: InputItem): item is Message {
  return 'role' in item && 'content' in item;
}

/**
 * An item of an input as it is kept and shown: with an id, with parts instead of plain text, and complete. An id that it
 * has is kept, so that what an answer held stays the same item.
 *
 * @example
 * toConversationItem({ role: 'user', content: 'Hi' }, itemIds(ids));
 * // { id: 'msg_…', type: 'message', role: 'user', status: 'completed', content: [{ type: 'input_text', text: 'Hi' }] }
 */
export function toConversationItem(item: OwnItem, makeId: MakeItemId): ConversationItem {
  if (isMessage(item)) return toMessage(item, makeId);
  const { type, id = makeId(type), ...members } = item;
  const kept = {
    id,
    type,
    ...(!STATELESS.has(type) && { status: 'completed' }),
    ...UNSTATED[type],
    ...members,
    ...partsOf(item),
  };
  return kept as ConversationItem;
}

function toMessage(message: Message, makeId: MakeItemId): ConversationItem {
  const { id = makeId('message'), role, status = 'completed', content, agent } = message;
  return {
    id,
    type: 'message',
    role,
    status,
    content: typeof content === 'string' ? [toText(role, content)] : content.map(toStoredPart),
    ...(message.role === 'assistant' && message.phase && { phase: message.phase }),
    ...(agent && { agent }),
  };
}

function toText(role: InputMessage['role'], text: string): StoredContent {
  return role === 'assistant'
    ? { type: 'output_text', text, annotations: [], logprobs: [] }
    : { type: 'input_text', text };
}

type GivenPart = Exclude<InputMessage['content'], string>[number];

/** A part as it is kept and shown. */
export function toStoredPart(part: GivenPart): StoredContent {
  if (part.type === 'output_text')
    return { ...part, annotations: part.annotations ?? [], logprobs: part.logprobs ?? [] };
  if (part.type === 'input_image') {
    const { image_url = null, file_id = null, detail = 'auto' } = part;
    return { ...part, image_url, file_id, detail };
  }
  return part;
}

/** The members of an item that hold parts or tools, as they are kept. */
function partsOf(item: Exclude<OwnItem, InputMessage>): object {
  switch (item.type) {
    case 'function_call_output':
    case 'custom_tool_call_output':
      return typeof item.output === 'string' ? {} : { output: item.output.map(toStoredPart) };
    case 'multi_agent_call_output':
      return { output: item.output.map(toStoredPart) };
    case 'agent_message':
      return {
        content: item.content.map((part) => (part.type === 'input_image' ? toStoredPart(part) : part)),
      };
    case 'tool_search_output':
    case 'additional_tools':
      return { tools: item.tools.map(toRepliedTool) };
    case 'computer_call':
      return {
        ...(item.action && { action: toRepliedAction(item.action) }),
        ...(item.actions && { actions: item.actions.map(toRepliedAction) }),
      };
    case 'shell_call':
      return { action: { timeout_ms: null, max_output_length: null, ...item.action } };
    default:
      return {};
  }
}

type Action = NonNullable<Extract<OwnItem, { readonly type: 'computer_call' }>['action']>;

const toRepliedAction = (action: Action): object =>
  action.type === 'double_click' ? { ...action, keys: action.keys ?? null } : action;

/** A tool as it is shown: a function states what it leaves out, a server hides what may be secret. */
export function toRepliedTool(tool: Tool): RepliedTool {
  if (tool.type === 'mcp') return shownServer(tool);
  return tool.type === 'function' ? { description: null, parameters: null, strict: null, ...tool } : tool;
}
