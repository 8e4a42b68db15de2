import { type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ToolCall, Turn } from '../../../engine/request.ts';
import { Fault } from '../../../kernel/fault.ts';
import { invalid } from '../invalid.ts';
import { type GivenSchema, judgeSchemas, type SchemaOptions } from '../judge-schemas.ts';
import { malformedId } from '../object-id.ts';
import { checkMembers } from '../refused-members.ts';
import { isLonger, LARGEST_STORED } from '../storable.ts';
import { effortOf } from './decode.ts';
import type { InputItem } from './schema/items.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import type { Tool } from './schema/tools.ts';
import { safetyCheckId } from './tools/computers.ts';
import { kindOf, nameOfType } from './tools/kinds.ts';

/**
 * Checks what the request schema cannot express: parameters that depend on each other, what the model does not support,
 * tools, and JSON schemas in the request.
 *
 * @returns the real API's error message for a strict schema that is served here although the real API would reject it;
 * undefined if there is none
 * @throws Fault for the first problem found
 */
export function checkResponse(
  body: CreateResponseRequest,
  model: ModelCard,
  options: SchemaOptions,
): string | undefined {
  checkModel(body, model);
  checkState(body);
  checkRefused(body, model);
  checkTools(body, model);
  checkFormat(body);
  return judgeSchemas(schemasOf(body), model, options);
}

function checkModel({ max_output_tokens: most }: CreateResponseRequest, model: ModelCard): void {
  if (!serves(model, 'chat')) {
    throw invalid(
      'model',
      `The requested model '${model.id}' cannot be used with the Responses API.`,
      'model_not_supported',
    );
  }
  if (typeof most === 'number' && most > model.maxOutputTokens) {
    const limit = model.maxOutputTokens;
    throw new Fault({
      kind: 'above_model_limit',
      of: 'completion',
      param: 'max_output_tokens',
      limit,
      given: most,
    });
  }
}

