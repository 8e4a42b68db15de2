import type { ModelCard } from '../../../engine/models/card.ts';
import { Fault } from '../../../kernel/fault.ts';
import { invalid } from '../invalid.ts';
import { judgeSchemas, type SchemaOptions } from '../judge-schemas.ts';
import { malformedId } from '../object-id.ts';
import { isLonger, LARGEST_STORED } from '../storable.ts';
import { checkAgents } from './checks/agents.ts';
import { checkBackgroundOptions } from './checks/background.ts';
import { checkFormat } from './checks/format.ts';
import { schemasOf } from './checks/given-schemas.ts';
import { checkModel, checkRefused } from './checks/model.ts';
import { conversationId } from './conversation-id.ts';
import type { FilledPrompt } from './prompt.ts';
import type { ResponseCall } from './response-call.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import { checkTools } from './tools/check-tools.ts';

/**
 * Checks what the request schema cannot express: parameters that depend on each other, what the model does not support,
 * tools, and JSON schemas in the request.
 *
 * @returns the real API's error message for a strict schema that is served here although the real API would reject it;
 * undefined if there is none
 * @throws Fault for the first problem found
 */
export function checkResponse(
  body: ResponseCall['body'],
  model: ModelCard,
  options: SchemaOptions & { readonly prompt?: FilledPrompt | undefined },
): string | undefined {
  checkModel(body, model);
  checkState(body, options.prompt);
  checkItems(body);
  checkAgents(body, model);
  checkRefused(body, model);
  checkTools(body, model);
  checkFormat(body, options.prompt);
  return judgeSchemas(schemasOf(body), model, options);
}

/** Parameters whose effect is not simulated. */
const NOT_SERVED = ['image'] as const;

function checkState(body: CreateResponseRequest, prompt: FilledPrompt | undefined): void {
  const { previous_response_id: previous, conversation, background, stream, stream_options: options } = body;
  if (previous !== undefined && conversation !== undefined) {
    throw invalid(
      'previous_response_id',
      "Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Ensure you are only providing one of: 'previous_response_id' or 'conversation'.",
      'mutually_exclusive_parameters',
    );
  }
  if (previous !== undefined) checkId(previous, 'previous_response_id', 'resp');
  if (conversation !== undefined) checkId(conversationId(conversation), 'conversation', 'conv');
  for (const param of NOT_SERVED) {
    if (body[param] !== undefined) throw new Fault({ kind: 'unsupported_parameter', param });
  }
  checkBackgroundOptions(body);
  const kept = [body.input, body.instructions, body.tools, body.prompt, prompt?.messages];
  if ((body.store ?? true) && isLonger(kept, LARGEST_STORED)) {
    throw invalid(
      'store',
      `Invalid 'store': this request is too large to be stored. Its input, prompt and tools may have at most ${LARGEST_STORED} characters. Set 'store' to false.`,
      'invalid_value',
    );
  }
  if (background && body.store === false) {
    throw invalid('background', "Background mode requires 'store' to be true.", 'invalid_value');
  }
  if (options && !stream) {
    throw invalid(
      'stream_options',
      "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
    );
  }
}

/** @throws Fault for an item whose effect is not simulated */
function checkItems({ input }: CreateResponseRequest): void {
  if (!Array.isArray(input)) return;
  const index = input.findIndex(({ type }) => type === 'compaction_trigger');
  if (index === -1) return;
  throw invalid(
    `input[${index}].type`,
    "Items of type 'compaction_trigger' are not supported by this server. Leave it out and set 'context_management', or call `POST /responses/compact`.",
    'unsupported_value',
  );
}

/** @throws Fault for an id that cannot be one of this kind */
function checkId(id: string, param: string, prefix: string): void {
  const fault = malformedId(param, id, prefix);
  if (fault) throw fault;
}
