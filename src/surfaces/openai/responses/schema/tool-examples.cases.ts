/** An example with only what is required, and one with everything. */
export interface Examples {
  readonly least: Readonly<Record<string, unknown>>;
  readonly full: Readonly<Record<string, unknown>>;
}

const callers = ['direct', 'programmatic'];
const functionTool: Examples = {
  least: { type: 'function', name: 'f' },
  full: {
    type: 'function',
    name: 'f',
    description: 'x',
    parameters: { type: 'object', properties: {} },
    strict: true,
    output_schema: { type: 'object' },
    defer_loading: true,
    allowed_callers: callers,
    async: false,
  },
};
const customTool: Examples = {
  least: { type: 'custom', name: 'f' },
  full: {
    type: 'custom',
    name: 'f',
    description: 'x',
    format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' },
    defer_loading: false,
    allowed_callers: callers,
    async: true,
  },
};
const place = { city: 'Bern', country: 'CH', region: 'BE', timezone: 'Europe/Zurich' };
const filter = { tool_names: ['f'], read_only: true };
const container = {
  file_ids: ['file-abc'],
  memory_limit: '4g',
  network_policy: {
    type: 'allowlist',
    allowed_domains: ['example.com'],
    domain_secrets: [{ domain: 'example.com', name: 'KEY', value: 'x' }],
  },
};
const skills = [{ name: 'a', description: 'x', path: '/a' }];

/** The tools of requests, by type. */
export const toolExamples: Readonly<Record<string, Examples>> = {
  function: functionTool,
  custom: customTool,
  'custom: text': { least: customTool.least, full: { ...customTool.full, format: { type: 'text' } } },
  namespace: {
    least: { type: 'namespace', name: 'crm', description: 'x', tools: [functionTool.least] },
    full: {
      type: 'namespace',
      name: 'crm',
      description: 'x',
      tools: [functionTool.full, customTool.full],
    },
  },
  file_search: {
    least: { type: 'file_search', vector_store_ids: ['vs_abc'] },
    full: {
      type: 'file_search',
      vector_store_ids: ['vs_abc'],
      max_num_results: 50,
      ranking_options: {
        ranker: 'auto',
        score_threshold: 0.5,
        hybrid_search: { embedding_weight: 0.5, text_weight: 0.5 },
      },
      filters: {
        type: 'and',
        filters: [
          { type: 'eq', key: 'by', value: 'Ada' },
          { type: 'or', filters: [{ type: 'in', key: 'year', value: [2025, 2026] }] },
        ],
      },
    },
  },
  computer: { least: { type: 'computer' }, full: { type: 'computer' } },
  computer_use_preview: {
    least: {
      type: 'computer_use_preview',
      environment: 'linux',
      display_width: 1,
      display_height: 1,
    },
    full: {
      type: 'computer_use_preview',
      environment: 'linux',
      display_width: 1,
      display_height: 1,
    },
  },
  web_search: {
    least: { type: 'web_search' },
    full: {
      type: 'web_search_2025_08_26',
      external_web_access: false,
      filters: { allowed_domains: ['example.com'] },
      user_location: { type: 'approximate', ...place },
      search_context_size: 'low',
    },
  },
  web_search_preview: {
    least: { type: 'web_search_preview' },
    full: {
      type: 'web_search_preview_2025_03_11',
      user_location: { type: 'approximate', ...place },
      search_context_size: 'low',
      search_content_types: ['text', 'image'],
    },
  },
  mcp: {
    least: { type: 'mcp', server_label: 's' },
    full: {
      type: 'mcp',
      server_label: 's',
      server_url: 'https://example.com/mcp',
      connector_id: 'connector_gmail',
      tunnel_id: `tunnel_${'a'.repeat(32)}`,
      authorization: 'x',
      server_description: 'x',
      headers: { 'x-key': 'x' },
      allowed_tools: filter,
      allowed_callers: callers,
      require_approval: { always: filter, never: filter },
      defer_loading: true,
    },
  },
  'mcp: other forms': {
    least: { type: 'mcp', server_label: 's' },
    full: {
      type: 'mcp',
      server_label: 's',
      server_url: 'https://example.com/mcp',
      connector_id: 'connector_gmail',
      tunnel_id: `tunnel_${'a'.repeat(32)}`,
      authorization: 'x',
      server_description: 'x',
      headers: { 'x-key': 'x' },
      allowed_tools: ['f'],
      allowed_callers: callers,
      require_approval: 'never',
      defer_loading: true,
    },
  },
  code_interpreter: {
    least: { type: 'code_interpreter', container: 'cntr_abc' },
    full: {
      type: 'code_interpreter',
      container: { type: 'auto', ...container },
      allowed_callers: callers,
    },
  },
  image_generation: {
    least: { type: 'image_generation' },
    full: {
      type: 'image_generation',
      model: 'gpt-image-2',
      quality: 'auto',
      size: '1024x1024',
      output_format: 'png',
      output_compression: 100,
      moderation: 'low',
      background: 'opaque',
      input_fidelity: 'high',
      input_image_mask: { image_url: 'https://example.com/a.png', file_id: 'file-abc' },
      partial_images: 3,
      action: 'edit',
      complexity: 'low',
      frame_count: 2,
      frame_duration_ms: 100,
      svg: { model: 'gpt-5', reasoning: { effort: 'low' } },
    },
  },
  local_shell: { least: { type: 'local_shell' }, full: { type: 'local_shell' } },
  shell: {
    least: { type: 'shell' },
    full: {
      type: 'shell',
      environment: {
        type: 'container_auto',
        ...container,
        skills: [
          { type: 'skill_reference', skill_id: 'skill_abc', version: '1' },
          {
            type: 'inline',
            name: 'a',
            description: 'x',
            source: { type: 'base64', media_type: 'application/zip', data: 'aGk=' },
          },
        ],
      },
      allowed_callers: callers,
    },
  },
  'shell: local': {
    least: { type: 'shell' },
    full: { type: 'shell', environment: { type: 'local', skills }, allowed_callers: callers },
  },
  'shell: container': {
    least: { type: 'shell' },
    full: {
      type: 'shell',
      environment: { type: 'container_reference', container_id: 'cntr_abc' },
      allowed_callers: callers,
    },
  },
  tool_search: {
    least: { type: 'tool_search' },
    full: { type: 'tool_search', execution: 'server', description: 'x', parameters: { type: 'object' } },
  },
  apply_patch: {
    least: { type: 'apply_patch' },
    full: { type: 'apply_patch', allowed_callers: callers },
  },
  programmatic_tool_calling: {
    least: { type: 'programmatic_tool_calling' },
    full: { type: 'programmatic_tool_calling' },
  },
};

/** All tools with everything, and a function as responses state it. */
export const repliedTools = [
  ...Object.values(toolExamples).map(({ full }) => full),
  { type: 'function', name: 'g', description: null, parameters: null, strict: null },
];

const named = [
  { type: 'function', name: 'f' },
  { type: 'custom', name: 'f' },
  { type: 'mcp', server_label: 's', name: 'f' },
  ...[
    'file_search',
    'web_search',
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
  ].map((type) => ({ type })),
];

/** All forms of `tool_choice`. */
export const toolChoiceExamples: readonly (string | Readonly<Record<string, unknown>>)[] = [
  'none',
  'auto',
  'required',
  ...named,
  { type: 'mcp', server_label: 's' },
  { type: 'allowed_tools', mode: 'auto', tools: named },
  { type: 'allowed_tools', mode: 'required', tools: [] },
];
