import type { Abort } from '../runtime/abort.ts';
import type { Random } from '../runtime/random.ts';
import type { ModelCard, ReasoningEffort } from './models/card.ts';
import type { Declined } from './ports/refuser.ts';
import type { CitedSource, StagedWork } from './ports/work.ts';
import type { ImageSize } from './tokenizer/vision.ts';

/** A generation request, independent of any API. Each surface's `decode.ts` creates it. */
export interface GenerationRequest {
  readonly model: ModelCard;
  /** The conversation so far, oldest first. A text to continue is a single `user` turn. */
  readonly turns: readonly Turn[];
  /**
   * Present: the only turn is a text to continue rather than a message to answer, without chat template or
   * reasoning.
   */
  readonly continuation?: Continuation;
  readonly tools: readonly Tool[];
  /** Tools that a search of the model can find. It does not know them before, so they are no part of the prompt. */
  readonly deferred?: readonly Tool[] | undefined;
  readonly toolChoice: ToolChoice;
  readonly parallelToolCalls: boolean;
  /** Calls of hosted tools that are run at most. Absent: no limit but that of the engine. */
  readonly maxHostedCalls?: number | undefined;
  /** What happens before the model is asked. */
  readonly openings?: readonly Opening[] | undefined;
  /** Files that hosted tools can read, though they are no part of the conversation. */
  readonly files?: readonly FilePart[] | undefined;
  /** Called when an answer has been composed, or has failed, if openings or calls of hosted tools were possible. */
  readonly closing?: (() => void) | undefined;
  /** Sources that the conversation contains: the answer cites them where it says what they say. */
  readonly sources?: readonly CitedSource[] | undefined;
  readonly format: OutputFormat;
  /** Number of independent answers; at least 1. */
  readonly choices: number;
  readonly limits: Limits;
  readonly sampling: Sampling;
  /** Alternatives per token to report (0 to 20); absent: no log probabilities. */
  readonly topLogprobs?: number;
  /** Alternatives per token of the prompt to report (0 to 20); absent: no log probabilities of the prompt. */
  readonly promptLogprobs?: number | undefined;
  /** Report the ids of the tokens of the prompt and of the answer. */
  readonly tokenIds?: boolean | undefined;
  /** Keep only this many tokens of the prompt, the last ones; absent: a prompt that does not fit is refused. */
  readonly truncation?: number | undefined;
  /** Report the usage so far with every event. */
  readonly continuousUsage?: boolean;
  /** Absent on models that do not reason. */
  readonly reasoningEffort?: ReasoningEffort;
  /** Present: reasoning is also told in a summary. */
  readonly reasoningSummary?: 'concise' | 'detailed' | undefined;
  readonly verbosity: 'low' | 'medium' | 'high';
  /** The text the caller expects, for speculative decoding. */
  readonly prediction?: string;
  /** Present: planning ends with an error as soon as the choices planned so far exceed this size. */
  readonly sizeLimit?: SizeLimit | undefined;
  /** Groups a tenant's requests that share a prompt cache. */
  readonly cacheKey?: string;
  /** Where requests wait for each other: 0 is usual, higher is sooner. */
  readonly priority?: number | undefined;
  /** Present: the request is declined, for this reason. */
  readonly declined?: Declined | undefined;
  /** Present: the answer cites sources from a simulated web search. */
  readonly webSearch?: { readonly contextSize: 'low' | 'medium' | 'high'; readonly place?: string };
}

/** Bounds the size of an answer that is sent as a whole, all choices together. */
export interface SizeLimit {
  readonly bytes: number;
  /** Size of one log probability in the caller's format: of a token, or of one of its alternatives. */
  readonly bytesPerLogprob: number;
  /** Maximum bytes of all that hosted tools have made and found. */
  readonly worksBytes?: number;
  /** How many choices of each prompt are sent, if some are only compared. */
  readonly sent?: number;
}

/** Properties of a text to continue, besides the text itself. */
export interface Continuation {
  /** The tokens of the text if the request contained tokens; absent when it contained text. */
  readonly tokens?: readonly number[];
  /** The text after the gap to be filled; absent when there is none. */
  readonly suffix?: string;
  /** Also report the log probabilities of the text's own tokens, if those of the answer are requested. */
  readonly echo: boolean;
}

