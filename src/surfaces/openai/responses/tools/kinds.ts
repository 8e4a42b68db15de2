import type { RepliedTool, Tool } from '../schema/tools.ts';
import { applyPatchKind } from './apply-patch.ts';
import type { CallForms } from './call-form.ts';
import { codeInterpreterKind } from './code-interpreter.ts';
import { computerKind, computerPreviewKind } from './computers.ts';
import { fileSearchKind } from './file-search.ts';
import { customKind, functionKind, namespaceKind } from './functions.ts';
import { imageGenerationKind } from './image-generation.ts';
import { mcpKind } from './mcp.ts';
import { programsKind } from './programs.ts';
import { localShellKind, shellKind } from './shells.ts';
import type { ToolKind } from './tool-kind.ts';
import { toolSearchKind } from './tool-search.ts';
import { webSearchKind } from './web-search.ts';

const KINDS: { readonly [Type in Tool['type']]: ToolKind<Type> } = {
  function: functionKind,
  custom: customKind,
  web_search: webSearchKind,
  web_search_2025_08_26: webSearchKind,
  web_search_preview: webSearchKind,
  web_search_preview_2025_03_11: webSearchKind,
  file_search: fileSearchKind,
  code_interpreter: codeInterpreterKind,
  image_generation: imageGenerationKind,
  namespace: namespaceKind,
  mcp: mcpKind,
  tool_search: toolSearchKind,
  local_shell: localShellKind,
  shell: shellKind,
  apply_patch: applyPatchKind,
  programmatic_tool_calling: programsKind,
  computer: computerKind,
  computer_use_preview: computerPreviewKind,
};

/** The kind of a tool. */
export function kindOf<Type extends Tool['type']>(type: Type): ToolKind<Type> {
  return KINDS[type] as ToolKind<Type>;
}

/** The stored files that the tools of a request name: the path of each in the request, by its id. */
export function fileIdsOf(tools: readonly Tool[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const [index, tool] of tools.entries()) {
    const named = kindOf(tool.type).fileIds?.(tool);
    for (const [place, id] of named?.ids.entries() ?? []) {
      if (!paths.has(id)) paths.set(id, `tools[${index}].${named?.member}[${place}]`);
    }
  }
  return paths;
}

/** What the model calls, for a tool that is named by its type alone: `computer_use` is any computer. */
export function nameOfType(type: string): string | undefined {
  if (type === 'computer_use') return computerKind.name;
  return type in KINDS ? kindOf(type as Tool['type']).name : undefined;
}

/** How calls of these tools are shown that are no plain calls of functions or custom tools. */
export function callFormsOf(tools: readonly (Tool | RepliedTool)[]): CallForms {
  const special = tools.filter(({ type }) => kindOf(type).callForm);
  if (special.length === 0) return () => undefined;
  return (name) => {
    for (const tool of special) {
      const form = kindOf(tool.type).callForm?.(tool as never, name);
      if (form) return form;
    }
    return undefined;
  };
}
