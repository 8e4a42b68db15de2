import type { Operation } from '../../src/kernel/operation.ts';
import { type Send, toForm } from '../operations/example.ts';
import { uploadRequests } from '../operations/examples/batches.ts';
import { beginConversation, beginWithItem } from '../operations/examples/conversations.ts';
import { mask, square } from '../operations/examples/files.ts';
import { keepFile } from '../operations/examples/stored-files.ts';

/** How a member of request bodies refers to something stored. */
export interface Reference {
  /** Stores something; returns its id. */
  readonly keep: (send: Send) => Promise<string>;
  /** The body of a request that refers to it. */
  readonly refer: (id: string) => Promise<Referring> | Referring;
}

export type Referring = Readonly<Record<string, unknown>>;

/** The members of JSON bodies that refer to something stored, except parts of an upload. */
export const REFERENCES: Readonly<Record<string, Reference>> = {
  'messages[].content[].file.file_id': {
    keep: async (send) => (await keepFile(send)).file_id,
    refer: (id) => toChat('gpt-4o', { role: 'user', content: [{ type: 'file', file: { file_id: id } }] }),
  },
  'messages[].audio.id': {
    async keep(send) {
      const body = toChat(SPEAKER, { role: 'user', content: 'Say hello.' });
      const spoken = { modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } };
      const reply = await send('POST', '/v1/chat/completions', { body: { ...body, ...spoken } });
      const { choices } = (await reply.json()) as { choices: { message: { audio: { id: string } } }[] };
      return choices[0]?.message.audio.id as string;
    },
    refer: (id) =>
      toChat(SPEAKER, { role: 'assistant', audio: { id } }, { role: 'user', content: 'And then?' }),
  },
  'images[].file_id': {
    keep: (send) => keep(send, square(1)),
    refer: (id) => ({ ...EDIT, images: [{ file_id: id }] }),
  },
  'mask.file_id': {
    keep: (send) => keep(send, mask),
    async refer(id) {
      const data = Buffer.from(await square(1).arrayBuffer()).toString('base64');
      const images = [{ image_url: `data:image/png;base64,${data}` }];
      return { ...EDIT, images, mask: { file_id: id } };
    },
  },
  'items[].id': {
    keep: async (send) => (await beginWithItem(send)).item_id,
    refer: (id) => ({ items: [{ type: 'item_reference', id }] }),
  },
  previous_response_id: {
    keep: keepResponse,
    refer: (id) => ({ model: 'gpt-4o', input: 'And then?', previous_response_id: id }),
  },
  'conversation.id': {
    keep: async (send) => (await beginConversation(send)).conversation_id,
    refer: (id) => ({ model: 'gpt-4o', input: 'And then?', conversation: { id } }),
  },
  'input[].id': {
    keep: async (send) => (await beginWithItem(send)).item_id,
    refer: (id) => ({ model: 'gpt-4o', input: [{ type: 'item_reference', id }, ASKED] }),
  },
  'input[].content[].file_id': {
    keep: async (send) => (await keepFile(send)).file_id,
    refer: (id) => ({
      model: 'gpt-4o',
      input: [{ role: 'user', content: [{ type: 'input_file', file_id: id }] }],
    }),
  },
  'input[].output[].file_id': {
    keep: async (send) => (await keepFile(send)).file_id,
    refer: (id) => ({
      model: 'gpt-4o',
      input: [
        ASKED,
        { type: 'function_call', call_id: 'call_1', name: 'read', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: [{ type: 'input_file', file_id: id }] },
      ],
    }),
  },
  input_file_id: {
    keep: uploadRequests,
    refer: (id) => ({
      input_file_id: id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    }),
  },
};

/** Names of what was called, searched and made, in histories and in the tools of a request. */
const NAMED = [
  'acknowledged_safety_checks[].id',
  'approval_request_id',
  'call_id',
  'caller.caller_id',
  'container_id',
  'content[].annotations[].container_id',
  'content[].annotations[].file_id',
  'environment.container_id',
  'output.file_id',
  'pending_safety_checks[].id',
  'results[].file_id',
];
const IN_TOOLS = [
  'tools[].connector_id',
  'tools[].container.file_ids',
  'tools[].environment.container_id',
  'tools[].environment.file_ids',
  'tools[].environment.skills[].skill_id',
  'tools[].input_image_mask.file_id',
  'tools[].tunnel_id',
  'tools[].vector_store_ids',
];

/** Members with such names that refer to nothing stored. */
export const INERT: ReadonlySet<string> = new Set([
  'messages[].tool_calls[].id',
  'messages[].tool_call_id',
  'audio.voice.id',
  'voice.id',
  ...['items', 'input'].flatMap((list) => [...NAMED, ...IN_TOOLS].map((name) => `${list}[].${name}`)),
  ...IN_TOOLS,
  'items[].content[].file_id',
  'items[].output[].file_id',
  // What calls of agents have returned, in the beta of responses.
  'input[].output[].annotations[].container_id',
  'input[].output[].annotations[].file_id',
  // Of traces and spans: the sender chooses them, and they are those of its project.
  ...['group_id', 'id', 'parent_id', 'trace_id'].map((name) => `data[].${name}`),
  // Templates are declared by the operator.
  'prompt.id',
  'background_options.continuation_id',
  'prompt_cache_options.comparison_response_id',
  // Of engines: tokens of a vocabulary, and names that the sender chooses.
  'allowed_token_ids',
  'input_ids',
  'lora_int_id',
  'request_id',
  'return_token_ids',
  'return_tokens_as_token_ids',
  'sampling_params.stop_token_ids',
  'sampling_params[].stop_token_ids',
  'stop_token_ids',
]);

const ASKED = { role: 'user', content: 'And then?' };
const SPEAKER = 'gpt-4o-audio-preview';
const EDIT = { model: 'gpt-image-1', prompt: 'Add a boat', size: '1024x1024', quality: 'low' };

function toChat(model: string, ...messages: object[]): Referring {
  return { model, messages };
}

async function keep(send: Send, file: File): Promise<string> {
  const reply = await send('POST', '/v1/files', { body: toForm({ file, purpose: 'vision' }) });
  return ((await reply.json()) as { id: string }).id;
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** The members of a row's JSON body whose names end in `id` or `ids`, with their paths. */
export function idMembers({ body }: Operation): string[] {
  const found = new Set<string>();
  const walk = ({ properties = {}, items, anyOf = [] }: Schema, path: readonly string[]): void => {
    if (path.length > 12) return;
    for (const [name, member] of Object.entries(properties)) {
      const at = [...path, name];
      if (/(?:^|_)ids?$/.test(name)) found.add(at.join('.'));
      walk(member, at);
    }
    for (const branch of anyOf) walk(branch, path);
    if (items) walk(items, [...path.slice(0, -1), `${path.at(-1)}[]`]);
  };
  if (body) walk(body as Schema, []);
  return [...found];
}

async function keepResponse(send: Send): Promise<string> {
  const reply = await send('POST', '/v1/responses', {
    body: { model: 'gpt-4o', input: 'Where are the tides?' },
  });
  return ((await reply.json()) as { id: string }).id;
}
