import { type Examples, repliedTools } from './tool-examples.cases.ts';

const text = { type: 'input_text', text: 'x' };
const breakpoint = { mode: 'explicit', ttl: '30m' };

/** The parts of messages and tool outputs, by type. */
export const contentExamples: Readonly<Record<string, Examples>> = {
  input_text: { least: text, full: { ...text, prompt_cache_breakpoint: breakpoint } },
  input_image: {
    least: { type: 'input_image' },
    full: {
      type: 'input_image',
      image_url: 'https://example.com/a.png',
      file_id: 'file-abc',
      detail: 'original',
      prompt_cache_breakpoint: breakpoint,
    },
  },
  input_file: {
    least: { type: 'input_file' },
    full: {
      type: 'input_file',
      file_id: 'file-abc',
      filename: 'a.pdf',
      file_data: 'aGk=',
      file_url: 'https://example.com/a.pdf',
      detail: 'high',
      prompt_cache_breakpoint: breakpoint,
    },
  },
  input_audio: {
    least: { type: 'input_audio', input_audio: { data: 'aGk=', format: 'wav' } },
    full: { type: 'input_audio', input_audio: { data: 'aGk=', format: 'mp3' } },
  },
  output_text: {
    least: { type: 'output_text', text: 'x' },
    full: {
      type: 'output_text',
      text: 'x',
      annotations: [
        { type: 'file_citation', file_id: 'file-abc', index: 0, filename: 'a.txt' },
        { type: 'url_citation', url: 'https://example.com/', start_index: 0, end_index: 1, title: 'A' },
        {
          type: 'container_file_citation',
          container_id: 'cntr_abc',
          file_id: 'cfile_abc',
          start_index: 0,
          end_index: 1,
          filename: 'a.txt',
        },
        { type: 'file_path', file_id: 'file-abc', index: 0 },
      ],
      logprobs: [
        {
          token: 'x',
          logprob: -0.1,
          bytes: [120],
          top_logprobs: [{ token: 'y', logprob: -2.5, bytes: [121] }],
        },
      ],
    },
  },
  refusal: { least: { type: 'refusal', refusal: 'No.' }, full: { type: 'refusal', refusal: 'No.' } },
};

const full = (...types: string[]) => types.map((type) => contentExamples[type]?.full);
const inputContent = full('input_text', 'input_image', 'input_file', 'input_audio');
const toolContent = full('input_text', 'input_image', 'input_file');
const caller = { type: 'program', caller_id: 'prog_abc' };
const check = { id: 'cu_sc_abc', code: 'malicious_instructions', message: 'x' };

const message = (role: string): Examples => ({
  least: { role, content: 'x' },
  full: { type: 'message', id: 'msg_abc', role, content: inputContent, status: 'completed' },
});

const actions = [
  { type: 'click', button: 'left', x: 1, y: 2, keys: ['ctrl'] },
  { type: 'double_click', x: 1, y: 2, keys: ['ctrl'] },
  { type: 'drag', path: [{ x: 1, y: 2 }], keys: ['ctrl'] },
  { type: 'keypress', keys: ['a'] },
  { type: 'move', x: 1, y: 2, keys: ['ctrl'] },
  { type: 'screenshot' },
  { type: 'scroll', x: 1, y: 2, scroll_x: 0, scroll_y: 10, keys: ['ctrl'] },
  { type: 'type', text: 'x' },
  { type: 'wait' },
];