export interface Turn {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  /** The speaker's name, or the called function's for a legacy function result. */
  readonly name?: string;
  readonly parts: readonly Part[];
  /** Calls an assistant turn made. */
  readonly toolCalls?: readonly ToolCall[];
  /** The call a tool turn answers. */
  readonly toolCallId?: string;
}

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string }
  | {
      /** What the assistant has thought before it called tools: part of the prompt, but not of what was said. */
      readonly kind: 'reasoning';
      readonly text: string;
    }
  | {
      readonly kind: 'image';
      readonly url: string;
      readonly detail: 'auto' | 'low' | 'high';
      /** Absent if it cannot be measured, such as an image at a remote URL, which is not fetched. */
      readonly size?: ImageSize;
    }
  | {
      readonly kind: 'video';
      readonly url: string;
      /** Of a frame. Absent, as the duration, if it cannot be measured. */
      readonly size?: ImageSize;
      readonly seconds?: number;
    }
  | {
      readonly kind: 'audio';
      readonly data: string;
      readonly format: string;
      /** Its duration; absent if it is not known. */
      readonly seconds?: number;
      /** Its transcript, if known. */
      readonly transcript?: string | undefined;
    }
  | {
      readonly kind: 'file';
      readonly name?: string;
      /** Identifies its content: the data as sent, or a digest. */
      readonly digest: string;
      readonly content: FileContent;
      /** Present if it is an image that is stored: the id of the file. */
      readonly imageId?: string;
    };

export type FilePart = Extract<Part, { readonly kind: 'file' }>;

/** The text of a text file, or the size of any other file. */
export type FileContent = { readonly text: string } | { readonly bytes: number };

/** The words of a part; undefined if it has none or they are not known. */
export function saidBy(part: Part): string | undefined {
  if (part.kind === 'text') return part.text;
  return part.kind === 'audio' ? part.transcript : undefined;
}

/** The words of several turns, joined without a separator. */
export function textOf(turns: readonly Turn[]): string {
  return turns.map(({ parts }) => textOfParts(parts)).join('');
}

/** The words of several parts, joined without a separator. */
export function textOfParts(parts: readonly Part[]): string {
  return parts.map((part) => saidBy(part) ?? '').join('');
}

export interface ToolCall {
  readonly id: string;
  readonly kind: 'function' | 'custom';
  readonly name: string;
  /** A function's arguments as JSON text, a custom tool's free text. */
  readonly input: string;
  /** Present: a call of a tool that models are trained to use. */
  readonly native?: NativeTool;
  /** Whether its result may come later than the next request. */
  readonly isAsync?: boolean;
  /** Present: the container that commands were run in. Absent: on the caller's machine, or not known. */
  readonly container?: string;
  /** Present: the call of a program that is written with it: what the program does. */
  readonly program?: Program;
  /** The id of the call of a program that has made this one. `programs.ts` puts such calls into `made`. */
  readonly caller?: string | undefined;
  /** Of a program: the calls that it has made. They are no part of the prompt. */
  readonly made?: readonly MadeCall[];
}

/**
 * What a program does: it makes calls in rounds, each when the results of the one before are there, and ends with what it
 * has found. It is data: the text of a program is never evaluated.
 */
export interface Program {
  readonly rounds: readonly (readonly ProgramCall[])[];
}

/** A call that a program makes. */
export interface ProgramCall extends Pick<ToolCall, 'kind' | 'name' | 'input' | 'native'> {
  /** What the result is called in what the program ends with. */
  readonly label: string;
  /** The members of an object that the program goes on with. Absent: the whole result. */
  readonly keeps?: readonly string[];
}

/** A call that a program has made. */
export interface MadeCall extends Pick<ToolCall, 'id' | 'kind' | 'name' | 'input' | 'native' | 'container'> {
  /** Absent while it is open. */
  readonly result?: readonly Part[];
}

/** Who calls a tool: the model, programs that it writes, or both. */
export type Callers = 'model' | 'programs' | 'both';

export type Tool =
  | {
      readonly kind: 'function';
      /** The name of a tool in a group begins with that of the group and a dot (`tool-group.ts`). */
      readonly name: string;
      readonly description: string;
      /** What the tools of its group are for. */
      readonly groupDescription?: string | undefined;
      /** A JSON Schema; absent: no parameters. */
      readonly parameters?: JsonSchema;
      readonly strict: boolean;
      /**
       * Present: what the tool is for is known without its description, and models decide about it in their own way.
       */
      readonly native?: NativeTool;
      /** Present: the tool is hosted. The engine runs it, and the model goes on with the result. */
      readonly run?: RunHosted;
      /** Whether results may come later than the request that follows a call. */
      readonly isAsync?: boolean;
      /** Default: the model. */
      readonly callers?: Callers;
      /** A JSON Schema of its results, if they are JSON. */
      readonly output?: JsonSchema;
    }
  | {
      readonly kind: 'custom';
      readonly name: string;
      readonly description: string;
      readonly groupDescription?: string | undefined;
      /** A grammar the input must match; absent: free text. */
      readonly grammar?: { readonly syntax: 'lark' | 'regex'; readonly definition: string };
      /** As of functions. */
      readonly isAsync?: boolean;
      /** Default: the model. */
      readonly callers?: Callers;
    };

export type FunctionTool = Extract<Tool, { readonly kind: 'function' }>;

