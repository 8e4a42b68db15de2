import type { Example, Send } from '../example.ts';

const input = 'Name three colours and say why.';

/** Creates a response in the background, which has not ended yet; returns the path parameters to find it. */
export async function keepResponse(send: Send): Promise<{ response_id: string }> {
  const body = { model: 'gpt-4o', input, background: true };
  const reply = await send('POST', '/v1/responses', { body });
  return { response_id: ((await reply.json()) as { id: string }).id };
}

/** A function. */
export const weather = {
  type: 'function',
  name: 'get_weather',
  description: 'The weather of a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
  strict: true,
};

const programs = { type: 'programmatic_tool_calling' };
const agentTask = 'Delegate each of these to an agent:\n- What is 17 * 23?\n- Name three colours.';

const sea = {
  type: 'mcp',
  server_label: 'sea',
  server_url: 'https://sea.test/mcp',
  allowed_tools: ['get_tide'],
};

export const responseExamples: Readonly<Record<string, readonly Example[]>> = {
  createResponse: [
    { name: 'minimal' },
    {
      name: 'every setting',
      body: {
        model: 'gpt-5',
        instructions: 'Answer in JSON.',
        input: [{ role: 'user', content: [{ type: 'input_text', text: input }] }],
        include: ['reasoning.encrypted_content'],
        max_output_tokens: 400,
        max_tool_calls: 2,
        metadata: { purpose: 'test' },
        moderation: { model: 'omni-moderation-latest', policy: { input: { mode: 'score' } } },
        parallel_tool_calls: false,
        prompt_cache_key: 'colours',
        reasoning: { effort: 'low', summary: 'concise' },
        safety_identifier: 'user-1',
        service_tier: 'flex',
        store: true,
        text: { format: { type: 'json_object' }, verbosity: 'low' },
        tool_choice: 'auto',
        tools: [weather],
        truncation: 'auto',
        user: 'user-1',
      },
    },
    {
      name: 'a custom tool',
      body: { model: 'gpt-5', input, tools: [{ type: 'custom', name: 'run' }], tool_choice: 'required' },
    },
    {
      name: 'a compacted context',
      body: {
        model: 'gpt-4o',
        input: [
          { role: 'user', content: 'The sea is calm today. '.repeat(250) },
          { role: 'assistant', content: 'So it is.' },
          { role: 'user', content: input },
        ],
        context_management: [{ type: 'compaction', compact_threshold: 1000 }],
      },
    },
    {
      name: 'a search of the web',
      body: {
        model: 'gpt-4o',
        input: 'How far away is the moon?',
        include: ['web_search_call.action.sources'],
        tools: [
          {
            type: 'web_search',
            filters: { allowed_domains: ['example.org'] },
            search_context_size: 'low',
            user_location: { type: 'approximate', city: 'Oslo', country: 'NO' },
          },
        ],
        tool_choice: 'required',
      },
    },
    {
      name: 'a search of files',
      body: {
        model: 'gpt-4o',
        input: 'How many days of vacation are there?',
        include: ['file_search_call.results'],
        tools: [
          {
            type: 'file_search',
            vector_store_ids: ['vs_1'],
            max_num_results: 3,
            filters: { type: 'eq', key: 'purpose', value: 'assistants' },
            ranking_options: { ranker: 'auto', score_threshold: 0 },
          },
        ],
        tool_choice: 'required',
      },
    },
    {
      name: 'the code interpreter',
      body: {
        model: 'gpt-4o',
        input: 'Plot 3, 5, 9 and 2 as a bar chart and give me their mean.',
        include: ['code_interpreter_call.outputs'],
        tools: [{ type: 'code_interpreter', container: { type: 'auto' } }],
      },
    },
    {
      name: 'an image',
      body: {
        model: 'gpt-4o',
        input: 'Draw a red fox in the snow',
        tools: [
          {
            type: 'image_generation',
            model: 'acme/painter',
            size: '64x64',
            output_format: 'jpeg',
            partial_images: 1,
          },
        ],
      },
    },
    {
      name: 'tools of a server',
      body: {
        model: 'gpt-4o',
        input: 'What is the tide in the harbour of Bergen?',
        tools: [{ ...sea, require_approval: 'never' }],
      },
    },
    {
      name: 'a call that needs an approval',
      body: { model: 'gpt-4o', input: 'What is the tide in the harbour of Bergen?', tools: [sea] },
    },
    {
      name: 'a program',
      body: {
        model: 'gpt-4o',
        input: 'What is the weather in Rome? What is the weather in Oslo?',
        tools: [{ ...weather, allowed_callers: ['programmatic'] }, programs],
      },
    },
    {
      name: 'a program that calls a server',
      body: {
        model: 'gpt-4o',
        input: 'What is the tide in the harbour of Bergen?',
        tools: [{ ...sea, require_approval: 'never', allowed_callers: ['programmatic'] }, programs],
      },
    },
    {
      name: 'a tool that is searched for',
      body: {
        model: 'gpt-4o',
        input: 'What is the weather in Rome?',
        tools: [
          {
            type: 'namespace',
            name: 'sky',
            description: 'The sky above a city',
            tools: [{ ...weather, defer_loading: true }],
          },
          { type: 'tool_search' },
        ],
      },
    },
    {
      name: 'a search for tools that the caller makes',
      body: {
        model: 'gpt-4o',
        input: 'What is the weather in Rome?',
        tools: [{ type: 'tool_search', execution: 'client' }],
      },
    },
    { name: 'in the background', body: { model: 'gpt-4o', input, background: true } },
  ],
  beta_createResponse: [
    { name: 'minimal' },
    {
      name: 'several agents',
      body: {
        model: 'gpt-5.6-sol',
        input: agentTask,
        multi_agent: { enabled: true, max_concurrent_subagents: 2 },
        tools: [{ type: 'code_interpreter', container: { type: 'auto' } }],
      },
    },
    {
      name: 'what several agents have said',
      body: {
        model: 'gpt-4o',
        input: [
          { role: 'user', content: agentTask },
          {
            type: 'multi_agent_call',
            call_id: 'call_1',
            action: 'wait_agent',
            arguments: '{}',
            agent: { agent_name: '/root' },
          },
          {
            type: 'agent_message',
            author: '/root/sums',
            recipient: '/root',
            content: [{ type: 'input_text', text: 'It is 391.' }],
            agent: { agent_name: '/root/sums' },
          },
          {
            type: 'multi_agent_call_output',
            call_id: 'call_1',
            action: 'wait_agent',
            output: [{ type: 'output_text', text: '{}', annotations: [] }],
            agent: { agent_name: '/root' },
          },
        ],
        multi_agent: { enabled: false },
      },
    },
  ],
};
