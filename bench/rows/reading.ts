import type { GenerationRequest } from '../../src/engine/request.ts';
import { findAnswer } from '../../src/simulation/reading/passages.ts';
import { readRequest } from '../../src/simulation/reading/reading.ts';
import type { Context } from '../context.ts';
import { figure, type Line, median } from '../report.ts';

const SHORT =
  'What should somebody know about the tides of the northern sea and its harbours in winter, when the moon is full? ' +
  'Name three towns where this can be seen by everyone, and say when it is best to go there.';

const PASSAGE =
  'The harbour of Old Town was built in 1871 by the brothers Smith. It has a lighthouse of 32 metres.';

const RULE = '---------------------';

/** Characters of English text in a token. */
const CHARACTERS_PER_TOKEN = 4;

/** Reading a prompt, and finding the answer in its material, called directly. CPU time in microseconds. */
export function measureReading({ quick }: Context): Promise<Line[]> {
  const rounds = quick ? 300 : 3000;
  const long = `Context information is below.\n${RULE}\n${`${PASSAGE}\n\n`.repeat(400)}${RULE}\nQuery: Who built the harbour of Old Town?\nAnswer: `;
  const tokens = long.length / CHARACTERS_PER_TOKEN;
  const short = micros(rounds * 10, () => read(SHORT));
  const reading = micros(rounds / 10, () => read(long)) / tokens;
  const { question, material } = read(long);
  const answering = micros(rounds / 10, () => findAnswer(question, material)) / tokens;
  return Promise.resolve([
    line('reading: a prompt of 50 tokens', 15, short),
    line('reading: each further token', 0.05, reading),
    line('reading: finding an answer, each token of the material', 0.5, answering),
  ]);
}

function read(text: string): ReturnType<typeof readRequest> {
  const request = { turns: [{ role: 'user', parts: [{ kind: 'text', text }] }] };
  const reading = readRequest(request as unknown as GenerationRequest);
  // Its parts are read when they are first used.
  void reading.question;
  void reading.material;
  return reading;
}

/** Microseconds of CPU time for each call: the median of three rounds after one to warm up. */
function micros(calls: number, call: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    const start = process.cpuUsage();
    for (let index = 0; index < calls; index++) call();
    const used = process.cpuUsage(start);
    if (round > 0) times.push((used.user + used.system) / calls);
  }
  return median(times) ?? Number.NaN;
}

function line(work: string, most: number, time: number): Line {
  return {
    work,
    target: `≤ ${most} µs`,
    cells: { fakeai: figure(time, 'µs') },
    met: time <= most,
    details: { time },
  };
}
