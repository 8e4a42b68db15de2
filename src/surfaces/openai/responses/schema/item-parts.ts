import Type, { type TSchema } from 'typebox';
import { tagged } from '../../../../kernel/tagged.ts';
import { AnyObject, Closed, Literals, Nullable } from '../../shapes.ts';
import { LONGEST_TEXT } from './limits.ts';

/** What input items and output items have in common. */

export const CallId = Type.String({ minLength: 1, maxLength: 64 });

/** How far an item has come. Tools that have more states declare them themselves. */
export const ItemStatus = Literals('in_progress', 'completed', 'incomplete');

/** How much a model thinks. */
export const Effort = Literals('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max');

/** Which part of an answer a message of the assistant is. */
export const Phase = Literals('commentary', 'final_answer');

/** Who made a tool call: the model, or a program that it wrote. */
export const Caller = tagged('type', [
  Closed({ type: Type.Literal('direct') }),
  Closed({ type: Type.Literal('program'), caller_id: Type.String({ minLength: 1, maxLength: 64 }) }),
]);

const Source = Closed({ type: Type.Literal('url'), url: Type.String() });

export const WebSearchAction = tagged('type', [
  Closed({
    type: Type.Literal('search'),
    query: Type.Optional(Type.String()),
    queries: Type.Optional(Type.Array(Type.String())),
    sources: Type.Optional(Type.Array(Source)),
  }),
  Closed({ type: Type.Literal('open_page'), url: Type.Optional(Type.String()) }),
  Closed({ type: Type.Literal('find_in_page'), url: Type.String(), pattern: Type.String() }),
]);

/** How far a search of the web or of files has come. */
export const SearchStatus = Literals('in_progress', 'searching', 'completed', 'incomplete', 'failed');

/** Attributes of a file in a vector store. */
const Attributes = Type.Unsafe<Record<string, string | number | boolean>>({
  type: 'object',
  additionalProperties: {
    anyOf: [{ type: 'string', maxLength: 512 }, { type: 'number' }, { type: 'boolean' }],
  },
  propertyNames: { maxLength: 64 },
  maxProperties: 16,
});

export const FileSearchResult = Closed({
  file_id: Type.Optional(Type.String()),
  text: Type.Optional(Type.String()),
  filename: Type.Optional(Type.String()),
  attributes: Type.Optional(Attributes),
  score: Type.Optional(Type.Number()),
});

const Point = Closed({ x: Type.Integer(), y: Type.Integer() });
const point = { x: Type.Integer(), y: Type.Integer() };
const Keys = Type.Optional(Type.Array(Type.String()));

const doubleClick = { type: Type.Literal('double_click'), ...point };

const otherActions = [
  Closed({
    type: Type.Literal('click'),
    button: Literals('left', 'right', 'wheel', 'back', 'forward'),
    ...point,
    keys: Keys,
  }),
  Closed({ type: Type.Literal('drag'), path: Type.Array(Point), keys: Keys }),
  Closed({ type: Type.Literal('keypress'), keys: Type.Array(Type.String()) }),
  Closed({ type: Type.Literal('move'), ...point, keys: Keys }),
  Closed({ type: Type.Literal('screenshot') }),
  Closed({
    type: Type.Literal('scroll'),
    ...point,
    scroll_x: Type.Integer(),
    scroll_y: Type.Integer(),
    keys: Keys,
  }),
  Closed({ type: Type.Literal('type'), text: Type.String() }),
  Closed({ type: Type.Literal('wait') }),
] as const;

/** What a computer is to do. */
export const ComputerAction = tagged('type', [Closed({ ...doubleClick, keys: Keys }), ...otherActions]);

/** What a computer is to do, as answers say it. */
export const RepliedComputerAction = tagged('type', [
  Closed({ ...doubleClick, keys: Nullable(Type.Array(Type.String())) }),
  ...otherActions,
]);

export const SafetyCheck = Closed({
  id: Type.String(),
  code: Type.Optional(Type.String()),
  message: Type.Optional(Type.String()),
});

export const CodeOutput = tagged('type', [
  Closed({ type: Type.Literal('logs'), logs: Type.String() }),
  Closed({ type: Type.Literal('image'), url: Type.String() }),
]);

export const CodeStatus = Literals('in_progress', 'completed', 'incomplete', 'interpreting', 'failed');

export const ImageStatus = Literals('in_progress', 'completed', 'generating', 'failed');

/** Why an image was not made. */
export const ImageError = Closed({
  code: Nullable(Type.String()),
  message: Type.String(),
  param: Nullable(Type.String()),
  type: Type.String(),
  moderation_details: Type.Optional(
    Closed({
      categories: Type.Array(Type.String()),
      moderation_stage: Literals('input', 'output', 'unknown'),
    }),
  ),
});

const count = Type.Integer();
/** Tokens that an SVG took. */
export const SvgUsage = Closed({
  model: Type.String(),
  input_tokens: count,
  output_tokens: count,
  reasoning_tokens: count,
  total_tokens: count,
});

export const LocalShellAction = Closed({
  type: Type.Literal('exec'),
  command: Type.Array(Type.String()),
  env: Type.Record(Type.String(), Type.String()),
  timeout_ms: Type.Optional(Type.Integer()),
  user: Type.Optional(Type.String()),
  working_directory: Type.Optional(Type.String()),
});

/** What a shell command has written, and how it has ended. */
export const ShellOutput = Closed({
  stdout: Type.String({ maxLength: LONGEST_TEXT }),
  stderr: Type.String({ maxLength: LONGEST_TEXT }),
  outcome: tagged('type', [
    Closed({ type: Type.Literal('timeout') }),
    Closed({ type: Type.Literal('exit'), exit_code: Type.Integer() }),
  ]),
});

const patchOperation = <const P extends TSchema>(path: P) => {
  const diff = Type.String({ maxLength: LONGEST_TEXT });
  return tagged('type', [
    Closed({ type: Type.Literal('create_file'), path, diff }),
    Closed({ type: Type.Literal('delete_file'), path }),
    Closed({ type: Type.Literal('update_file'), path, diff }),
  ]);
};

export const PatchOperation = patchOperation(Type.String({ minLength: 1 }));

/** An operation as answers say it: it has no path until the model has written one. */
export const RepliedPatchOperation = patchOperation(Type.String());

export const McpListedTool = Closed({
  name: Type.String(),
  description: Type.Optional(Type.String()),
  input_schema: AnyObject,
  annotations: Type.Optional(AnyObject),
});

export const McpError = tagged('type', [
  Closed({ type: Type.Literal('mcp_protocol_error'), code: Type.Integer(), message: Type.String() }),
  Closed({ type: Type.Literal('mcp_tool_execution_error'), content: Type.Unknown() }),
  Closed({ type: Type.Literal('http_error'), code: Type.Integer(), message: Type.String() }),
]);

export const McpStatus = Literals('in_progress', 'completed', 'incomplete', 'calling', 'failed');
