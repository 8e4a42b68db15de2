/**
 * A batch from the input file to the results, with a 24-hour window that passes instantly, and the webhook
 * event that reports its end.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeAI } from 'fakeai';
import OpenAI, { toFile } from 'openai';

const webhookSecret = 'whsec_c2VjcmV0LW9mLXRoaXMtZXhhbXBsZS1hbG9uZQ==';
const client = new OpenAI({
  apiKey: 'sk-fakeai-1234567890abcdef',
  webhookSecret,
  fetch: (...call) => fake.fetch(...call),
});

// A receiver for the event that is sent when the batch has ended.
const event = Promise.withResolvers<string>();
const receiver = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  const { type } = await client.webhooks.unwrap(body, new Headers(request.headers as Record<string, string>));
  response.writeHead(204).end();
  event.resolve(type);
});
await new Promise<void>((resolve) => {
  receiver.listen(0, '127.0.0.1', resolve);
});
const { port } = receiver.address() as AddressInfo;
const fake = createFakeAI({ fast: true, webhooks: [`http://127.0.0.1:${port}`], webhookSecret });

const lines = ['the tides', 'the moon', 'harbours'].map((subject, index) =>
  JSON.stringify({
    custom_id: `line-${index}`,
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'gpt-4o', messages: [{ role: 'user', content: `Explain ${subject}.` }] },
  }),
);
const file = await client.files.create({
  file: await toFile(Buffer.from(lines.join('\n')), 'lines.jsonl'),
  purpose: 'batch',
});
const { id } = await client.batches.create({
  input_file_id: file.id,
  endpoint: '/v1/chat/completions',
  completion_window: '24h',
});

console.log(`The event says: ${await event.promise}`);
const batch = await client.batches.retrieve(id);
console.log(`${batch.request_counts?.completed} of ${batch.request_counts?.total} lines are answered`);
const output = await (await client.files.content(batch.output_file_id ?? '')).text();
for (const line of output.trim().split('\n')) {
  const { custom_id, response } = JSON.parse(line);
  console.log(`${custom_id}: ${response.body.choices[0].message.content.slice(0, 60)}…`);
}

receiver.close();
await fake.close();
