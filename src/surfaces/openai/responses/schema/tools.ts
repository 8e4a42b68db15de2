import Type, { type Static } from 'typebox';
import { described } from '../../../../kernel/described.ts';
import { tagged } from '../../../../kernel/tagged.ts';
import { AnyObject, Closed, Literals, Nullable } from '../../shapes.ts';
import { container, ToolEnvironment } from './containers.ts';

/** Tools of a request, and the forms of `tool_choice`. */

const Name = Type.String({ minLength: 1, maxLength: 128, pattern: '^[a-zA-Z0-9_-]+$' });

/** Who may call a tool: the model itself, or programs that it writes. */
const AllowedCallers = Type.Optional(Type.Array(Literals('direct', 'programmatic'), { minItems: 1 }));

const FunctionTool = Closed({
  type: Type.Literal('function'),
  name: Name,
  description: Type.Optional(Type.String()),
  parameters: described(Type.Optional(AnyObject), 'A JSON Schema.'),
  strict: described(Type.Optional(Type.Boolean()), 'Default true.'),
  output_schema: Type.Optional(AnyObject),
  defer_loading: Type.Optional(Type.Boolean()),
  allowed_callers: AllowedCallers,
  async: Type.Optional(Type.Boolean()),
});
export type FunctionTool = Static<typeof FunctionTool>;

const CustomTool = Closed({
  type: Type.Literal('custom'),
  name: Name,
  description: Type.Optional(Type.String()),
  format: Type.Optional(
    tagged('type', [
      Closed({ type: Type.Literal('text') }),
      Closed({
        type: Type.Literal('grammar'),
        syntax: Literals('lark', 'regex'),
        definition: Type.String(),
      }),
    ]),
  ),
  defer_loading: Type.Optional(Type.Boolean()),
  allowed_callers: AllowedCallers,
  async: Type.Optional(Type.Boolean()),
});
export type CustomTool = Static<typeof CustomTool>;

const NamespaceTool = Closed({
  type: Type.Literal('namespace'),
  name: Type.String({ minLength: 1, pattern: '^[a-zA-Z0-9_-]{1,64}$' }),
  description: Type.String(),
  tools: Type.Array(tagged('type', [FunctionTool, CustomTool]), { minItems: 1 }),
});
export type NamespaceTool = Static<typeof NamespaceTool>;

const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);

const Comparison = Closed({
  type: Literals('eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin'),
  key: Type.String(),
  value: Type.Union([Scalar, Type.Array(Type.Union([Type.String(), Type.Number()]))]),
});

/** A compound filter holds comparisons or one more level of compound filters. */
const compound = <const S extends Parameters<typeof Type.Array>[0]>(filter: S) =>
  Closed({ type: Literals('and', 'or'), filters: Type.Array(filter) });
const FileFilter = tagged('type', [
  Comparison,
  compound(tagged('type', [Comparison, compound(tagged('type', [Comparison, compound(Comparison)]))])),
]);
export type FileFilter = Static<typeof FileFilter>;

const FileSearchTool = Closed({
  type: Type.Literal('file_search'),
  vector_store_ids: Type.Array(Type.String()),
  max_num_results: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  ranking_options: Type.Optional(
    Closed({
      ranker: Type.Optional(Literals('auto', 'default-2024-11-15')),
      score_threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
      hybrid_search: Type.Optional(Closed({ embedding_weight: Type.Number(), text_weight: Type.Number() })),
    }),
  ),
  filters: Type.Optional(FileFilter),
});
export type FileSearchTool = Static<typeof FileSearchTool>;

const location = {
  city: Type.Optional(Type.String()),
  country: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  timezone: Type.Optional(Type.String()),
};
const ContextSize = Type.Optional(Literals('low', 'medium', 'high'));

const WebSearchTool = Closed({
  type: Literals('web_search', 'web_search_2025_08_26'),
  external_web_access: Type.Optional(Type.Boolean()),
  filters: Type.Optional(Closed({ allowed_domains: Type.Optional(Type.Array(Type.String())) })),
  user_location: Type.Optional(Closed({ type: Type.Optional(Type.Literal('approximate')), ...location })),
  search_context_size: ContextSize,
});
export type WebSearchTool = Static<typeof WebSearchTool>;

const WebSearchPreviewTool = Closed({
  type: Literals('web_search_preview', 'web_search_preview_2025_03_11'),
  user_location: Type.Optional(Closed({ type: Type.Literal('approximate'), ...location })),
  search_context_size: ContextSize,
  search_content_types: Type.Optional(Type.Array(Literals('text', 'image'))),
});
export type WebSearchPreviewTool = Static<typeof WebSearchPreviewTool>;

const ComputerTool = Closed({ type: Type.Literal('computer') });

const ComputerPreviewTool = Closed({
  type: Type.Literal('computer_use_preview'),
  environment: Literals('windows', 'mac', 'linux', 'ubuntu', 'browser'),
  display_width: Type.Integer(),
  display_height: Type.Integer(),
});

const McpFilter = Closed({
  tool_names: Type.Optional(Type.Array(Type.String())),
  read_only: Type.Optional(Type.Boolean()),
});

/** Names of tools are told apart by it. */
const ServerLabel = Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9_-]{0,63}$' });