function checkState(body: CreateResponseRequest): void {
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
  if (body.prompt !== undefined) {
    throw invalid('prompt.id', `Prompt with id '${body.prompt.id}' not found.`, 'prompt_not_found');
  }
  if (body.background_options !== undefined && !background) {
    throw invalid(
      'background_options',
      "The 'background_options' parameter is only allowed when 'background' is enabled.",
    );
  }
  if ((body.store ?? true) && isLonger([body.input, body.instructions, body.tools], LARGEST_STORED)) {
    throw invalid(
      'store',
      `Invalid 'store': this request is too large to be stored. Its input and tools may have at most ${LARGEST_STORED} characters. Set 'store' to false.`,
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

/** Parameters whose effect is not simulated. */
const NOT_SERVED = ['context_management', 'moderation', 'image'] as const;

export function conversationId(conversation: NonNullable<CreateResponseRequest['conversation']>): string {
  return typeof conversation === 'string' ? conversation : conversation.id;
}

/** @throws Fault for an id that cannot be one of this kind */
function checkId(id: string, param: string, prefix: string): void {
  const fault = malformedId(param, id, prefix);
  if (fault) throw fault;
}

function checkRefused(body: CreateResponseRequest, model: ModelCard): void {
  const effort = body.reasoning?.effort;
  const efforts = model.reasoning?.efforts;
  if (effort !== undefined && efforts === undefined) {
    throw new Fault({ kind: 'unsupported_parameter', param: 'reasoning.effort' });
  }
  if (effort !== undefined && efforts !== undefined && !efforts.includes(effort)) {
    throw invalid(
      'reasoning.effort',
      `Unsupported value: '${effort}' is not supported with the '${model.id}' model. Supported values are: ${efforts.map((name) => `'${name}'`).join(', ')}.`,
      'unsupported_value',
    );
  }
  checkMembers(body, model, effortOf(body, model) !== 'none');
}

function checkTools({ tools = [], tool_choice: choice }: CreateResponseRequest, model: ModelCard): void {
  if (tools.length > 0 && !model.tools) throw new Fault({ kind: 'unsupported_parameter', param: 'tools' });
  const names = new Set<string>();
  tools.forEach((tool, index) => {
    const kind = kindOf(tool.type);
    if (kind === undefined) {
      throw invalid(
        `tools[${index}].type`,
        `The tool '${tool.type}' is not simulated yet.`,
        'unsupported_value',
      );
    }
    kind.check?.(tool, `tools[${index}]`, model);
    const name = kind.name ?? ('name' in tool ? tool.name : undefined);
    if (name === undefined) return;
    if (names.has(name)) {
      throw invalid(
        `tools[${index}]${kind.name ? '.type' : '.name'}`,
        `Invalid 'tools': the name '${name}' is used more than once.`,
        'invalid_value',
      );
    }
    names.add(name);
  });
  if (choice === undefined || typeof choice === 'string') {
    if (choice !== 'required' || tools.length > 0) return;
    throw invalid('tool_choice', "Tool choice 'required' must be specified with 'tools' parameter.");
  }
  if (choice.type === 'function' || choice.type === 'custom') {
    if (!names.has(choice.name)) {
      throw invalid('tool_choice', `Tool choice '${choice.type}' not found in 'tools' parameter.`);
    }
  } else if (choice.type !== 'allowed_tools' && !tools.some(({ type }) => isChosen(type, choice.type))) {
    throw invalid('tool_choice', `Tool choice '${choice.type}' not found in 'tools' parameter.`);
  }
}

/** Whether a choice of a type means a tool of a type: `computer_use` is any computer. */
function isChosen(type: Tool['type'], chosen: string): boolean {
  const name = nameOfType(chosen);
  return type === chosen || (name !== undefined && name === nameOfType(type));
}

function checkFormat({ text, input, instructions }: CreateResponseRequest): void {
  if (text?.format?.type !== 'json_object') return;
  const items = typeof input === 'string' ? [input] : (input ?? []);
  if ([instructions ?? '', ...items].some(mentionsJson)) return;
  throw invalid(
    'input',
    "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
  );
}

/** Whether a text, or a message in its text, has the word. */
function mentionsJson(item: string | object): boolean {
  if (typeof item === 'string') return /json/i.test(item);
  const { content } = item as { readonly content?: string | readonly { readonly text?: string }[] };
  if (typeof content === 'string') return /json/i.test(content);
  return Array.isArray(content) && content.some(({ text }) => text !== undefined && /json/i.test(text));
}

function* schemasOf({ tools = [], text }: CreateResponseRequest): Iterable<GivenSchema> {
  for (const [index, tool] of tools.entries()) {
    if (tool.type !== 'function') continue;
    const { name, parameters: schema, strict } = tool;
    const code = 'invalid_function_parameters';
    const param = `tools[${index}].parameters`;
    yield { schema, isStrict: strict === true, param, owner: `function '${name}'`, code };
  }
  const format = text?.format;
  if (format?.type !== 'json_schema') return;
  const { name, schema, strict } = format;
  const owner = `response_format '${name}'`;
  yield {
    schema,
    isStrict: strict === true,
    param: 'text.format.schema',
    owner,
    code: 'invalid_json_schema',
  };
}

/**
 * Calls must have results and results must have calls, in the whole conversation.
 *
 * @param items of the request, which say what kind of result has no call
 * @throws Fault for the first call or result without the other
 */
export function checkCalls(turns: readonly Turn[], items: readonly InputItem[]): void {
  const open = new Map<string, ToolCall>();
  const made = new Map<string, ToolCall>();
  for (const { toolCalls = [], toolCallId } of turns) {
    for (const call of toolCalls) {
      made.set(call.id, call);
      open.set(call.id, call);
    }
    if (toolCallId === undefined) continue;
    if (!made.has(toolCallId)) {
      const item = items.find((each) => 'call_id' in each && each.call_id === toolCallId);
      throw invalid(
        'input',
        `No tool call found for ${spoken(item?.type ?? 'function_call_output')} with call_id ${toolCallId}.`,
      );
    }
    open.delete(toolCallId);
  }
  for (const [index, item] of items.entries()) checkAcknowledged(item, index, made);
  for (const [id, call] of open)
    throw invalid('input', `No tool output found for ${kindOfCall(call)} ${id}.`);
}

/**
 * Safety checks of a call have to be acknowledged with its output.
 *
 * @throws Fault for the first that is not
 */
function checkAcknowledged(item: InputItem, index: number, made: ReadonlyMap<string, ToolCall>): void {
  if (item.type !== 'computer_call_output') return;
  const { call_id: callId, acknowledged_safety_checks: acknowledged = [] } = item;
  const call = made.get(callId);
  if (call?.native !== 'computer') return;
  const { safety_checks: codes = [] } = JSON.parse(call.input) as {
    readonly safety_checks?: readonly string[];
  };
  const missing = codes
    .map((_, number) => safetyCheckId(callId, number))
    .filter((id) => !acknowledged.some((check) => check.id === id));
  if (missing.length === 0) return;
  throw invalid(
    `input[${index}].acknowledged_safety_checks`,
    `Missing 'input[${index}].acknowledged_safety_checks': the computer call ${callId} has pending safety checks that are not acknowledged: ${missing.join(', ')}.`,
  );
}

const spoken = (type: string): string => type.replaceAll('_', ' ');

function kindOfCall({ kind, name, native }: ToolCall): string {
  if (native !== undefined) return `${spoken(name)} call`;
  return kind === 'custom' ? 'custom tool call' : 'function call';
}
