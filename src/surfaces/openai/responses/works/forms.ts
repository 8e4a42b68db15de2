import type { ProgramCallWork, Work } from '../../../../engine/ports/work.ts';
import { agentCallForm, agentMessageForm, agentResultForm } from './agents.ts';
import { codeForm } from './code.ts';
import { imageForm } from './image.ts';
import { mcpCallForm, mcpListForm } from './mcp.ts';
import { programForm, programOutputForm } from './program.ts';
import { fileSearchForm, webSearchForm } from './searches.ts';
import { shellForm, shellOutputForm } from './shell.ts';
import { loadedToolsForm, toolSearchForm } from './tool-search.ts';
import type { WorkForm } from './work-encoder.ts';

/** Works that are items of their own types. Calls of programs are shown as those of the model. */
export type FormedWork = Exclude<Work, ProgramCallWork>;

type Forms = {
  readonly [Tool in FormedWork['tool']]: WorkForm<Extract<Work, { readonly tool: Tool }>>;
};

const FORMS: Forms = {
  'web-search': webSearchForm,
  'file-search': fileSearchForm,
  'image-generation': imageForm,
  'code-interpreter': codeForm,
  'mcp-list': mcpListForm,
  'mcp-call': mcpCallForm,
  'tool-search': toolSearchForm,
  'loaded-tools': loadedToolsForm,
  shell: shellForm,
  'shell-output': shellOutputForm,
  program: programForm,
  'program-output': programOutputForm,
  'agent-call': agentCallForm,
  'agent-result': agentResultForm,
  'agent-message': agentMessageForm,
};

/** How a work is shown. */
export function formOf<W extends FormedWork>(work: W): WorkForm<W> {
  return FORMS[work.tool] as WorkForm<FormedWork> as WorkForm<W>;
}