/**
 * Runs one call of a hosted tool: a tool that the platform runs itself while it answers, such as a search. What goes
 * wrong is a result that the model reads; a rejection fails the whole answer.
 *
 * @example
 * const run: RunHosted = ({ input }) => ({
 *   works: [{ work: { tool: 'file-search', queries: [input], results: [] }, stages: [{ name: 'completed', after: 400 }] }],
 *   read: [{ kind: 'text', text: 'Nothing was found.' }],
 * });
 */
export type RunHosted = (call: HostedCall) => HostedRun | Promise<HostedRun>;

export interface HostedCall {
  /** What the model has written: a function's arguments as JSON text. */
  readonly input: string;
  /** What a program does, if the call is one of a program. */
  readonly program?: Program | undefined;
  /** How many calls of hosted tools are left, this one included. */
  readonly left: number;
  /** The request as the model has read it, with what came of earlier calls. */
  readonly request: GenerationRequest;
  /** Seeded from the request and the number of the call. */
  readonly random: Random;
  /** Fires if the caller leaves. */
  readonly abort: Abort | undefined;
}

/** What becomes of a call. */
export interface HostedRun {
  /** What is done, in order: at least one. The model writes the call of the first one; the others follow from it. */
  readonly works: readonly StagedWork[];
  /** What the model reads of the result. */
  readonly read: readonly Part[];
  /** What the text that follows may cite. */
  readonly sources?: readonly CitedSource[];
  /** Tools that the model can call from now on. */
  readonly loaded?: readonly Tool[];
  /** Tools that a search can find from now on. */
  readonly deferred?: readonly Tool[];
  /** Of a program: the calls that it has made. */
  readonly made?: readonly MadeCall[];
  /** Calls of hosted tools that it was; default 1. */
  readonly calls?: number;
  /** The run goes on with another request: works of it are calls whose results come with that. The answer ends. */
  readonly waits?: boolean;
  /** What other agents do after the first work and before the others, one after the other. */
  readonly delegated?: readonly Delegated[];
}

/**
 * A task of another agent: the same model, which reads the conversation and the task, and uses the hosted tools. The model that
 * has delegated it reads its report.
 */
export interface Delegated {
  readonly agent: string;
  readonly task: string;
  /** Reports what the agent has said in the end. */
  report(said: string): Report;
}

export interface Report {
  /** How the report is told. It follows from what has been said: nothing is written for it. */
  readonly told: StagedWork;
  /** What the model reads that has delegated the task. */
  readonly read: readonly Part[];
}

/**
 * Something that happens before the model is asked, for example that the tools of a server are listed. The model reads
 * what a call of this `name` and `input` has resulted in, if they are given, or the result of a call that it has made.
 */
export interface Opening {
  readonly name?: string;
  readonly input?: string;
  /** The id of a call in the conversation whose result it is. */
  readonly answers?: string;
  readonly run: RunHosted;
}

/** Tools that models are trained to use. */
export type NativeTool =
  | 'web-search'
  | 'file-search'
  | 'image-generation'
  | 'code-interpreter'
  | 'computer'
  | 'shell'
  | 'apply-patch'
  | 'tool-search'
  | 'program'
  | 'agents';

/** What is allowed are tools, or groups of them, by name. */
export type ToolChoice =
  | { readonly mode: 'none' }
  | { readonly mode: 'auto'; readonly allowed?: readonly string[] }
  | { readonly mode: 'required'; readonly allowed?: readonly string[] }
  | { readonly mode: 'named'; readonly name: string };

export type OutputFormat =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | {
      readonly kind: 'schema';
      readonly name: string;
      readonly schema: JsonSchema;
      readonly strict: boolean;
      /** The decoder knows it, but the model does not read it: it is no part of the prompt. */
      readonly unprompted?: boolean;
    }
  /** A text, of which the model does not read either what it has to be. */
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'grammar'; readonly syntax: 'lark' | 'regex' | 'ebnf'; readonly definition: string };

export interface Limits {
  /** Completion tokens, reasoning included. Absent: the model's own limit. */
  readonly maxTokens?: number;
  readonly minTokens: number;
  /** Always generates `maxTokens`, regardless of the end of the answer. */
  readonly ignoreEos: boolean;
  /** Strings that end the answer. They are not part of it unless `includesStop` is set. */
  readonly stop: readonly string[];
  readonly includesStop?: boolean;
  /** Tokens that end the answer and are part of neither its text nor its tokens. */
  readonly stopTokens?: readonly number[];
}

export interface Sampling {
  readonly seed?: number;
  readonly temperature: number;
  readonly topP: number;
  readonly frequencyPenalty: number;
  readonly presencePenalty: number;
  /** Token id to a bias from -100 (never) to 100 (always). */
  readonly logitBias: ReadonlyMap<number, number>;
}

/** A JSON Schema as a client sent it. Untrusted: its size and recursion are bounded where it is read. */
export type JsonSchema = { readonly [keyword: string]: unknown } | boolean;
