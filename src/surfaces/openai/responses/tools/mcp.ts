import type { ListedTool, ToolServer } from '../../../../engine/ports/tool-server.ts';
import type { McpListWork } from '../../../../engine/ports/work.ts';
import type { FunctionTool, Opening, RunHosted, Tool } from '../../../../engine/request.ts';
import { inGroup, splitName } from '../../../../engine/tool-group.ts';
import type { McpTool } from '../schema/tools.ts';
import { toMcpError } from '../works/mcp.ts';
import type { CallForm } from './call-form.ts';
import { callersOf } from './callers.ts';
import { checkServer, toHeaders } from './mcp-address.ts';
import { approvedCalls } from './mcp-approvals.ts';
import { isAllowed, needsApproval } from './mcp-filter.ts';
import { toldByCall } from './mcp-history.ts';
import { shownServer } from './mcp-shown.ts';
import type { ToolKind, ToolScope } from './tool-kind.ts';

/**
 * The tools of a server. They are listed once in a conversation, before the model is asked, and called by the engine,
 * unless the caller has to approve of that.
 */
export const mcpKind: ToolKind<'mcp'> = {
  check: checkServer,
  declare(server, scope) {
    const tools = new ServerTools(server, scope);
    const listed = listedIn(scope, server.server_label);
    if (listed && server.defer_loading) tools.defer(listed);
    return {
      tools: listed && !server.defer_loading ? tools.offered(listed) : [],
      openings: [...(listed ? [] : [tools.listing()]), ...tools.approved()],
      closing: () => tools.close(),
    };
  },
  callForm: ({ server_label: label }, name) => (splitName(name).group === label ? approvalForm : undefined),
};

/** What a call that needs an approval is shown as: the question. */
const approvalForm: CallForm = {
  type: 'mcp_approval_request',
  begin: ({ name }) => {
    const { group, own } = splitName(name);
    return { server_label: group, name: own, arguments: '' };
  },
  end: (input, { item }) => {
    item.arguments = input;
    return [];
  },
};

/** The tools that a server has been listed with in the conversation; undefined if it has not. */
function listedIn({ known, items }: ToolScope, label: string): readonly ListedTool[] | undefined {
  const list = [...known, ...items].findLast(
    (item) => item.type === 'mcp_list_tools' && item.server_label === label && !item.error,
  );
  if (list?.type !== 'mcp_list_tools') return undefined;
  return list.tools.map(({ name, description, input_schema: inputSchema, annotations }) => ({
    name,
    description: description ?? undefined,
    inputSchema,
    isReadOnly: (annotations as { readonly read_only?: unknown } | null | undefined)?.read_only === true,
  }));
}

/** The tools of one server in one request. */
class ServerTools {
  readonly #declared: McpTool;
  readonly #scope: ToolScope;
  readonly #server: ToolServer;

  constructor(declared: McpTool, scope: ToolScope) {
    const { server_label: label, server_url, connector_id, allowed_tools } = declared;
    this.#declared = declared;
    this.#scope = scope;
    this.#server = scope.services.toolServers.open({
      label,
      url: server_url,
      service: connector_id,
      headers: toHeaders(declared),
      tools: Array.isArray(allowed_tools) ? allowed_tools : (allowed_tools?.tool_names ?? []),
    });
  }

  close(): void {
    this.#server.close();
  }

  offered(listed: readonly ListedTool[]): FunctionTool[] {
    const { server_label: label, server_description, allowed_tools, require_approval } = this.#declared;
    return listed
      .filter((tool) => isAllowed(tool, allowed_tools))
      .map((tool) => ({
        kind: 'function',
        name: inGroup(label, tool.name),
        description: tool.description ?? '',
        ...(server_description && { groupDescription: server_description }),
        parameters: tool.inputSchema as FunctionTool['parameters'] & object,
        strict: false,
        ...(!needsApproval(tool, require_approval) && callersOf(this.#declared)),
        ...(!needsApproval(tool, require_approval) && { run: this.#run(tool.name) }),
      }));
  }

  /** Lets a search find the tools. */
  defer(listed: readonly ListedTool[]): FunctionTool[] {
    const deferred = this.offered(listed);
    this.#scope.deferred.add(deferred, (names) => ({
      ...shownServer(this.#declared),
      allowed_tools: names.map((name) => splitName(name).own),
    }));
    return deferred;
  }

  /** The listed tools, of which those that have to be used are loaded. */
  #later(listed: readonly ListedTool[]): { deferred: FunctionTool[]; loaded: readonly Tool[] } {
    const { deferred, chosen } = this.#scope;
    return { deferred: this.defer(listed), loaded: deferred.take(chosen).tools };
  }

  listing(): Opening {
    const { server_label: server, allowed_tools, defer_loading: isLater } = this.#declared;
    return {
      run: async ({ random, abort }) => {
        const { tools, error, took } = await this.#server.list({ random, abort });
        const work: McpListWork = {
          tool: 'mcp-list',
          server,
          tools: tools.filter((tool) => isAllowed(tool, allowed_tools)).map(toShownTool),
          ...(error !== undefined && { error }),
        };
        const end = error === undefined ? 'completed' : 'failed';
        const stages = [
          { name: 'in_progress', after: 0 },
          { name: end, after: took },
        ];
        return {
          works: [{ work, stages }],
          read: [],
          ...(isLater ? this.#later(tools) : { loaded: this.offered(tools) }),
        };
      },
    };
  }

  /** The calls that the input approves. */
  approved(): Opening[] {
    const { known, items } = this.#scope;
    const { server_label: label } = this.#declared;
    return approvedCalls(known, items)
      .filter((request) => request.server_label === label)
      .map(({ id, name, arguments: input }) => ({
        name: inGroup(label, name),
        input,
        run: this.#run(name, id),
      }));
  }

  #run(name: string, approvalRequestId?: string): RunHosted {
    const { server_label: server } = this.#declared;
    return async ({ input, random, abort }) => {
      const { output, error, took } = await this.#server.call(name, input, { random, abort });
      const work = {
        tool: 'mcp-call',
        server,
        name,
        input,
        ...(output !== undefined && { output }),
        ...(error && { error }),
        ...(approvalRequestId !== undefined && { approvalRequestId }),
      } as const;
      const stages = [
        { name: 'in_progress', after: 0 },
        { name: error ? 'failed' : 'completed', after: took },
      ];
      const text = toldByCall({ output, error: error && toMcpError(error) });
      return { works: [{ work, stages }], read: [{ kind: 'text', text }] };
    };
  }
}

function toShownTool({
  name,
  description,
  inputSchema,
  isReadOnly,
}: ListedTool): McpListWork['tools'][number] {
  return {
    name,
    description: description ?? null,
    input_schema: inputSchema,
    annotations: { read_only: isReadOnly },
  };
}
