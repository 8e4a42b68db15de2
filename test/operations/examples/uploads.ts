import type { Example, Send } from '../example.ts';
import { toForm } from '../example.ts';

const PART = 'Some notes.\n';

const asked = { filename: 'notes.txt', purpose: 'assistants', bytes: PART.length, mime_type: 'text/plain' };

/** Begins an upload of one short part; returns the path parameters to find it. */
export async function beginUpload(send: Send): Promise<{ upload_id: string }> {
  const reply = await send('POST', '/v1/uploads', { body: asked });
  const { id } = (await reply.json()) as { id: string };
  return { upload_id: id };
}

/** The id of the last part added. Shared and mutable, because examples list their body before a part exists. */
const partIds = ['part_none'];

async function beginWithPart(send: Send): Promise<{ upload_id: string }> {
  const params = await beginUpload(send);
  const body = toForm({ data: new File([PART], 'part') });
  const reply = await send('POST', `/v1/uploads/${params.upload_id}/parts`, { body });
  const { id } = (await reply.json()) as { id: string };
  partIds[0] = id;
  return params;
}

export const uploadExamples: Readonly<Record<string, readonly Example[]>> = {
  createUpload: [
    { name: 'plain' },
    {
      name: 'with an expiry',
      body: {
        ...asked,
        purpose: 'batch',
        filename: 'a.jsonl',
        expires_after: { anchor: 'created_at', seconds: 3600 },
      },
    },
  ],
  completeUpload: [
    { name: 'plain', prepare: beginWithPart, body: { part_ids: partIds } },
    {
      name: 'with a checksum',
      prepare: beginWithPart,
      body: { part_ids: partIds, md5: 'b0e4d919114c063fa4cde92bc2cc57db' },
    },
  ],
};
