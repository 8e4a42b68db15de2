import type { Abort } from '../../runtime/abort.ts';
import type { Random } from '../../runtime/random.ts';
import type { McpCallWork, McpListWork } from './work.ts';

/** Opens servers that offer tools. */
export interface ToolServers {
  open(declared: DeclaredServer): ToolServer;
}

/** A server as the caller of a request declares it. */
export interface DeclaredServer {
  readonly label: string;
  /** Its address; undefined if it has none that is known here. */
  readonly url?: string | undefined;
  /** A service that is known by its name. */
  readonly service?: string | undefined;
  /** Sent with each request, and never kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of tools that it is said to have. */
  readonly tools: readonly string[];
}

/** A server that offers tools. What goes wrong is part of the results; only an abort rejects. */
export interface ToolServer {
  list(given: ToolServerCall): Promise<ListedTools>;
  /** `input` is JSON text. */
  call(name: string, input: string, given: ToolServerCall): Promise<ServerResult>;
  /** Ends the connection, if there is one. */
  close(): void;
}

export interface ToolServerCall {
  readonly random: Random;
  readonly abort: Abort | undefined;
}

export interface ListedTools extends Took {
  readonly tools: readonly ListedTool[];
  /** Why they could not be listed. */
  readonly error?: string;
}

export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: McpListWork['tools'][number]['input_schema'];
  /** Whether it changes nothing. */
  readonly isReadOnly: boolean;
}

export interface ServerResult extends Took {
  readonly output?: string;
  readonly error?: McpCallWork['error'];
}

interface Took {
  /** Milliseconds. */
  readonly took: number;
}
