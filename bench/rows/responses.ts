import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokenizers } from '../../src/engine/tokenizer/create-tokenizers.ts';
import { createFakeAI, type FakeAI } from '../../src/fakeai.ts';
import type { Context } from '../context.ts';
import type { ClosedResult } from '../load/closed.ts';
import type { Work } from '../load/requests.ts';
import { micros } from '../micros.ts';
import { figure, type Line, median } from '../report.ts';

/** Responses, which are stored unless the request says otherwise, beside chat completions of the same text. */
export async function measureResponses(context: Context): Promise<Line[]> {
  return [...(await besideChat(context)), ...(await chains(context))];
}

interface Pair {
  readonly name: string;
  readonly response: Work;
  readonly chat: Work;
}

const PAIRS: readonly Pair[] = [
  { name: 'responses, 16-token answer, 64 connections', response: 'response', chat: 'plain' },
  {
    name: 'streamed responses, up to 100 tokens, 64 connections',
    response: 'response-stream',
    chat: 'chat-stream',
  },
];

/** What a response may cost, times the chat completion of the same text. */
const MOST = 1.3;

/** JIT compilation settles after about 40,000 requests. */
const WARM_UP_MS = 3000;

/** Server CPU per request: two kinds of request are compared, so both get the same share of a busy machine. */
async function besideChat(context: Context): Promise<Line[]> {
  const lines: Line[] = [];
  const server = await context.start('fakeai', 'plain', false);
  const run = (work: Work, distinct: boolean, window: number): Promise<ClosedResult> =>
    context.load.run({
      kind: 'closed',
      port: server.port,
      serverPid: server.pid,
      work,
      distinct,
      seed: context.nextSeed(),
      connections: 64,
      warm: 150,
      window,
    });
  try {
    for (const { name, response, chat } of PAIRS) {
      for (const distinct of [false, true]) {
        const window = context.quick ? 500 : 1000;
        const costs: { response: number; chat: number }[] = [];
        for (let round = 0; round <= (context.quick ? 3 : 6); round++) {
          const measure = async (work: Work): Promise<number> => {
            const result =
              round === 0
                ? await run(work, distinct, context.quick ? window : WARM_UP_MS)
                : await context.undisturbed(() => run(work, distinct, window));
            if (result.failures > 0) context.notes.push(`${result.failures} requests of \`${name}\` failed.`);
            return (result.serverCpu / result.requestsPerSecond) * 1e6;
          };
          const cost = { response: await measure(response), chat: await measure(chat) };
          // The first round is warm-up.
          if (round > 0) costs.push(cost);
        }
        const times = median(costs.map((cost) => cost.response / cost.chat)) ?? Number.NaN;
        const cost = (of: 'response' | 'chat'): string => figure(median(costs.map((each) => each[of])), 'µs');
        lines.push({
          work: `${name}, ${distinct ? 'every prompt new' : 'one prompt repeated'}`,
          target: `≤ ${MOST} × chat`,
          cells: { fakeai: `${cost('response')}, chat ${cost('chat')}: ${times.toFixed(2)} ×` },
          met: Number.isNaN(times) ? undefined : times <= MOST,
          details: costs,
        });
      }
    }
  } finally {
    await server.stop();
  }
  return lines;
}

interface Created {
  readonly id: string;
  readonly output: readonly { readonly content: readonly { readonly text: string }[] }[];
}

const SHORT = 2;
const LONG = 100;

/** Called in this process, with a store in a file. Times are CPU time per call. */
async function chains({ quick }: Context): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-responses-'));
  const open = (): FakeAI => createFakeAI({ fast: true, requireApiKey: false, data: folder });
  let fake = open();
  try {
    let asked = 0;
    const texts: string[] = [];
    const turn = async (previous?: string): Promise<Created> => {
      const input = `Question ${asked++}: where does the river near the old town go in winter?`;
      const body = { model: 'gpt-4o', input, max_output_tokens: 16, previous_response_id: previous };
      const reply = await fake.fetch('http://localhost/v1/responses', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!reply.ok) throw new Error(`a response failed: ${await reply.text()}`);
      const created = (await reply.json()) as Created;
      texts.push(input, created.output[0]?.content[0]?.text ?? '');
      return created;
    };
    const chain = async (length: number): Promise<string> => {
      let last = await turn();
      for (let made = 1; made < length; made++) last = await turn(last.id);
      return last.id;
    };
    const short = await chain(SHORT);
    texts.length = 0;
    const long = await chain(LONG);
    const said = [...texts];
    const calls = quick ? 150 : 600;
    const next = (id: string) => micros(calls, () => turn(id));
    await next(short);
    await next(long);
    const [onShort, onLong] = [await next(short), await next(long)];
    const tokenising = await tokenisingOf(said);

    const first: number[] = [];
    const second: number[] = [];
    for (let start = 0; start < (quick ? 3 : 9); start++) {
      await fake.close();
      fake = open();
      // What is loaded at the first use is no part of it.
      await chain(LONG / 4);
      first.push(await micros(1, () => turn(long)));
      second.push(await micros(1, () => turn(long)));
    }
    const more = (median(first.map((each, start) => each - second[start]!)) ?? Number.NaN) / 1000;
    const most = 1.5 * onShort + tokenising;
    return [
      {
        work: `a new turn on a chain of ${SHORT} / of ${LONG} responses in memory`,
        target: '≤ 1.5 × the shorter + tokenising',
        cells: {
          fakeai: `${figure(onShort, 'µs')} / ${figure(onLong, 'µs')}, tokenising ${figure(tokenising, 'µs')}`,
        },
        met: onLong <= most,
        details: { onShort, onLong, tokenising },
      },
      {
        work: `the first turn on a chain of ${LONG} responses after a restart, beyond the next one`,
        target: '≤ 3 ms',
        cells: { fakeai: figure(more, 'ms') },
        met: more <= 3,
        details: { first, second },
      },
    ];
  } finally {
    await fake.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counting the tokens of texts that are new, in microseconds: the median over tokenizers without a cached text. */
async function tokenisingOf(texts: readonly string[]): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 5; round++) {
    const tokenizer = await createTokenizers().load('o200k_base');
    rounds.push(
      await micros(1, async () => {
        for (const text of texts) tokenizer.count(text);
      }),
    );
  }
  return median(rounds) ?? Number.NaN;
}
