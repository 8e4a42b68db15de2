import type { Context } from '../context.ts';
import { EMBEDDED_TEXTS } from '../load/requests.ts';
import { figure, type Line, median } from '../report.ts';

/**
 * Embeddings, images and speech. There is no floor to compare with, and the other mock server returns
 * fixtures.
 */
export async function measureStateless(context: Context): Promise<Line[]> {
  const server = await context.start('fakeai', 'plain', false);
  try {
    return [
      await embeddings(context, server.port, server.pid),
      await pictures(context, server.port),
      await speech(context, server.port),
    ];
  } finally {
    await server.stop();
  }
}

/** Short texts as base64 vectors with 1,536 dimensions, each text new. */
async function embeddings(context: Context, port: number, serverPid: number): Promise<Line> {
  const rates: number[] = [];
  for (let round = 0; round <= (context.quick ? 1 : 5); round++) {
    const result = await context.undisturbed(() =>
      context.load.run({
        kind: 'closed',
        port,
        serverPid,
        work: 'embedding',
        distinct: true,
        seed: context.nextSeed(),
        connections: 8,
        warm: 200,
        window: context.quick ? 400 : 800,
      }),
    );
    if (result.failures > 0) context.notes.push(`fakeai failed ${result.failures} requests for embeddings.`);
    // The first round is warm-up.
    if (round > 0) rates.push(result.requestsPerSecond * EMBEDDED_TEXTS);
  }
  const rate = median(rates);
  return {
    work: 'embeddings, short texts in requests of 32, 1,536 dimensions, base64',
    target: '≥ 5,000 texts/s',
    cells: { fakeai: figure(rate, 'texts/s') },
    met: rate === undefined ? undefined : rate >= 5000,
    details: rates,
  };
}

/** One image at a time: from the request to the last byte. */
async function pictures(context: Context, port: number): Promise<Line> {
  const figures: string[] = [];
  const details: Record<string, number[]> = {};
  for (const format of ['png', 'jpeg', 'webp']) {
    const times: number[] = [];
    for (let round = 0; round <= (context.quick ? 2 : 5); round++) {
      const body = {
        model: 'gpt-image-1',
        prompt: `A harbour at dawn, no. ${round}`,
        size: '1024x1024',
        output_format: format,
      };
      const start = performance.now();
      await post(port, '/v1/images/generations', body);
      if (round > 0) times.push(performance.now() - start);
    }
    figures.push(`${format} ${figure(median(times), 'ms')}`);
    details[format] = times;
  }
  return {
    work: 'pictures of 1024 × 1024, one at a time',
    target: '–',
    cells: { fakeai: figures.join(', ') },
    details,
  };
}

/** A long text: speed relative to its playing time. */
async function speech(context: Context, port: number): Promise<Line> {
  const input = 'The river slowly follows the winter road behind the station. '.repeat(60).slice(0, 3600);
  const figures: string[] = [];
  const details: Record<string, number> = {};
  for (const format of context.quick ? ['pcm', 'mp3'] : ['pcm', 'mp3', 'opus', 'aac', 'flac']) {
    const ask = () =>
      post(port, '/v1/audio/speech', { model: 'tts-1', voice: 'alloy', input, response_format: format });
    await ask();
    const start = performance.now();
    const bytes = await ask();
    const taken = (performance.now() - start) / 1000;
    // Raw PCM has 24,000 two-byte samples per second, which gives the duration.
    details[format] = format === 'pcm' ? bytes / 48_000 / taken : taken;
    if (format === 'pcm') details.seconds = bytes / 48_000;
    const speed = (details.seconds ?? Number.NaN) / taken;
    figures.push(`${format} ${speed.toFixed(0)} ×`);
  }
  return {
    work: 'speech of four minutes, times as fast as it is heard',
    target: '–',
    cells: { fakeai: figures.join(', ') },
    details,
  };
}

async function post(port: number, path: string, body: object): Promise<number> {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const bytes = await reply.arrayBuffer();
  if (!reply.ok)
    throw new Error(`${path} answered ${reply.status}: ${Buffer.from(bytes).toString().slice(0, 200)}`);
  return bytes.byteLength;
}
