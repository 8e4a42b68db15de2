import type { Example, Send } from '../example.ts';

const endpoint = '/v1/chat/completions';

/** Uploads a file with two requests; returns its id. */
export async function uploadRequests(send: Send): Promise<string> {
  const lines = ['one', 'two'].map((name) => {
    const body = { model: 'gpt-4o', messages: [{ role: 'user', content: name }], max_tokens: 3 };
    return JSON.stringify({ custom_id: name, method: 'POST', url: endpoint, body });
  });
  const form = new FormData();
  form.append('purpose', 'batch');
  form.append('file', new File([lines.join('\n')], 'requests.jsonl'));
  const reply = await send('POST', '/v1/files', { body: form });
  return ((await reply.json()) as { id: string }).id;
}

async function makeBatch(send: Send): Promise<Record<string, string>> {
  const body = { input_file_id: await uploadRequests(send), endpoint, completion_window: '24h' };
  const reply = await send('POST', '/v1/batches', { body });
  return { batch_id: ((await reply.json()) as { id: string }).id };
}

/** A missing file fails the batch, not its creation. */
const request = { input_file_id: 'file-abc123', endpoint, completion_window: '24h' };

export const batchExamples: Readonly<Record<string, readonly Example[]>> = {
  createBatch: [
    { name: 'minimal', body: request },
    {
      name: 'every setting',
      body: {
        ...request,
        metadata: { night: 'first' },
        output_expires_after: { anchor: 'created_at', seconds: 86_400 },
      },
    },
  ],
  listBatches: [
    { name: 'all', prepare: makeBatch },
    { name: 'a page', prepare: makeBatch, query: 'limit=1' },
  ],
  retrieveBatch: [{ prepare: makeBatch }],
  // Cancelled immediately, before it can end.
  cancelBatch: [{ prepare: makeBatch }],
};
