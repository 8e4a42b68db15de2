import type { CallForms } from '../call-forms.ts';
import type { RepliedTool, Tool } from '../schema/tools.ts';
import { codeInterpreterKind } from './code-interpreter.ts';
import { fileSearchKind } from './file-search.ts';
import { customKind, functionKind } from './functions.ts';
import { imageGenerationKind } from './image-generation.ts';
import type { Declared, ToolKind, ToolScope } from './tool-kind.ts';
import { webSearchKind } from './web-search.ts';

/** The types of tools that are served. */
const KINDS: { readonly [Type in Tool['type']]?: ToolKind<Type> } = {
  function: functionKind,
  custom: customKind,
  web_search: webSearchKind,
  web_search_2025_08_26: webSearchKind,
  web_search_preview: webSearchKind,
  web_search_preview_2025_03_11: webSearchKind,
  file_search: fileSearchKind,
  code_interpreter: codeInterpreterKind,
  image_generation: imageGenerationKind,
};

/** The kind of a tool; undefined if it is not served. */
export function kindOf<Type extends Tool['type']>(type: Type): ToolKind<Type> | undefined {
  return KINDS[type] as ToolKind<Type> | undefined;
}

/** All that the tools of a request mean to the engine. Returns a promise only if one of them has to be looked up. */
export function declareTools(
  tools: readonly Tool[],
  scope: ToolScope,
): Required<Declared> | Promise<Required<Declared>> {
  const declared = tools.map(
    (tool, index) => kindOf(tool.type)?.declare(tool, scope, `tools[${index}]`) ?? NOTHING,
  );
  const isReady = (one: Declared | Promise<Declared>): one is Declared => !(one instanceof Promise);
  return declared.every(isReady) ? joined(declared) : Promise.all(declared).then(joined);
}

function joined(declared: readonly Declared[]): Required<Declared> {
  return {
    tools: declared.flatMap((one) => one.tools),
    openings: declared.flatMap(({ openings = [] }) => openings),
  };
}

const NOTHING: Declared = { tools: [] };

/** The stored files that the tools of a request read: the path of each in the request, by its id. */
export function fileIdsOf(tools: readonly Tool[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const [index, tool] of tools.entries()) {
    const ids = kindOf(tool.type)?.fileIds?.(tool) ?? [];
    for (const [place, id] of ids.entries()) {
      if (!paths.has(id)) paths.set(id, `tools[${index}].container.file_ids[${place}]`);
    }
  }
  return paths;
}

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
