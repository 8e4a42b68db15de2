import type { GenerationRequest, Tool, Turn } from '../../engine/request.ts';

/** A step that an agent has made: a call of a tool, and what came of it. */
export interface Step {
  readonly name: string;
  /** The arguments as JSON text. */
  readonly input: string;
  readonly result: string;
}

/** How an agent that works in text writes what it does next. */
export interface Writer {
  call(name: string, input: { readonly [parameter: string]: unknown }): string;
  answer(text: string): string;
}

/** An agent whose tools and steps stand in the text of its prompt. */
export interface Agent {
  readonly tools: readonly Tool[];
  /** What it is to do or to answer. */
  readonly task: string;
  readonly steps: readonly Step[];
  readonly writer: Writer;
}

/** The request of an agent as one with tools: its steps are calls and results. */
export function asToolRequest(request: GenerationRequest, agent: Agent): GenerationRequest {
  const turns: Turn[] = [{ role: 'user', parts: [{ kind: 'text', text: agent.task }] }];
  for (const [index, { name, input, result }] of agent.steps.entries()) {
    const id = `step_${index + 1}`;
    turns.push(
      { role: 'assistant', parts: [], toolCalls: [{ id, kind: 'function', name, input }] },
      { role: 'tool', parts: [{ kind: 'text', text: result }], toolCallId: id },
    );
  }
  return {
    ...request,
    turns,
    tools: agent.tools,
    toolChoice: { mode: 'auto' },
    parallelToolCalls: false,
    format: { kind: 'text' },
  };
}
