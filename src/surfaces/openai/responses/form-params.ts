import { inGroup, splitName } from '../../../engine/tool-group.ts';
import type { FormParams } from '../unmet-form.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import type { Tool } from './schema/tools.ts';

/** Where requests state the forms of their answers. */
export function formParams({ tools = [] }: CreateResponseRequest): FormParams {
  const placeOf = (name: string, member: string): string => {
    const place = declarationOf(name, tools);
    if (place === undefined) return 'input';
    return place.isServer ? place.path : `${place.path}.${member}`;
  };
  return {
    format: 'text.format.schema',
    formatCode: 'invalid_json_schema',
    ofFunction: (name) => placeOf(name, 'parameters'),
    ofCustom: (name) => placeOf(name, 'format.definition'),
  };
}

/** Where a tool is declared; undefined if an item of the conversation has added it. */
function declarationOf(
  name: string,
  tools: readonly Tool[],
): { readonly path: string; readonly isServer: boolean } | undefined {
  for (const [index, tool] of tools.entries()) {
    const path = `tools[${index}]`;
    if (tool.type === 'mcp') {
      if (splitName(name).group === tool.server_label) return { path, isServer: true };
    } else if (tool.type === 'namespace') {
      const inside = tool.tools.findIndex((one) => inGroup(tool.name, one.name) === name);
      if (inside >= 0) return { path: `${path}.tools[${inside}]`, isServer: false };
    } else if ('name' in tool && tool.name === name) return { path, isServer: false };
  }
  return undefined;
}
