import type { CallForms } from '../call-forms.ts';
import type { RepliedTool, Tool } from '../schema/tools.ts';
import { applyPatchKind } from './apply-patch.ts';
import { computerKind, computerPreviewKind } from './computers.ts';
import { customKind, functionKind } from './functions.ts';
import { localShellKind, shellKind } from './shells.ts';
import type { Declared, ToolKind, ToolScope } from './tool-kind.ts';

/** The types of tools that are served. */
const KINDS: { readonly [Type in Tool['type']]?: ToolKind<Type> } = {
  function: functionKind,
  custom: customKind,
  local_shell: localShellKind,
  shell: shellKind,
  apply_patch: applyPatchKind,
  computer: computerKind,
  computer_use_preview: computerPreviewKind,
};

/** The kind of a tool; undefined if it is not served. */
export function kindOf<Type extends Tool['type']>(type: Type): ToolKind<Type> | undefined {
  return KINDS[type] as ToolKind<Type> | undefined;
}

/** What the model calls, for a tool that is named by its type alone: `computer_use` is any computer. */
export function nameOfType(type: string): string | undefined {
  return type === 'computer_use' ? computerKind.name : kindOf(type as Tool['type'])?.name;
}

/** All that the tools of a request mean to the engine. */
export function declareTools(tools: readonly Tool[], scope: ToolScope): Required<Declared> {
  const declared = tools.map(
    (tool, index) => kindOf(tool.type)?.declare(tool, scope, `tools[${index}]`) ?? NOTHING,
  );
  return {
    tools: declared.flatMap((one) => one.tools),
    openings: declared.flatMap(({ openings = [] }) => openings),
  };
}

const NOTHING: Declared = { tools: [] };

/** How calls of these tools are shown that are no plain calls of functions or custom tools. */
export function callFormsOf(tools: readonly (Tool | RepliedTool)[]): CallForms {
  const special = tools.filter(({ type }) => kindOf(type)?.callForm);
  if (special.length === 0) return () => undefined;
  return (name) => {
    for (const tool of special) {
      const form = kindOf(tool.type)?.callForm?.(tool as never, name);
      if (form) return form;
    }
    return undefined;
  };
}
