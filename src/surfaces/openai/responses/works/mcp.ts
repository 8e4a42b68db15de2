import type { McpCallWork, McpListWork } from '../../../../engine/ports/work.ts';
import type { Told, WorkForm } from './work-encoder.ts';

/** The list of a server's tools. */
export const mcpListForm: WorkForm<McpListWork> = {
  type: 'mcp_list_tools',
  begin: ({ server }) => ({ server_label: server, tools: [] }),
  encoder: ({ tools, error }, { item, told }) => ({
    stage: ({ name }) => [told(`response.mcp_list_tools.${name}`)],
    end: () => {
      item.tools = tools;
      if (error !== undefined) item.error = error;
      return [];
    },
  }),
};

/** A call of a server's tool. One that was approved is not written again. */
export const mcpCallForm: WorkForm<McpCallWork> = {
  type: 'mcp_call',
  begin: ({ server, name, approvalRequestId: approval_request_id = null }) => ({
    status: 'in_progress',
    server_label: server,
    name,
    arguments: '',
    approval_request_id,
    output: null,
    error: null,
  }),
  encoder: ({ input, output, error }, { item, told, padded }) => {
    let written = '';
    const done = (): Told => told('response.mcp_call_arguments.done', { arguments: item.arguments });
    return {
      input: (text) => {
        const begun = written === '' ? [told('response.mcp_call.in_progress')] : [];
        written += text;
        item.arguments = written;
        return [...begun, told('response.mcp_call_arguments.delta', { delta: text, ...padded(text) })];
      },
      stage: ({ name }) => {
        const progress = told(`response.mcp_call.${name}`);
        if (name !== 'in_progress') return [progress];
        item.arguments = input;
        return written === '' ? [progress, done()] : [done()];
      },
      end: (isWhole) => {
        item.status = isWhole ? (error ? 'failed' : 'completed') : 'incomplete';
        if (!isWhole) return written === '' ? [] : [done()];
        if (output !== undefined) item.output = output;
        if (error) item.error = toMcpError(error);
        return [];
      },
    };
  },
};

const ERRORS = { protocol: 'mcp_protocol_error', http: 'http_error' } as const;

/** The error of a call, as it is shown. */
export type ShownMcpError =
  | { readonly type: 'mcp_tool_execution_error'; readonly content?: unknown }
  | { readonly type: 'mcp_protocol_error' | 'http_error'; readonly code: number; readonly message: string };

export function toMcpError(error: NonNullable<McpCallWork['error']>): ShownMcpError {
  if (error.kind === 'execution') return { type: 'mcp_tool_execution_error', content: error.content };
  const { kind, code, message } = error;
  return { type: ERRORS[kind], code, message };
}
