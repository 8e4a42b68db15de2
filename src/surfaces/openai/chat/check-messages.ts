import type { ModelCard, PlatformRules } from '../../../engine/models/card.ts';
import { Fault } from '../../../kernel/fault.ts';
import { countCharacters } from '../count-characters.ts';
import { invalid } from '../invalid.ts';
import type { Readings } from '../media/readings.ts';
import type { Message } from './schema.ts';

/**
 * Validates messages: each one by the rules of the model's platform, their order, and whether the model can
 * read their content.
 *
 * @throws Fault for the first problem found
 */
export function checkMessages(messages: readonly Message[], model: ModelCard, readings: Readings): void {
  const { rules } = model;
  if (rules) {
    checkLength('array', messages.length, 'messages', { atMost: MOST_MESSAGES });
    messages.forEach((message, index) => {
      checkByRules(message, `messages[${index}]`, rules);
    });
  }
  checkConversation(messages);
  messages.forEach((message, index) => {
    checkContent(message, `messages[${index}].content`, model, readings);
  });
}

// Platform rules

interface TextRule {
  readonly atLeast?: number;
  /** In code points, not UTF-16 code units. */
  readonly atMost: number;
  readonly pattern?: string;
}

const NAME: TextRule = { atLeast: 1, atMost: 64, pattern: '^[^\\s<|\\\\/>]+$' };
const FUNCTION_NAME: TextRule = { atLeast: 1, atMost: 64, pattern: '^[a-zA-Z0-9_-]+$' };
const CALL_ID: TextRule = { atMost: 40 };
const MOST_CALLS = 128;
const MOST_MESSAGES = 2048;

function checkByRules(message: Message, at: string, rules: PlatformRules): void {
  const { role } = message;
  if ((role === 'system' || role === 'developer') && !rules.instructions) {
    throw invalid(
      `${at}.role`,
      `Unsupported value: '${at}.role' does not support '${role}' with this model.`,
      'unsupported_value',
    );
  }
  if (role === 'tool') checkText(message.tool_call_id, `${at}.tool_call_id`, CALL_ID);
  else if (message.name !== undefined) {
    checkText(message.name, `${at}.name`, role === 'function' ? FUNCTION_NAME : NAME);
  }
  if (role === 'assistant') checkCalls(message, at);
  const { content } = message;
  if (role === 'user' || !Array.isArray(content)) return;
  if (content.some(({ type }) => type === 'image_url')) {
    throw invalid(
      at,
      `Invalid '${at}'. Image URLs are only allowed for messages with role 'user', but this message with role '${role}' contains an image URL.`,
      'invalid_value',
    );
  }
}

function checkCalls(
  { tool_calls: calls, function_call: legacy }: Extract<Message, { role: 'assistant' }>,
  at: string,
): void {
  if (legacy) checkText(legacy.name, `${at}.function_call.name`, FUNCTION_NAME);
  if (!calls) return;
  checkLength('array', calls.length, `${at}.tool_calls`, { atLeast: 1, atMost: MOST_CALLS });
  calls.forEach((call, index) => {
    const path = `${at}.tool_calls[${index}]`;
    checkText(call.id, `${path}.id`, CALL_ID);
    if (call.type === 'function') checkText(call.function.name, `${path}.function.name`, FUNCTION_NAME);
    else checkText(call.custom.name, `${path}.custom.name`, FUNCTION_NAME);
  });
}

/** @throws Fault `wrong_length`, `invalid_format` */
export function checkText(text: string, param: string, rule: TextRule): void {
  checkLength('string', text.length > rule.atMost ? countCharacters(text) : text.length, param, rule);
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, 'u').test(text)) {
    throw new Fault({ kind: 'invalid_format', param, expected: rule.pattern, given: text });
  }
}

function checkLength(
  of: 'string' | 'array',
  given: number,
  param: string,
  { atLeast = 0, atMost }: TextRule,
): void {
  if (given < atLeast) {
    throw new Fault({ kind: 'wrong_length', param, of, side: 'below', bound: atLeast, given });
  }
  if (given > atMost) {
    throw new Fault({ kind: 'wrong_length', param, of, side: 'above', bound: atMost, given });
  }
}

// Message order

