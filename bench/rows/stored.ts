import type { ListeningChild } from '../children.ts';
import type { Context } from '../context.ts';
import type { PacedResult } from '../load/paced.ts';
import { STREAM_LENGTH } from '../load/requests.ts';
import { residentBytes } from '../machine.ts';
import { figure, type Line, median } from '../report.ts';

const MIB = 1024 ** 2;

/** Files and batches. There is no floor to compare with, and the other mock server does not support them. */
export async function measureStored(context: Context): Promise<Line[]> {
  const lines: Line[] = [];
  const fast = await context.start('fakeai', 'plain', false);
  try {
    lines.push(await uploads(context, fast), await batchLines(context, fast));
  } finally {
    await fast.stop();
  }
  lines.push(await batchBesideStreams(context));
  return lines;
}

/** One large file, kept in memory: the server should hold the file and nothing else. */
async function uploads(context: Context, { port, pid }: ListeningChild): Promise<Line> {
  const size = (context.quick ? 64 : 512) * MIB;
  const content = new Blob(Array.from({ length: size / MIB }, () => new Uint8Array(MIB).fill(120)));
  const before = residentBytes(pid);
  const start = performance.now();
  const id = await upload(port, 'user_data', 'large.bin', content);
  const seconds = (performance.now() - start) / 1000;
  const grown = (residentBytes(pid) - before) / size;
  const startDown = performance.now();
  const reply = await fetch(`http://127.0.0.1:${port}/v1/files/${id}/content`);
  let read = 0;
  for await (const piece of reply.body ?? []) read += piece.byteLength;
  if (read !== size) throw new Error(`${read} of ${size} bytes came back`);
  const secondsDown = (performance.now() - startDown) / 1000;
  await fetch(`http://127.0.0.1:${port}/v1/files/${id}`, { method: 'DELETE' });
  const rate = (time: number): string => figure(size / 1e6 / time, 'MB/s');
  return {
    work: `a file of ${size / MIB} MiB, kept in memory: up, down, memory by its size`,
    target: 'memory ≤ 1.5 × its size',
    cells: { fakeai: `${rate(seconds)}, ${rate(secondsDown)}, ${grown.toFixed(2)} ×` },
    met: grown <= 1.5,
    details: { size, seconds, secondsDown, grown },
  };
}

/** Short chats with distinct prompts, from creating the batch to its end. */
async function batchLines(context: Context, { port, pid }: ListeningChild): Promise<Line> {
  const count = context.quick ? 5000 : 50_000;
  const rates: number[] = [];
  let peak = 0;
  for (let round = 0; round < 2; round++) {
    const file = await uploadLines(port, count, context.nextSeed());
    const before = residentBytes(pid);
    const start = performance.now();
    const id = await createBatch(port, file);
    await untilBatch(port, id, ({ status }) => {
      peak = Math.max(peak, residentBytes(pid) - before);
      return status === 'completed';
    });
    // The first round is warm-up.
    if (round > 0) rates.push((count / (performance.now() - start)) * 1000);
  }
  const rate = median(rates);
  return {
    work: `a batch of ${count} lines, 50-token prompts and 16-token answers: lines, memory beyond its files`,
    target: '≥ 2,000 lines/s',
    cells: { fakeai: `${figure(rate, 'lines/s')}, ${figure(peak / MIB, 'MiB')}` },
    met: rate === undefined ? undefined : rate >= 2000,
    details: { rates, peak },
  };
}

/** The pace of live streams alone, and while batch lines are processed on the same core. */
async function batchBesideStreams(context: Context): Promise<Line> {
  const server = await context.start('fakeai', 'stream', true);
  try {
    const { port, pid } = server;
    const paced = (): Promise<PacedResult> =>
      context.load.run({
        kind: 'paced',
        distinct: false,
        port,
        serverPid: pid,
        seed: context.nextSeed(),
        streams: 500,
        ramp: context.quick ? 400 : 700,
        warm: 400,
        window: STREAM_LENGTH,
      });
    await paced();
    const alone = await paced();
    const file = await uploadLines(port, 50_000, context.nextSeed());
    const id = await createBatch(port, file);
    const begun = await untilBatch(port, id, ({ request_counts }) => request_counts.completed > 0);
    const start = performance.now();
    const beside = await paced();
    const seconds = (performance.now() - start) / 1000;
    const after = await untilBatch(port, id, () => true);
    if (after.status !== 'in_progress') throw new Error(`the batch was ${after.status} too soon`);
    const lines = (after.request_counts.completed - begun.request_counts.completed) / seconds;
    await fetch(`http://127.0.0.1:${port}/v1/batches/${id}/cancel`, { method: 'POST' });
    const shown = ({ gap }: PacedResult): string =>
      `${gap.mean.toFixed(2)} ms, ${gap.errorP50.toFixed(2)} / ${gap.errorP99.toFixed(1)} ms`;
    return {
      work: '500 streams at 50 tokens/s beside a batch: mean gap, error median / p99',
      target: 'mean gap 20 ms ± 0.5 %, error median ≤ 1 ms',
      cells: { fakeai: `alone ${shown(alone)}; beside ${Math.round(lines)} lines/s: ${shown(beside)}` },
      met: Math.abs(beside.gap.mean - 20) <= 0.1 && beside.gap.errorP50 <= 1,
      details: { alone, beside, lines },
    };
  } finally {
    await server.stop();
  }
}

async function uploadLines(port: number, count: number, seed: number): Promise<string> {
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      custom_id: `line-${index}`,
      method: 'POST',
      url: '/v1/chat/completions',
      body: {
        model: 'gpt-4o-mini',
        max_tokens: 16,
        messages: [
          {
            role: 'user',
            content: `Question ${seed}-${index}: what should somebody know about the tides of the northern sea and its harbours in winter, when the moon is full? Name three towns where this can be seen by everyone.`,
          },
        ],
      },
    }),
  );
  return upload(port, 'batch', 'lines.jsonl', new Blob([lines.join('\n')]));
}

async function upload(port: number, purpose: string, name: string, content: Blob): Promise<string> {
  const form = new FormData();
  form.append('purpose', purpose);
  form.append('file', content, name);
  const reply = await fetch(`http://127.0.0.1:${port}/v1/files`, { method: 'POST', body: form });
  const file = (await reply.json()) as { id: string };
  if (!reply.ok) throw new Error(`a file was refused: ${JSON.stringify(file)}`);
  return file.id;
}

interface Batch {
  readonly id: string;
  readonly status: string;
  readonly request_counts: { readonly completed: number };
}

async function createBatch(port: number, file: string): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${port}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      input_file_id: file,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    }),
  });
  return ((await reply.json()) as Batch).id;
}

async function untilBatch(port: number, id: string, isReached: (batch: Batch) => boolean): Promise<Batch> {
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; ) {
    const batch = (await (await fetch(`http://127.0.0.1:${port}/v1/batches/${id}`)).json()) as Batch;
    if (isReached(batch)) return batch;
    if (/failed|expired|cancelled/.test(batch.status)) throw new Error(`the batch is ${batch.status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the batch took longer than a minute');
}
