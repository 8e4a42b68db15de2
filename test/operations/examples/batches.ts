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

/** Creates a batch, which has not ended yet; returns the path parameters to find it. */
export async function makeBatch(send: Send): Promise<{ batch_id: string }> {
  const body = { input_file_id: await uploadRequests(send), endpoint, completion_window: '24h' };
  const reply = await send('POST', '/v1/batches', { body });
  return { batch_id: ((await reply.json()) as { id: string }).id };
}

export const batchExamples: Readonly<Record<string, readonly Example[]>> = {
  // A missing file fails the batch, not its creation.
  createBatch: [
    { name: 'minimal' },
    {
      name: 'every setting',
      body: {
        input_file_id: 'file-abc123',
        endpoint,
        completion_window: '24h',
        metadata: { night: 'first' },
        output_expires_after: { anchor: 'created_at', seconds: 86_400 },
      },
    },
  ],
  listBatches: [{ name: 'all' }, { name: 'a page', query: 'limit=1' }],
};
