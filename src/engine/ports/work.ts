import type { Source } from '../source.ts';

/** A work and what happens during it: at least one stage. It is done with the last one. */
export interface StagedWork {
  readonly work: Work;
  readonly stages: readonly Stage[];
}

/** An item of an answer that several agents make. */
export interface OfAgent {
  /** Who makes it, if it is not the agent that was asked. */
  readonly agent?: string;
}

/** A moment of a work. */
export interface Stage {
  /** What happens, in the words of the work. */
  readonly name: string;
  /** Milliseconds after the stage before, or after the call was written. A latency model may scale it. */
  readonly after: number;
}

/** A source, and the passage of it that the model has read. */
export interface CitedSource {
  readonly source: Source;
  readonly passage: string;
}

/** What a hosted tool has been asked and what came of it: JSON data. */
export type Work =
  | WebSearchWork
  | FileSearchWork
  | ImageWork
  | CodeWork
  | McpListWork
  | McpCallWork
  | ToolSearchWork
  | LoadedToolsWork
  | ShellWork
  | ShellOutputWork
  | ProgramWork
  | ProgramCallWork
  | ProgramOutputWork
  | AgentCallWork
  | AgentResultWork
  | AgentMessageWork;

export interface WebSearchWork {
  readonly tool: 'web-search';
  readonly action:
    | {
        readonly kind: 'search';
        readonly queries: readonly string[];
        /** Addresses. */
        readonly sources: readonly string[];
      }
    | { readonly kind: 'open-page'; readonly url: string }
    | { readonly kind: 'find-in-page'; readonly url: string; readonly pattern: string };
}

export interface FileSearchWork {
  readonly tool: 'file-search';
  readonly queries: readonly string[];
  readonly results: readonly {
    readonly fileId: string;
    readonly filename: string;
    /** 0 to 1. */
    readonly score: number;
    readonly text: string;
    readonly attributes: Readonly<Record<string, string | number | boolean>>;
  }[];
}

export interface ImageWork {
  readonly tool: 'image-generation';
  readonly action: 'generate' | 'edit';
  /** As it was drawn. */
  readonly prompt: string;
  readonly background: 'transparent' | 'opaque' | 'auto';
  readonly format: 'png' | 'webp' | 'jpeg';
  readonly quality: string;
  /** `1024x1024`. */
  readonly size: string;
  /** Base64; undefined if it failed. */
  readonly image?: string;
  /** Base64, the least complete first: one for each stage `partial_image`. */
  readonly partials: readonly string[];
  readonly error?: { readonly code: string; readonly message: string };
  /** Tokens of the model that has drawn it; undefined if it is not billed by token. */
  readonly tokens?: { readonly text: number; readonly image: number; readonly output: number };
}

export interface CodeWork {
  readonly tool: 'code-interpreter';
  readonly containerId: string;
  readonly code: string;
  readonly outputs: readonly (
    | { readonly kind: 'logs'; readonly logs: string }
    | { readonly kind: 'image'; readonly url: string }
  )[];
  readonly isFailed: boolean;
}

export interface McpListWork {
  readonly tool: 'mcp-list';
  readonly server: string;
  readonly tools: readonly {
    readonly name: string;
    readonly description?: string | null;
    readonly input_schema: object;
    readonly annotations?: object | null;
  }[];
  readonly error?: string;
}

export interface McpCallWork {
  readonly tool: 'mcp-call';
  readonly server: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly output?: string;
  readonly error?:
    | { readonly kind: 'protocol' | 'http'; readonly code: number; readonly message: string }
    | { readonly kind: 'execution'; readonly content: unknown };
  readonly approvalRequestId?: string;
}

export interface ToolSearchWork {
  readonly tool: 'tool-search';
  /** What was searched for, as JSON. */
  readonly arguments: unknown;
}

/** The tools that a search has found, as the caller declared them. */
export interface LoadedToolsWork {
  readonly tool: 'loaded-tools';
  readonly tools: readonly object[];
}

export interface ShellWork {
  readonly tool: 'shell';
  readonly callId: string;
  readonly containerId: string;
  readonly commands: readonly string[];
  /** Milliseconds. */
  readonly timeout?: number;
  /** Characters. */
  readonly longestOutput?: number;
  /** The call of the program that runs them; absent: the model does. */
  readonly caller?: string;
}

export interface ShellOutputWork {
  readonly tool: 'shell-output';
  readonly callId: string;
  /** One for each command. */
  readonly outputs: readonly {
    readonly stdout: string;
    readonly stderr: string;
    /** Undefined after a timeout. */
    readonly exitCode?: number;
  }[];
  readonly longestOutput?: number;
  /** As of {@link ShellWork}. */
  readonly caller?: string;
}

/** A program that calls tools. */
export interface ProgramWork {
  readonly tool: 'program';
  readonly callId: string;
  readonly code: string;
  /** What it does, sealed: it goes on from that when its caller sends the results of its calls. */
  readonly fingerprint: string;
}

/** A call of a program that the caller of the API runs. */
export interface ProgramCallWork {
  readonly tool: 'program-call';
  /** The call of the program. */
  readonly caller: string;
  readonly call: {
    readonly id: string;
    readonly kind: 'function' | 'custom';
    readonly name: string;
    readonly input: string;
  };
}

/** What a program ends with. */
export interface ProgramOutputWork {
  readonly tool: 'program-output';
  readonly callId: string;
  readonly result: string;
  /** False if the program was cut off before it was complete. */
  readonly isWhole: boolean;
}

/** What an agent can do about other agents. */
export type AgentAction =
  | 'spawn_agent'
  | 'interrupt_agent'
  | 'list_agents'
  | 'send_message'
  | 'followup_task'
  | 'wait_agent';

/** An agent does something about other agents. */
export interface AgentCallWork {
  readonly tool: 'agent-call';
  readonly callId: string;
  readonly action: AgentAction;
}

export interface AgentResultWork {
  readonly tool: 'agent-result';
  readonly callId: string;
  readonly action: AgentAction;
  readonly output: string;
}

/** What one agent tells another. */
export interface AgentMessageWork {
  readonly tool: 'agent-message';
  readonly author: string;
  readonly recipient: string;
  /** Only the server can read it. */
  readonly sealed: string;
}