/** The items of inputs. Of most types there is one form; others are told apart by what follows the type. */
export const itemExamples: Readonly<Record<string, Examples>> = {
  'message of user': message('user'),
  'message of system': message('system'),
  'message of developer': message('developer'),
  'message of assistant': {
    least: { role: 'assistant', content: 'x' },
    full: {
      type: 'message',
      id: 'msg_abc',
      role: 'assistant',
      content: full('output_text', 'refusal'),
      phase: 'final_answer',
      status: 'completed',
    },
  },
  item_reference: { least: { id: 'msg_abc' }, full: { type: 'item_reference', id: 'msg_abc' } },
  reasoning: {
    least: { type: 'reasoning', summary: [] },
    full: {
      type: 'reasoning',
      id: 'rs_abc',
      summary: [{ type: 'summary_text', text: 'x' }],
      content: [{ type: 'reasoning_text', text: 'x' }],
      encrypted_content: 'abc',
      status: 'completed',
    },
  },
  function_call: {
    least: { type: 'function_call', call_id: 'call_abc', name: 'f', arguments: '{}' },
    full: {
      type: 'function_call',
      id: 'fc_abc',
      call_id: 'call_abc',
      name: 'f',
      arguments: '{}',
      namespace: 'crm',
      caller,
      async: false,
      status: 'completed',
    },
  },
  function_call_output: {
    least: { type: 'function_call_output', output: 'x' },
    full: {
      type: 'function_call_output',
      id: 'fc_abc',
      call_id: 'call_abc',
      output: toolContent,
      name: 'f',
      namespace: 'crm',
      caller: { type: 'direct' },
      status: 'completed',
    },
  },
  custom_tool_call: {
    least: { type: 'custom_tool_call', call_id: 'call_abc', name: 'f', input: 'x' },
    full: {
      type: 'custom_tool_call',
      id: 'ctc_abc',
      call_id: 'call_abc',
      name: 'f',
      input: 'x',
      namespace: 'crm',
      caller,
      async: true,
      status: 'completed',
    },
  },
  custom_tool_call_output: {
    least: { type: 'custom_tool_call_output', call_id: 'call_abc', output: 'x' },
    full: {
      type: 'custom_tool_call_output',
      id: 'ctco_abc',
      call_id: 'call_abc',
      output: toolContent,
      caller,
      status: 'completed',
    },
  },
  'web_search_call: search': {
    least: { type: 'web_search_call', action: { type: 'search' } },
    full: {
      type: 'web_search_call',
      id: 'ws_abc',
      status: 'completed',
      action: {
        type: 'search',
        query: 'x',
        queries: ['x'],
        sources: [{ type: 'url', url: 'https://example.com/' }],
      },
    },
  },
  'web_search_call: open_page': {
    least: { type: 'web_search_call', action: { type: 'open_page' } },
    full: {
      type: 'web_search_call',
      id: 'ws_abc',
      status: 'completed',
      action: { type: 'open_page', url: 'https://example.com/' },
    },
  },
  'web_search_call: find_in_page': {
    least: {
      type: 'web_search_call',
      action: { type: 'find_in_page', url: 'https://example.com/', pattern: 'x' },
    },
    full: {
      type: 'web_search_call',
      id: 'ws_abc',
      status: 'failed',
      action: { type: 'find_in_page', url: 'https://example.com/', pattern: 'x' },
    },
  },
  file_search_call: {
    least: { type: 'file_search_call', queries: ['x'] },
    full: {
      type: 'file_search_call',
      id: 'fs_abc',
      status: 'completed',
      queries: ['x'],
      results: [
        {
          file_id: 'file-abc',
          text: 'x',
          filename: 'a.txt',
          attributes: { year: 2026, draft: false, by: 'Ada' },
          score: 0.5,
        },
      ],
    },
  },
  image_generation_call: {
    least: { type: 'image_generation_call' },
    full: {
      type: 'image_generation_call',
      id: 'ig_abc',
      status: 'completed',
      result: 'aGk=',
      action: 'generate',
      background: 'opaque',
      output_format: 'png',
      quality: 'high',
      size: '1024x1024',
      revised_prompt: 'x',
      error: {
        code: 'moderation_blocked',
        message: 'x',
        param: null,
        type: 'invalid_request_error',
        moderation_details: { categories: ['violence'], moderation_stage: 'output' },
      },
      svg_usage: {
        model: 'gpt-5',
        input_tokens: 1,
        output_tokens: 1,
        reasoning_tokens: 0,
        total_tokens: 2,
      },
    },
  },
  code_interpreter_call: {
    least: { type: 'code_interpreter_call', container_id: 'cntr_abc' },
    full: {
      type: 'code_interpreter_call',
      id: 'ci_abc',
      status: 'completed',
      container_id: 'cntr_abc',
      code: '1 + 1',
      outputs: [
        { type: 'logs', logs: '2' },
        { type: 'image', url: 'https://example.com/a.png' },
      ],
    },
  },
  computer_call: {
    least: { type: 'computer_call', call_id: 'call_abc' },
    full: {
      type: 'computer_call',
      id: 'cu_abc',
      call_id: 'call_abc',
      action: actions[0],
      actions,
      pending_safety_checks: [check],
      status: 'completed',
    },
  },
  computer_call_output: {
    least: { type: 'computer_call_output', call_id: 'call_abc', output: { type: 'computer_screenshot' } },
    full: {
      type: 'computer_call_output',
      id: 'cuo_abc',
      call_id: 'call_abc',
      output: {
        type: 'computer_screenshot',
        image_url: 'https://example.com/a.png',
        file_id: 'file-abc',
      },
      acknowledged_safety_checks: [check],
      status: 'completed',
    },
  },
  local_shell_call: {
    least: {
      type: 'local_shell_call',
      call_id: 'call_abc',
      action: { type: 'exec', command: ['ls'], env: {} },
    },
    full: {
      type: 'local_shell_call',
      id: 'lsh_abc',
      call_id: 'call_abc',
      action: {
        type: 'exec',
        command: ['ls'],
        env: { HOME: '/' },
        timeout_ms: 1000,
        user: 'ada',
        working_directory: '/',
      },
      status: 'completed',
    },
  },
  local_shell_call_output: {
    least: { type: 'local_shell_call_output', id: 'lsho_abc', output: '{}' },
    full: {
      type: 'local_shell_call_output',
      id: 'lsho_abc',
      call_id: 'call_abc',
      output: '{}',
      status: 'completed',
    },
  },
  shell_call: {
    least: { type: 'shell_call', call_id: 'call_abc', action: { commands: ['ls'] } },
    full: {
      type: 'shell_call',
      id: 'sh_abc',
      call_id: 'call_abc',
      action: { commands: ['ls'], timeout_ms: 1000, max_output_length: 100 },
      environment: { type: 'container_reference', container_id: 'cntr_abc' },
      caller,
      status: 'completed',
    },
  },
  shell_call_output: {
    least: { type: 'shell_call_output', call_id: 'call_abc', output: [] },
    full: {
      type: 'shell_call_output',
      id: 'sho_abc',
      call_id: 'call_abc',
      output: [
        { stdout: 'x', stderr: '', outcome: { type: 'exit', exit_code: 0 } },
        { stdout: '', stderr: '', outcome: { type: 'timeout' } },
      ],
      max_output_length: 100,
      caller,
      status: 'completed',
    },
  },
  'apply_patch_call: create_file': {
    least: {
      type: 'apply_patch_call',
      call_id: 'call_abc',
      operation: { type: 'create_file', path: 'a.txt', diff: '+x' },
      status: 'completed',
    },
    full: {
      type: 'apply_patch_call',
      id: 'apc_abc',
      call_id: 'call_abc',
      operation: { type: 'update_file', path: 'a.txt', diff: '+x' },
      caller,
      status: 'in_progress',
    },
  },
  'apply_patch_call: delete_file': {
    least: {
      type: 'apply_patch_call',
      call_id: 'call_abc',
      operation: { type: 'delete_file', path: 'a.txt' },
      status: 'completed',
    },
    full: {
      type: 'apply_patch_call',
      id: 'apc_abc',
      call_id: 'call_abc',
      operation: { type: 'delete_file', path: 'a.txt' },
      caller,
      status: 'completed',
    },
  },
  apply_patch_call_output: {
    least: { type: 'apply_patch_call_output', call_id: 'call_abc', status: 'completed' },
    full: {
      type: 'apply_patch_call_output',
      id: 'apco_abc',
      call_id: 'call_abc',
      output: 'x',
      caller,
      status: 'failed',
    },
  },
  mcp_list_tools: {
    least: { type: 'mcp_list_tools', server_label: 's', tools: [] },
    full: {
      type: 'mcp_list_tools',
      id: 'mcpl_abc',
      server_label: 's',
      tools: [
        {
          name: 'f',
          description: 'x',
          input_schema: { type: 'object' },
          annotations: { readOnlyHint: true },
        },
      ],
      error: 'x',
    },
  },
  mcp_approval_request: {
    least: {
      type: 'mcp_approval_request',
      id: 'mcpr_abc',
      server_label: 's',
      name: 'f',
      arguments: '{}',
    },
    full: { type: 'mcp_approval_request', id: 'mcpr_abc', server_label: 's', name: 'f', arguments: '{}' },
  },
  mcp_approval_response: {
    least: { type: 'mcp_approval_response', approval_request_id: 'mcpr_abc', approve: true },
    full: {
      type: 'mcp_approval_response',
      id: 'mcpa_abc',
      approval_request_id: 'mcpr_abc',
      approve: false,
      reason: 'x',
    },
  },
  mcp_call: {
    least: { type: 'mcp_call', server_label: 's', name: 'f', arguments: '{}' },
    full: {
      type: 'mcp_call',
      id: 'mcp_abc',
      server_label: 's',
      name: 'f',
      arguments: '{}',
      output: 'x',
      error: { type: 'mcp_protocol_error', code: -32_600, message: 'x' },
      approval_request_id: 'mcpr_abc',
      status: 'failed',
    },
  },
  'mcp_call: failed tool': {
    least: { type: 'mcp_call', server_label: 's', name: 'f', arguments: '{}' },
    full: {
      type: 'mcp_call',
      id: 'mcp_abc',
      server_label: 's',
      name: 'f',
      arguments: '{}',
      output: 'x',
      error: { type: 'mcp_tool_execution_error', content: 'x' },
      approval_request_id: 'mcpr_abc',
      status: 'failed',
    },
  },
  tool_search_call: {
    least: { type: 'tool_search_call', arguments: {} },
    full: {
      type: 'tool_search_call',
      id: 'tsc_abc',
      call_id: 'call_abc',
      execution: 'client',
      arguments: { goal: 'x' },
      status: 'completed',
    },
  },
  tool_search_output: {
    least: { type: 'tool_search_output', tools: [] },
    full: {
      type: 'tool_search_output',
      id: 'tso_abc',
      call_id: 'call_abc',
      execution: 'server',
      tools: repliedTools,
      status: 'completed',
    },
  },
  additional_tools: {
    least: { type: 'additional_tools', role: 'developer', tools: [] },
    full: { type: 'additional_tools', id: 'at_abc', role: 'developer', tools: repliedTools },
  },
  configuration_update: {
    least: { type: 'configuration_update' },
    full: {
      type: 'configuration_update',
      id: 'cfg_abc',
      reasoning: { effort: 'low' },
      text: {
        format: {
          type: 'json_schema',
          name: 'n',
          description: 'x',
          schema: { type: 'object' },
          strict: true,
        },
      },
    },
  },
  compaction: {
    least: { type: 'compaction', encrypted_content: 'abc' },
    full: { type: 'compaction', id: 'cmp_abc', encrypted_content: 'abc' },
  },
  compaction_trigger: {
    least: { type: 'compaction_trigger' },
    full: { type: 'compaction_trigger', id: 'ct_abc' },
  },
  program: {
    least: { type: 'program', id: 'prog_abc', call_id: 'call_abc', code: 'x', fingerprint: 'y' },
    full: { type: 'program', id: 'prog_abc', call_id: 'call_abc', code: 'x', fingerprint: 'y' },
  },
  program_output: {
    least: {
      type: 'program_output',
      id: 'po_abc',
      call_id: 'call_abc',
      result: 'x',
      status: 'completed',
    },
    full: {
      type: 'program_output',
      id: 'po_abc',
      call_id: 'call_abc',
      result: 'x',
      status: 'incomplete',
    },
  },
};
