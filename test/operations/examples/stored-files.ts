import type { Example, Send } from '../example.ts';
import { toForm } from '../example.ts';
import { notes, square } from './files.ts';

/** An input file for a batch. */
export const lines = new File(
  [
    `${JSON.stringify({ custom_id: 'one', method: 'POST', url: '/v1/chat/completions', body: { model: 'gpt-4o', messages: [] } })}\n`,
  ],
  'lines.jsonl',
  { type: 'application/jsonl' },
);

/** Stores a file; returns the path parameters to find it. */
export async function keepFile(send: Send): Promise<{ file_id: string }> {
  const reply = await send('POST', '/v1/files', { body: toForm({ file: notes, purpose: 'user_data' }) });
  const { id } = (await reply.json()) as { id: string };
  return { file_id: id };
}

export const storedFileExamples: Readonly<Record<string, readonly Example[]>> = {
  createFile: [
    { name: 'for any purpose', form: { file: notes, purpose: 'user_data' } },
    { name: 'a batch input', form: { file: lines, purpose: 'batch' } },
    { name: 'for training', form: { file: lines, purpose: 'fine-tune' } },
    { name: 'an image', form: { file: square(20), purpose: 'vision' } },
    { name: 'for an assistant', form: { file: notes, purpose: 'assistants' } },
  ],
  listFiles: [{ name: 'all' }, { name: 'some', query: 'purpose=user_data&limit=5&order=asc' }],
  downloadFile: [{ answer: 'text/plain' }],
};
