import type {
  ListedTool,
  ListedTools,
  ServerResult,
  ToolServer,
  ToolServerCall,
} from '../engine/ports/tool-server.ts';
import type { McpCallWork } from '../engine/ports/work.ts';
import type { Clock } from '../runtime/clock.ts';
import { type Message, ServerFault } from './exchange.ts';
import { Session, type SessionOptions } from './session.ts';

/** Pages of a list, and tools on all of them. */
const MOST_PAGES = 20;
const MOST_TOOLS = 500;
/** Characters of all declarations together, as JSON, and of a result. */
const MOST_DECLARED = 400_000;
const LONGEST_RESULT = 400_000;

/** Of JSON-RPC: a message that is not accepted. */
const INVALID_RESULT = -32_600;

/**
 * A server that is really called. What goes wrong is told in the results.
 *
 * @example
 * const server = openRemoteServer({ url: 'http://127.0.0.1:9000/mcp', headers: {}, version: '1.0.0' }, clock);
 * const { tools } = await server.list({ random, abort });
 * server.close();
 */
export function openRemoteServer(options: SessionOptions, clock: Pick<Clock, 'now'>): ToolServer {
  const session = new Session(options);

  async function list({ abort }: ToolServerCall): Promise<ListedTools> {
    const begun = clock.now();
    const tools: ListedTool[] = [];
    try {
      let cursor: unknown;
      for (let page = 0; page < MOST_PAGES && tools.length < MOST_TOOLS; page++) {
        const params = cursor === undefined ? {} : { cursor };
        const result = await session.request('tools/list', params, abort);
        tools.push(...toolsIn(result));
        cursor = result.nextCursor;
        if (typeof cursor !== 'string') break;
      }
      return { tools: fitting(tools), took: clock.now() - begun };
    } catch (error) {
      const { message } = toError(error);
      return { tools: [], error: message, took: clock.now() - begun };
    }
  }

  async function call(name: string, input: string, { abort }: ToolServerCall): Promise<ServerResult> {
    const begun = clock.now();
    try {
      const params = { name, arguments: JSON.parse(input || '{}') };
      const result = await session.request('tools/call', params, abort);
      return { ...outcomeOf(result), took: clock.now() - begun };
    } catch (error) {
      return { error: toError(error), took: clock.now() - begun };
    }
  }

  return { list, call, close: () => session.end() };
}

function toolsIn({ tools }: Message): ListedTool[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: Message): ListedTool[] => {
    const { name, description, inputSchema, annotations } = tool ?? {};
    if (typeof name !== 'string' || name === '' || name.length > 256) return [];
    const isReadOnly = (annotations as Message | null | undefined)?.readOnlyHint === true;
    const isSchema = typeof inputSchema === 'object' && inputSchema !== null && !Array.isArray(inputSchema);
    return [
      {
        name,
        ...(typeof description === 'string' && { description }),
        inputSchema: isSchema ? (inputSchema as Record<string, unknown>) : { type: 'object', properties: {} },
        isReadOnly,
      },
    ];
  });
}

/** The first tools, as many as are shown and read. */
function fitting(tools: readonly ListedTool[]): readonly ListedTool[] {
  let left = MOST_DECLARED;
  return tools.slice(0, MOST_TOOLS).filter((tool) => {
    left -= lengthOf(tool);
    return left >= 0;
  });
}

/** Characters of a value as JSON; infinitely many if it is nested too deeply to be written. */
function lengthOf(value: unknown): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null;
}

function outcomeOf(result: Message): Omit<ServerResult, 'took'> {
  const { content, structuredContent, isError } = result;
  const blocks = Array.isArray(content) ? content.filter(isMessage) : [];
  if (lengthOf(result) > LONGEST_RESULT) {
    const message = `The result has more than ${LONGEST_RESULT} characters`;
    throw new ServerFault('protocol', INVALID_RESULT, message);
  }
  if (isError === true) return { error: { kind: 'execution', content: blocks } };
  const texts = blocks.map(({ type, text, ...rest }) =>
    type === 'text' && typeof text === 'string' ? text : JSON.stringify({ type, text, ...rest }),
  );
  const text =
    texts.length === 0 && structuredContent !== undefined
      ? JSON.stringify(structuredContent)
      : texts.join('\n');
  return { output: text };
}

/** @throws what is no fault of the server: that the caller has left */
function toError(error: unknown): Exclude<NonNullable<McpCallWork['error']>, { kind: 'execution' }> {
  if (error instanceof SyntaxError)
    return { kind: 'protocol', code: -32_602, message: 'The arguments are not JSON' };
  if (!(error instanceof ServerFault)) throw error;
  const { kind, code, message } = error;
  return { kind, code, message };
}