/** Tool results must answer calls of the preceding assistant message, and every call must be answered. */
function checkConversation(messages: readonly Message[]): void {
  let open: Set<string> | undefined;
  messages.forEach((message, index) => {
    if (message.role === 'tool') {
      if (!open) {
        throw invalid(
          `messages[${index}].role`,
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        );
      }
      open.delete(message.tool_call_id);
      return;
    }
    checkAnswered(open, index);
    open =
      message.role === 'assistant' && message.tool_calls && message.tool_calls.length > 0
        ? new Set(message.tool_calls.map((call) => call.id))
        : undefined;
    checkAssistant(message, index);
  });
  checkAnswered(open, messages.length);
}

function checkAnswered(open: ReadonlySet<string> | undefined, index: number): void {
  if (!open || open.size === 0) return;
  throw invalid(
    `messages[${index - 1}].role`,
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].slice(0, 16).join(', ')}`,
  );
}

function checkAssistant(message: Message, index: number): void {
  if (message.role !== 'assistant') return;
  // An answer that was cut off while reasoning has only `reasoning_content` when it is sent back.
  const says =
    message.content ?? message.refusal ?? message.function_call ?? message.audio ?? message.reasoning_content;
  if (says === undefined && !message.tool_calls?.length) {
    throw invalid(
      `messages[${index}].content`,
      "Invalid value for 'content': expected a string, got null. An assistant message needs 'content', 'refusal' or 'tool_calls'.",
    );
  }
}

// Content the model can read

function checkContent(message: Message, path: string, model: ModelCard, readings: Readings): void {
  if (!Array.isArray(message.content)) return;
  message.content.forEach((part, index) => {
    const at = `${path}[${index}]`;
    const unsupported = (type: string): Fault =>
      invalid(`${at}.type`, `Invalid content type. ${type} is only supported by certain models.`);
    switch (part.type) {
      case 'image_url':
        if (!model.input.image) throw unsupported('image_url');
        checkImage(part.image_url.url, `${at}.image_url.url`, readings.has(part));
        break;
      case 'video_url':
        // None of OpenAI's models reads videos.
        if (!model.input.image || model.rules) throw unsupported('video_url');
        checkVideo(part.video_url.url, `${at}.video_url.url`, readings.has(part));
        break;
      case 'input_audio':
        if (!model.input.audio) throw unsupported('input_audio');
        if (!readings.has(part)) {
          throw invalid(
            `${at}.input_audio.data`,
            `Invalid '${at}.input_audio.data': expected base64-encoded ${part.input_audio.format} audio, but the data could not be decoded.`,
            'invalid_value',
          );
        }
        break;
      case 'file':
        if (!model.input.file) throw unsupported('file');
        if (!readings.has(part)) throw unreadable(part.file, at);
        break;
    }
  });
}

/** Far more than clients and servers accept, and quick to parse. */
const LONGEST_URL = 65_536;

function checkImage(url: string, param: string, isReadable: boolean): void {
  if (/^https?:\/\//i.test(url)) {
    if (url.length <= LONGEST_URL && URL.canParse(url)) return;
  } else if (url.startsWith('data:')) {
    if (isReadable) return;
    throw invalid(
      param,
      "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
      'invalid_image_format',
    );
  }
  throw invalid(
    param,
    `Invalid '${param}'. Expected a valid URL, but got a value with an invalid format.`,
    'invalid_value',
  );
}

function checkVideo(url: string, param: string, isReadable: boolean): void {
  if (isReadable || (/^https?:\/\//i.test(url) && url.length <= LONGEST_URL && URL.canParse(url))) return;
  throw invalid(
    param,
    `Invalid '${param}'. Expected the URL of a video, or a data URI with a media type of 'video/*' and base64 data.`,
    'invalid_value',
  );
}

function unreadable(
  { file_data: data, file_id: id }: { file_data?: string; file_id?: string },
  at: string,
): Fault {
  if (id !== undefined)
    return new Fault({ kind: 'not_found', noun: 'file', id, param: `${at}.file.file_id` });
  if (data === undefined) return new Fault({ kind: 'missing_parameter', param: `${at}.file.file_id` });
  return invalid(
    `${at}.file.file_data`,
    `Invalid '${at}.file.file_data': expected base64-encoded data or a data URL, but the data could not be decoded.`,
    'invalid_value',
  );
}
