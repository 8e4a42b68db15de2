import { AnswerTooLarge, ContextExceeded, FormUnmet } from '../../../engine/errors.ts';
import { Fault } from '../../../kernel/fault.ts';
import { toContextFault } from '../../../serving/context-fault.ts';
import { answerTooLarge } from '../answer-limit.ts';
import type { ChatCompletionRequest } from './schema.ts';

/** Rethrows errors of the engine as API faults, and any other error unchanged. */
export function rethrow(error: unknown, body: ChatCompletionRequest): never {
  if (error instanceof FormUnmet) throw unmet(error, body);
  if (error instanceof AnswerTooLarge)
    throw answerTooLarge(error, body, "smaller values of 'n', 'top_logprobs' or 'max_completion_tokens'");
  throw error instanceof ContextExceeded ? toContextFault(error, 'messages') : error;
}

function unmet({ of, subject, message }: FormUnmet, body: ChatCompletionRequest): Fault {
  const tools = body.tools ?? [];
  const functions = body.functions ?? [];
  switch (of) {
    case 'format':
      return new Fault({
        kind: 'invalid_value',
        param: 'response_format',
        message: `Invalid schema for response_format '${subject}': ${message}`,
        code: null,
      });
    case 'function': {
      const index = tools.findIndex((tool) => tool.type === 'function' && tool.function.name === subject);
      const legacy = functions.findIndex(({ name }) => name === subject);
      return new Fault({
        kind: 'invalid_value',
        param: index >= 0 ? `tools[${index}].function.parameters` : `functions[${legacy}].parameters`,
        message: `Invalid schema for function '${subject}': ${message}`,
        code: 'invalid_function_parameters',
      });
    }
    case 'custom': {
      const index = tools.findIndex((tool) => tool.type === 'custom' && tool.custom.name === subject);
      return new Fault({
        kind: 'invalid_value',
        param: `tools[${index}].custom.format.grammar.definition`,
        message: `Invalid grammar for custom tool '${subject}': ${message}`,
        code: null,
      });
    }
  }
}
