import Type, { type Static, type TProperties, type TSchema } from 'typebox';
import { tagged } from '../../../../kernel/tagged.ts';
import { Nullable } from '../../shapes.ts';
import { Annotation, Logprob, OutputText, ReasoningText, Refusal, SummaryText } from './content.ts';
import { ShellOutput } from './item-parts.ts';
import { OutputItem } from './items.ts';
import { ResponseObject } from './response.ts';

/** The events of a streamed response. */

/** About an item of the answer. */
const item = { item_id: Type.String(), output_index: Type.Integer() };

/** About a part of an item. */
const part = { ...item, content_index: Type.Integer() };
const summary = { ...item, summary_index: Type.Integer() };
const command = { output_index: Type.Integer(), command_index: Type.Integer() };

/** The specification requires it, although it does not describe it. */
const audio = { response_id: Type.String() };

const obfuscation = Type.Optional(Type.String());
const delta = { delta: Type.String(), obfuscation };

const Part = tagged('type', [OutputText, Refusal, ReasoningText]);

/**
 * An error after the stream has begun. It has both forms: clients of OpenAI look for `error`, the specification
 * describes the members beside it.
 */
const streamError = {
  error: Type.Object({
    type: Type.String(),
    code: Nullable(Type.String()),
    message: Type.String(),
    param: Nullable(Type.String()),
  }),
  code: Nullable(Type.String()),
  message: Type.String(),
  param: Nullable(Type.String()),
};

/** The events of responses that are of these schemas. All events have the members of `shared`. */
export function eventsOf<Response extends TSchema, Item extends TSchema, Shared extends TProperties>(
  response: Response,
  answered: Item,
  shared: Shared,
) {
  const event = <const T extends string, P extends TProperties>(type: T, members: P) =>
    Type.Object({ type: Type.Literal(type), sequence_number: Type.Integer(), ...shared, ...members });
  const ofResponse = <const T extends string>(type: T) => event(type, { response });
  const ofItem = <const T extends string>(type: T) => event(type, item);
  return [
    ofResponse('response.created'),
    ofResponse('response.queued'),
    ofResponse('response.in_progress'),
    ofResponse('response.completed'),
    ofResponse('response.incomplete'),
    ofResponse('response.failed'),
    event('error', streamError),

    event('response.output_item.added', { output_index: Type.Integer(), item: answered }),
    event('response.output_item.done', { output_index: Type.Integer(), item: answered }),
    event('response.content_part.added', { ...part, part: Part }),
    event('response.content_part.done', { ...part, part: Part }),

    event('response.output_text.delta', { ...part, ...delta, logprobs: Type.Array(Logprob) }),
    event('response.output_text.done', { ...part, text: Type.String(), logprobs: Type.Array(Logprob) }),
    event('response.output_text.annotation.added', {
      ...part,
      annotation_index: Type.Integer(),
      annotation: Annotation,
    }),
    event('response.refusal.delta', { ...part, ...delta }),
    event('response.refusal.done', { ...part, refusal: Type.String() }),

    event('response.reasoning_text.delta', { ...part, ...delta }),
    event('response.reasoning_text.done', { ...part, text: Type.String() }),
    event('response.reasoning_summary_part.added', { ...summary, part: SummaryText }),
    event('response.reasoning_summary_part.done', {
      ...summary,
      part: SummaryText,
      status: Type.Optional(Type.Literal('incomplete')),
    }),
    event('response.reasoning_summary_text.delta', { ...summary, ...delta }),
    event('response.reasoning_summary_text.done', { ...summary, text: Type.String() }),

    event('response.audio.delta', delta),
    event('response.audio.done', audio),
    event('response.audio.transcript.delta', { ...audio, ...delta }),
    event('response.audio.transcript.done', audio),

    event('response.function_call_arguments.delta', { ...item, ...delta }),
    event('response.function_call_arguments.done', {
      ...item,
      name: Type.String(),
      arguments: Type.String(),
    }),
    event('response.custom_tool_call_input.delta', { ...item, ...delta }),
    event('response.custom_tool_call_input.done', { ...item, input: Type.String() }),

    ofItem('response.web_search_call.in_progress'),
    ofItem('response.web_search_call.searching'),
    ofItem('response.web_search_call.completed'),
    ofItem('response.file_search_call.in_progress'),
    ofItem('response.file_search_call.searching'),
    ofItem('response.file_search_call.completed'),

    ofItem('response.code_interpreter_call.in_progress'),
    ofItem('response.code_interpreter_call.interpreting'),
    ofItem('response.code_interpreter_call.completed'),
    event('response.code_interpreter_call_code.delta', { ...item, ...delta }),
    event('response.code_interpreter_call_code.done', { ...item, code: Type.String() }),

    ofItem('response.image_generation_call.in_progress'),
    ofItem('response.image_generation_call.generating'),
    ofItem('response.image_generation_call.completed'),
    event('response.image_generation_call.partial_image', {
      ...item,
      partial_image_index: Type.Integer(),
      partial_image_b64: Type.String(),
      size: Type.Optional(Type.String()),
      quality: Type.Optional(Type.String()),
      background: Type.Optional(Type.String()),
      output_format: Type.Optional(Type.String()),
    }),

    ofItem('response.mcp_list_tools.in_progress'),
    ofItem('response.mcp_list_tools.completed'),
    ofItem('response.mcp_list_tools.failed'),
    ofItem('response.mcp_call.in_progress'),
    ofItem('response.mcp_call.completed'),
    ofItem('response.mcp_call.failed'),
    event('response.mcp_call_arguments.delta', { ...item, ...delta }),
    event('response.mcp_call_arguments.done', { ...item, arguments: Type.String() }),

    event('response.shell_call_command.added', { ...command, command: Type.String() }),
    event('response.shell_call_command.delta', { ...command, ...delta }),
    event('response.shell_call_command.done', { ...command, command: Type.String() }),
    event('response.shell_call_output_content.delta', {
      ...item,
      command_index: Type.Integer(),
      delta: Type.Object({ stdout: Type.Optional(Type.String()), stderr: Type.Optional(Type.String()) }),
    }),
    event('response.shell_call_output_content.done', {
      ...item,
      command_index: Type.Integer(),
      output: Type.Array(ShellOutput),
    }),

    ofItem('response.compaction.compacting'),
  ] as const;
}

/** Any event of a streamed response (specification: ResponseStreamEvent). */
export const ResponseStreamEvent = tagged('type', eventsOf(ResponseObject, OutputItem, {}));
export type ResponseStreamEvent = Static<typeof ResponseStreamEvent>;
