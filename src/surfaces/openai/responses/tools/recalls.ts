import type { InputItem } from '../schema/items.ts';
import { recallPatch, recallPatchOutput } from './apply-patch.ts';
import { recallCode } from './code-interpreter.ts';
import { recallComputer, recallScreenshot } from './computers.ts';
import { recallFileSearch } from './file-search.ts';
import { recallCall, recallOutput } from './functions.ts';
import { recallImage } from './image-call.ts';
import { recallApproval, recallApprovalRequest, recallMcpCall } from './mcp-history.ts';
import { recallProgram, recallProgramOutput } from './programs.ts';
import type { Recall, Recalling } from './recall.ts';
import { recallLocalShell, recallLocalShellOutput, recallShell, recallShellOutput } from './shell-history.ts';
import { recallFound, recallToolSearch } from './tool-search.ts';
import { recallWebSearch } from './web-search.ts';

type ItemType = NonNullable<InputItem['type']>;

/** What items mean to the model. Other items are no part of the words of a conversation. */
const RECALLS: { readonly [Type in ItemType]?: Recall<Type> } = {
  function_call: recallCall,
  function_call_output: recallOutput,
  custom_tool_call: recallCall,
  custom_tool_call_output: recallOutput,
  web_search_call: recallWebSearch,
  file_search_call: recallFileSearch,
  code_interpreter_call: recallCode,
  image_generation_call: recallImage,
  mcp_call: recallMcpCall,
  mcp_approval_request: recallApprovalRequest,
  mcp_approval_response: recallApproval,
  tool_search_call: recallToolSearch,
  tool_search_output: recallFound,
  local_shell_call: recallLocalShell,
  local_shell_call_output: recallLocalShellOutput,
  shell_call: recallShell,
  shell_call_output: recallShellOutput,
  apply_patch_call: recallPatch,
  apply_patch_call_output: recallPatchOutput,
  computer_call: recallComputer,
  computer_call_output: recallScreenshot,
  program: recallProgram,
  program_output: recallProgramOutput,
};

/** Adds what an item means to a conversation, if it is a call or a result. */
export function recall(item: InputItem, to: Recalling): void {
  if (item.type === undefined) return;
  const own = RECALLS[item.type] as ((item: InputItem, to: Recalling) => void) | undefined;
  own?.(item, to);
}