const McpTool = described(
  Closed({
    type: Type.Literal('mcp'),
    server_label: ServerLabel,
    server_url: Type.Optional(Type.String()),
    connector_id: Type.Optional(
      Literals(
        'connector_dropbox',
        'connector_gmail',
        'connector_googlecalendar',
        'connector_googledrive',
        'connector_microsoftteams',
        'connector_outlookcalendar',
        'connector_outlookemail',
        'connector_sharepoint',
      ),
    ),
    tunnel_id: Type.Optional(Type.String({ pattern: '^tunnel_[a-z0-9]{32}$' })),
    authorization: Type.Optional(Type.String()),
    server_description: Type.Optional(Type.String()),
    headers: Type.Optional(Type.Record(Type.String(), Type.String())),
    allowed_tools: Type.Optional(Type.Union([Type.Array(Type.String()), McpFilter])),
    allowed_callers: AllowedCallers,
    require_approval: Type.Optional(
      Type.Union([
        Literals('always', 'never'),
        Closed({ always: Type.Optional(McpFilter), never: Type.Optional(McpFilter) }),
      ]),
    ),
    defer_loading: Type.Optional(Type.Boolean()),
  }),
  'Needs one of `server_url`, `connector_id` and `tunnel_id`.',
);
export type McpTool = Static<typeof McpTool>;

const CodeInterpreterTool = Closed({
  type: Type.Literal('code_interpreter'),
  container: Type.Union([Type.String(), Closed({ type: Type.Literal('auto'), ...container })]),
  allowed_callers: AllowedCallers,
});
export type CodeInterpreterTool = Static<typeof CodeInterpreterTool>;

const ImageGenerationTool = Closed({
  type: Type.Literal('image_generation'),
  model: Type.Optional(Type.String()),
  quality: Type.Optional(Literals('low', 'medium', 'high', 'xhigh', 'max', 'auto')),
  size: Type.Optional(Type.String()),
  output_format: Type.Optional(Literals('png', 'webp', 'jpeg', 'gif', 'svg')),
  output_compression: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  moderation: Type.Optional(Literals('auto', 'low')),
  background: Type.Optional(Literals('transparent', 'opaque', 'auto')),
  input_fidelity: Type.Optional(Literals('high', 'low')),
  input_image_mask: Type.Optional(
    Closed({ image_url: Type.Optional(Type.String()), file_id: Type.Optional(Type.String()) }),
  ),
  partial_images: Type.Optional(Type.Integer({ minimum: 0, maximum: 3 })),
  action: Type.Optional(Literals('generate', 'edit', 'auto')),
  complexity: Type.Optional(Literals('low', 'medium', 'high')),
  frame_count: Type.Optional(Type.Integer()),
  frame_duration_ms: Type.Optional(Type.Integer()),
  svg: Type.Optional(
    Closed({
      model: Type.Optional(Type.String()),
      reasoning: Type.Optional(
        Closed({
          effort: Type.Optional(Literals('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max')),
        }),
      ),
    }),
  ),
});
export type ImageGenerationTool = Static<typeof ImageGenerationTool>;

const LocalShellTool = Closed({ type: Type.Literal('local_shell') });

const ShellTool = Closed({
  type: Type.Literal('shell'),
  environment: Type.Optional(ToolEnvironment),
  allowed_callers: AllowedCallers,
});
export type ShellTool = Static<typeof ShellTool>;

const ToolSearchTool = Closed({
  type: Type.Literal('tool_search'),
  execution: Type.Optional(Literals('server', 'client')),
  description: Type.Optional(Type.String()),
  parameters: Type.Optional(AnyObject),
});

const ApplyPatchTool = Closed({ type: Type.Literal('apply_patch'), allowed_callers: AllowedCallers });

const ProgrammaticTool = Closed({ type: Type.Literal('programmatic_tool_calling') });

const otherTools = [
  FileSearchTool,
  ComputerTool,
  ComputerPreviewTool,
  WebSearchTool,
  McpTool,
  CodeInterpreterTool,
  ProgrammaticTool,
  ImageGenerationTool,
  LocalShellTool,
  ShellTool,
  CustomTool,
  NamespaceTool,
  ToolSearchTool,
  WebSearchPreviewTool,
  ApplyPatchTool,
] as const;

export const Tool = tagged('type', [FunctionTool, ...otherTools]);
export type Tool = Static<typeof Tool>;

/** A tool as responses state it: what a function leaves out is null (specification: FunctionTool). */
export const RepliedTool = tagged('type', [
  Type.Object({
    ...FunctionTool.properties,
    description: Nullable(Type.String()),
    parameters: Nullable(AnyObject),
    strict: Nullable(Type.Boolean()),
  }),
  ...otherTools,
]);
export type RepliedTool = Static<typeof RepliedTool>;

/** Hosted tools that `tool_choice` names by their type alone. */
const HOSTED = [
  'file_search',
  'web_search',
  'web_search_2025_08_26',
  'web_search_preview',
  'web_search_preview_2025_03_11',
  'computer',
  'computer_use_preview',
  'computer_use',
  'image_generation',
  'code_interpreter',
  'programmatic_tool_calling',
  'apply_patch',
  'shell',
] as const;

const NamedTool = tagged('type', [
  Closed({ type: Type.Literal('function'), name: Type.String() }),
  Closed({ type: Type.Literal('custom'), name: Type.String() }),
  Closed({
    type: Type.Literal('mcp'),
    server_label: Type.String(),
    name: Type.Optional(Type.String()),
  }),
  Closed({ type: Literals(...HOSTED) }),
]);

const AllowedTools = Closed({
  type: Type.Literal('allowed_tools'),
  mode: Literals('auto', 'required'),
  tools: Type.Array(
    tagged('type', [NamedTool, Closed({ type: Type.Literal('namespace'), name: Type.String() })]),
  ),
});

export const ToolChoice = Type.Union([
  Literals('none', 'auto', 'required'),
  tagged('type', [NamedTool, AllowedTools]),
]);
export type ToolChoice = Static<typeof ToolChoice>;
