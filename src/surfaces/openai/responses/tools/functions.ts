import type { ToolKind } from './tool-kind.ts';

/** Functions, which the caller runs. */
export const functionKind: ToolKind<'function'> = {
  declare: ({ name, description, parameters, strict }) => ({
    tools: [
      {
        kind: 'function',
        name,
        description: description ?? '',
        ...(parameters && { parameters }),
        strict: strict ?? true,
      },
    ],
  }),
};

/** Tools whose input is free text, or text of a grammar. */
export const customKind: ToolKind<'custom'> = {
  declare: ({ name, description, format }) => {
    const grammar = format?.type === 'grammar' && { syntax: format.syntax, definition: format.definition };
    return { tools: [{ kind: 'custom', name, description: description ?? '', ...(grammar && { grammar }) }] };
  },
};
