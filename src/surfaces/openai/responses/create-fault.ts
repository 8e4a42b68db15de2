import { AnswerTooLarge, FormUnmet } from '../../../engine/errors.ts';
import { Fault } from '../../../kernel/fault.ts';
import { toContextFaultOf } from '../../../serving/context-fault.ts';
import { toSize } from '../answer-limit.ts';
import { unmetForm } from '../unmet-form.ts';
import { formParams } from './form-params.ts';
import type { CreateResponseRequest } from './schema/request.ts';

/** What a caller reads of an error of the engine; other errors stay as they are. */
export function toCreateFault(error: unknown, body: CreateResponseRequest): unknown {
  if (error instanceof FormUnmet) return unmetForm(error, formParams(body));
  if (error instanceof AnswerTooLarge) {
    const [what, advice] = TOO_LARGE[error.of];
    const message = `The ${what} would have more than ${toSize(error.limit)}, the limit of this server. ${advice}`;
    return new Fault({ kind: 'invalid_value', param: null, message, code: 'answer_too_large' });
  }
  return toContextFaultOf(error, 'input');
}

const TOO_LARGE = {
  text: ['response', "Use smaller values of 'top_logprobs' or 'max_output_tokens'."],
  works: [
    'results of the hosted tools',
    "Use a smaller value of 'max_tool_calls', and for images a smaller 'size', fewer 'partial_images', or the 'output_format' webp or jpeg.",
  ],
} as const;
