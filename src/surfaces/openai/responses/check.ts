import { type ModelCard, serves } from '../../../engine/models/card.ts';
import type { ToolCall, Turn } from '../../../engine/request.ts';
import { Fault } from '../../../kernel/fault.ts';
import { invalid } from '../invalid.ts';
import { type GivenSchema, judgeSchemas, type SchemaOptions } from '../judge-schemas.ts';
import { malformedId } from '../object-id.ts';
import { checkMembers } from '../refused-members.ts';
import { isLonger, LARGEST_STORED } from '../storable.ts';
import { effortOf } from './decode.ts';
import type { FilledPrompt } from './prompt.ts';
import type { InputItem } from './schema/items.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import type { Tool } from './schema/tools.ts';
import { safetyCheckId } from './tools/computers.ts';
import { isCallable } from './tools/declare-tools.ts';
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
  options: SchemaOptions & { readonly prompt?: FilledPrompt | undefined },
): string | undefined {
  checkModel(body, model);
  checkState(body, options.prompt);
  checkRefused(body, model);
  checkTools(body, model);
  checkFormat(body, options.prompt);
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

/** A later window is cheaper: it is for responses of the usual tier that nobody watches. All end well within it. */
function checkBackgroundOptions(body: CreateResponseRequest): void {
  const { background_options: options, background, stream, service_tier: tier = 'auto' } = body;
  if (options === undefined) return;
  const { completion_window: window = 'soonest', continuation_id: continuation } = options;
  if (!background) {
    throw invalid(
      'background_options',
      "The 'background_options' parameter is only allowed when 'background' is enabled.",
    );
  }
  if (window !== 'soonest' && (stream || (tier !== 'auto' && tier !== 'default'))) {
    const clash = stream ? "'stream'" : `the service tier '${tier}'`;
    throw invalid(
      'background_options.completion_window',
      `The completion window '${window}' cannot be combined with ${clash}. Use 'soonest'.`,
      'invalid_value',
    );
  }
  if (continuation !== undefined) {
    throw invalid(
      'background_options.continuation_id',
      `Invalid 'background_options.continuation_id': this server has no continuation '${continuation}'. Leave it out.`,
      'invalid_value',
    );
  }
}

/** Parameters whose effect is not simulated. */
const NOT_SERVED = ['image'] as const;

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

function checkTools(body: CreateResponseRequest, model: ModelCard): void {
  const { tools = [], tool_choice: choice, input } = body;
  if (tools.length > 0 && !model.tools) throw new Fault({ kind: 'unsupported_parameter', param: 'tools' });
  const names = new Set<string>();
  for (const [index, tool] of tools.entries()) {
    const at = `tools[${index}]`;
    checkTool(tool, at, model);
    const [name, member] = nameOf(tool);
    if (name === undefined) continue;
    if (names.has(name)) {
      throw invalid(
        `${at}.${member}`,
        `Invalid 'tools': the name '${name}' is used more than once.`,
        'invalid_value',
      );
    }
    names.add(name);
  }
  const canSearch = tools.some(({ type }) => type === 'tool_search');
  if (!canSearch) checkDeferred(tools, 'tools');
  if (Array.isArray(input)) checkAdded(input, model, canSearch);
  checkToolChoice(choice, tools);
}

/** The name that a tool has for itself, and the member that states it. */
function nameOf(tool: Tool): [string | undefined, string] {
  const name = kindOf(tool.type)?.name;
  if (name !== undefined) return [name, 'type'];
  if (tool.type === 'mcp') return [tool.server_label, 'server_label'];
  return ['name' in tool ? tool.name : undefined, 'name'];
}

function checkTool(tool: Tool, at: string, model: ModelCard): void {
  const kind = kindOf(tool.type);
  if (kind === undefined) {
    throw invalid(`${at}.type`, `The tool '${tool.type}' is not simulated yet.`, 'unsupported_value');
  }
  kind.check?.(tool, at, model);
}

/** A tool that is loaded later is never called if it cannot be searched for. */
function checkDeferred(tools: readonly Tool[], list: string): void {
  for (const [index, tool] of tools.entries()) {
    const inside = tool.type === 'namespace' ? tool.tools.findIndex(({ defer_loading: later }) => later) : -1;
    const isDeferred = 'defer_loading' in tool && tool.defer_loading === true;
    if (!isDeferred && inside < 0) continue;
    const at = isDeferred ? `${list}[${index}]` : `${list}[${index}].tools[${inside}]`;
    throw invalid(
      `${at}.defer_loading`,
      `Invalid '${at}.defer_loading': tools that are loaded later need the tool 'tool_search' in 'tools'.`,
      'invalid_value',
    );
  }
}

/** Tools that items add are called as they are: the caller of a later request need not declare them. */
function checkAdded(items: readonly InputItem[], model: ModelCard, canSearch: boolean): void {
  for (const [index, item] of items.entries()) {
    if (item.type !== 'additional_tools' && item.type !== 'tool_search_output') continue;
    // What a search has found is loaded.
    if (item.type === 'additional_tools' && !canSearch) checkDeferred(item.tools, `input[${index}].tools`);
    for (const [place, tool] of item.tools.entries()) {
      const at = `input[${index}].tools[${place}]`;
      if (isCallable(tool)) checkTool(tool, at, model);
      // A search names the tools of a server that it has found.
      else if (tool.type !== 'mcp' || item.type === 'additional_tools') {
        throw invalid(
          `${at}.type`,
          `Invalid '${at}.type': items can add functions, custom tools and namespaces. Put other tools into 'tools'.`,
          'unsupported_value',
        );
      }
    }
  }
}

function checkToolChoice(choice: CreateResponseRequest['tool_choice'], tools: readonly Tool[]): void {
  if (choice === undefined || typeof choice === 'string') {
    if (choice !== 'required' || tools.length > 0) return;
    throw invalid('tool_choice', "Tool choice 'required' must be specified with 'tools' parameter.");
  }
  // Functions may be in the conversation.
  if (choice.type === 'allowed_tools' || choice.type === 'function' || choice.type === 'custom') return;
  const isOffered = tools.some(
    (tool) =>
      isChosen(tool.type, choice.type) &&
      (choice.type !== 'mcp' || tool.type !== 'mcp' || tool.server_label === choice.server_label),
  );
  if (isOffered) return;
  throw invalid('tool_choice', `Tool choice '${choice.type}' not found in 'tools' parameter.`);
}

/** Whether a choice of a type means a tool of a type: `computer_use` is any computer. */
function isChosen(type: Tool['type'], chosen: string): boolean {
  const name = nameOfType(chosen);
  return type === chosen || (name !== undefined && name === nameOfType(type));
}

function checkFormat(
  { text, input, instructions }: CreateResponseRequest,
  prompt: FilledPrompt | undefined,
): void {
  if (text?.format?.type !== 'json_object') return;
  const items = typeof input === 'string' ? [input] : (input ?? []);
  if ([instructions ?? '', ...(prompt?.messages ?? []), ...items].some(mentionsJson)) return;
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

function* schemasOf({ tools = [], input, text }: CreateResponseRequest): Iterable<GivenSchema> {
  yield* schemasOfTools(tools, 'tools');
  for (const [index, item] of Array.isArray(input) ? input.entries() : []) {
    if (item.type === 'additional_tools' || item.type === 'tool_search_output') {
      yield* schemasOfTools(item.tools, `input[${index}].tools`);
    }
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

function* schemasOfTools(tools: readonly Tool[], at: string): Iterable<GivenSchema> {
  for (const [index, tool] of tools.entries()) {
    if (tool.type === 'namespace') yield* schemasOfTools(tool.tools, `${at}[${index}].tools`);
    if (tool.type !== 'function') continue;
    const { name, parameters: schema, strict } = tool;
    const code = 'invalid_function_parameters';
    const param = `${at}[${index}].parameters`;
    yield { schema, isStrict: strict === true, param, owner: `function '${name}'`, code };
  }
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
