import type { McpCallWork, McpListWork } from '../../../../engine/ports/work.ts';
import type { WorkForm } from './work-encoder.ts';

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

/** A call of a server's tool. */
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
    return {
      input: (text) => {
        written += text;
        item.arguments = written;
        return [told('response.mcp_call_arguments.delta', { delta: text, ...padded(text) })];
      },
      stage: ({ name }) => {
        const progress = told(`response.mcp_call.${name}`);
        if (name !== 'in_progress') return [progress];
        item.arguments = input;
        return [told('response.mcp_call_arguments.done', { arguments: input }), progress];
      },
      end: (isWhole) => {
        item.status = isWhole ? (error ? 'failed' : 'completed') : 'incomplete';
        if (isWhole && output !== undefined) item.output = output;
        if (isWhole && error) item.error = toError(error);
        return [];
      },
    };
  },
};

const ERRORS = { protocol: 'mcp_protocol_error', http: 'http_error' } as const;

function toError(error: NonNullable<McpCallWork['error']>): object {
  if (error.kind === 'execution') return { type: 'mcp_tool_execution_error', content: error.content };
  const { kind, ...members } = error;
  return { type: ERRORS[kind], ...members };
}
