import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokenizers } from '../../src/engine/tokenizer/create-tokenizers.ts';
import { createFakeAI, type FakeAI } from '../../src/fakeai.ts';
import type { Context } from '../context.ts';
import { micros } from '../micros.ts';
import { figure, type Line, median } from '../report.ts';
import { besideChat, type Pair } from './beside-chat.ts';

/** Responses, which are stored unless the request says otherwise, beside chat completions of the same text. */
export async function measureResponses(context: Context): Promise<Line[]> {
  return [...(await besideChat(context, PAIRS)), ...(await chains(context))];
}

const PAIRS: readonly Pair[] = [
  { name: 'responses, 16-token answer, 64 connections', work: 'response', chat: 'plain' },
  {
    name: 'streamed responses, up to 100 tokens, 64 connections',
    work: 'response-stream',
    chat: 'chat-stream',
  },
];

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
