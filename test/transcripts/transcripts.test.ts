import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeAI, type FakeAI } from '../../src/fakeai.ts';
import { createVirtualClock, type VirtualClock } from '../../src/runtime/virtual-clock.ts';
import { TranscriptIds } from './ids.ts';
import {
  bodyOf,
  type ParsedRequest,
  parseRequest,
  parseTranscript,
  type Received,
  type Transcript,
  toAnswer,
  toBodyText,
  toHeaderText,
  toText,
} from './transcript.ts';

/** Replays requests and compares the exact bytes of their answers, with virtual time and a seed. Format: README.md here. */

const FOLDER = import.meta.dirname;
/** The origin used to call the instance in process. */
const ORIGIN = 'http://fakeai.test';
const UPDATES = process.env.UPDATE_TRANSCRIPTS === '1';

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
const names = files.map((file) => file.replace('.txt', ''));

describe.each(names)('%s', (name) => {
  const file = join(FOLDER, `${name}.txt`);
  const recorded = (): Transcript => parseTranscript(readFileSync(file, 'utf8'));

  it('gets the recorded answers at the recorded times in process', async () => {
    const text = readFileSync(file, 'utf8');
    const transcript = recorded();
    const answered = toText({ ...transcript, exchanges: await play(transcript) });
    if (UPDATES) writeFileSync(file, answered);
    else expect(answered).toBe(text);
  });

  it('gets the recorded bytes over a socket', async () => {
    const transcript = recorded();
    const fake = createFakeAI({ ...transcript.options, clock: createVirtualClock() });
    try {
      const { port } = await fake.listen({ port: 0 });
      const ids = new TranscriptIds();
      for (const { request, answer } of transcript.exchanges) {
        const { status, headers, body } = await sendOnSocket(port, parseRequest(ids.reveal(request)));
        // Numbered in the recorded order: those in the headers first.
        ids.hide(headers);
        expect({ status, body: ids.hide(body) }).toEqual({
          status: Number.parseInt(answer, 10),
          body: bodyOf(answer),
        });
      }
    } finally {
      await fake.close({ graceMs: 0 });
    }
  });
});

async function play({ options, exchanges }: Transcript): Promise<Transcript['exchanges']> {
  const clock = createVirtualClock();
  const fake = createFakeAI({ ...options, clock });
  try {
    const ids = new TranscriptIds();
    const played: Transcript['exchanges'][number][] = [];
    for (const { request } of exchanges) {
      const parsed = parseRequest(ids.reveal(request));
      played.push({ request, answer: ids.hide(toAnswer(await send(fake, clock, parsed))) });
    }
    return played;
  } finally {
    await fake.close();
  }
}

async function send(fake: FakeAI, clock: VirtualClock, request: ParsedRequest): Promise<Received> {
  const { method, path, headers, body } = request;
  const start = clock.now();
  const reply = await fake.fetch(`${ORIGIN}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  const after = clock.now() - start;
  const writes: { at: number; bytes: Uint8Array }[] = [];
  for await (const bytes of reply.body ?? []) writes.push({ at: clock.now() - start, bytes });
  return { status: reply.status, after, headers: reply.headers, writes };
}

function sendOnSocket(
  port: number,
  request: ParsedRequest,
): Promise<{ status: number; headers: string; body: string }> {
  const { method, path, headers, body } = request;
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('error', reject);
      reply.on('end', () => {
        const text = toBodyText(reply.headers['content-type'] ?? '', Buffer.concat(chunks));
        // URLs of this server contain the origin it was called with.
        const body = text.replaceAll(`http://127.0.0.1:${port}/`, `${ORIGIN}/`);
        const headers = Object.entries(reply.headers).map(([name, value]) => [name, String(value)] as const);
        resolve({ status: reply.statusCode ?? 0, headers: toHeaderText(headers.toSorted()), body });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
