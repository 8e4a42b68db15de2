import { describe, expect, it } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import { finish, runSteps } from '../runtime/steps.ts';
import { createTurns } from '../runtime/turns.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { begin, ITL, openEngine, requestFor, saying, TTFT, tokenizer } from './engine.cases.ts';
import type { ChoiceEvent, GenerationEvent } from './event.ts';
import type { Generation } from './generation.ts';
import { CARD } from './models/card.cases.ts';
import type { Answer, Brief } from './ports/content.ts';
import { recordAnswer, replayAnswer } from './recorded.ts';
import {
  type FunctionTool,
  type GenerationRequest,
  type HostedRun,
  type Part,
  type RunHosted,
  textOf,
} from './request.ts';
import { toolNamespace } from './tokenizer/tool-namespace.ts';
import { imageTokens } from './tokenizer/vision.ts';

const FOUND = 'Rome has 2.8 million inhabitants.';

const run: RunHosted = ({ input }) => ({
  works: [
    {
      work: { tool: 'file-search', queries: [input], results: [] },
      stages: [
        { name: 'in_progress', after: 0 },
        { name: 'searching', after: 30 },
        { name: 'completed', after: 400 },
      ],
    },
  ],
  read: [{ kind: 'text', text: FOUND }],
});

const search: FunctionTool = { kind: 'function', name: 'search', description: '', strict: false, run };
const look: FunctionTool = { kind: 'function', name: 'look', description: '', strict: false };

const callOf = (name: string, input: string): Answer => [
  { kind: 'call', call: { kind: 'function', name, input } },
];

const BOTH: Answer = ['search', 'look'].map((name) => ({
  kind: 'call',
  call: { kind: 'function', name, input: '{}' },
}));

/** Searches once, then tells what it has read. */
function searching({ request: { turns, tools } }: Brief): Answer {
  const result = turns.find(({ role }) => role === 'tool');
  if (result) return { text: `It says: ${textOf([result])}` };
  return tools.some(({ name }) => name === 'search')
    ? callOf('search', '{"q":"Rome"}')
    : { text: 'No idea.' };
}

async function play(
  answer: Answer | ((brief: Brief) => Answer),
  given: Partial<GenerationRequest> = {},
  limits: Partial<GenerationRequest['limits']> = {},
): Promise<{ generation: Generation; events: GenerationEvent[] }> {
  const request = requestFor('How many people live in Rome?', { tools: [search], ...given, limits });
  const generation = await begin(openEngine(saying(answer)).engine, request, 0);
  const events: GenerationEvent[] = [];
  for (let at = generation.nextAt; at !== undefined; at = generation.nextAt) {
    events.push(...(generation.take(at) ?? []));
  }
  return { generation, events };
}

const isStage = (event: GenerationEvent) => event.type === 'stage';
const opened = (events: readonly GenerationEvent[]) =>
  events.flatMap((event) => (event.type === 'item-open' ? [event.opened.kind] : []));
const said = (events: readonly GenerationEvent[]) =>
  events.flatMap((event) => (event.type === 'text' ? event.pieces : [])).join('');

describe('hosted calls', () => {
  it('become works, and the model goes on with their result', async () => {
    const { events } = await play(searching);
    expect(opened(events)).toEqual(['work', 'message']);
    expect(said(events)).toBe(`It says: ${FOUND}`);
    expect(events.at(-2)).toMatchObject({ type: 'finished', reason: 'stop' });
  });

  it('take their time between tokens, and the next pass takes a time to first token', async () => {
    const { events, generation } = await play(searching);
    const written = tokenizer.count('search') + 3 + tokenizer.count('{"q":"Rome"}');
    const start = TTFT + (written - 1) * ITL;
    expect(events.filter(isStage).map(({ at }) => at)).toEqual([start, start + 30, start + 430]);
    const text = events.find(({ type }) => type === 'text') as ChoiceEvent;
    expect(text.at).toBe(start + 430 + TTFT);
    expect(generation.firstAt).toBe(TTFT);
    const tokens = generation.usage.completionTokens;
    expect(generation.endsAt).toBe(start + 430 + TTFT + (tokens - written - 1) * ITL);
    expect(generation.gaps).toEqual({ each: ITL, length: tokens - 1 });
  });

  it('count what every pass reads', async () => {
    const { generation } = await play(searching);
    const alone = await play({ text: '' }, { tools: [search] });
    const first = alone.generation.usage.promptTokens;
    const written = tokenizer.count('search') + 3 + tokenizer.count('{"q":"Rome"}');
    expect(generation.usage.promptTokens).toBe(first + first + written + tokenizer.count(FOUND));
  });

  it('count the images that a pass reads', async () => {
    const image: Part = { kind: 'image', url: 'data:,', detail: 'high', size: { width: 512, height: 512 } };
    const drawing: RunHosted = async (call) => ({ ...(await run(call)), read: [image] });
    const once = ({ request: { turns } }: Brief): Answer =>
      turns.some(({ role }) => role === 'tool') ? { text: 'Done.' } : callOf('search', '{}');
    const read = async (run: RunHosted) =>
      (await play(once, { tools: [{ ...search, run }] })).generation.usage.promptTokens;
    const nothing: RunHosted = async (call) => ({ ...(await run(call)), read: [] });
    expect((await read(drawing)) - (await read(nothing))).toBe(
      imageTokens({ width: 512, height: 512 }, 'high', CARD.vision),
    );
  });

  it('count the tools that are loaded as a prompt does: what a group is for stands there once', async () => {
    const groupDescription = 'All about customers. '.repeat(50);
    const loaded = ['list', 'find'].map((own) => ({ ...look, name: `crm.${own}`, groupDescription }));
    const once = ({ request: { turns } }: Brief): Answer =>
      turns.some(({ role }) => role === 'tool') ? { text: 'Done.' } : callOf('search', '{}');
    const read = async (more: Partial<HostedRun>) => {
      const loading: RunHosted = async (call) => ({ ...(await run(call)), ...more });
      return (await play(once, { tools: [{ ...search, run: loading }] })).generation.usage.promptTokens;
    };
    expect((await read({ loaded })) - (await read({}))).toBe(tokenizer.count(finish(toolNamespace(loaded))));
  });

  it('are told the conversation so far, with the results of earlier calls', async () => {
    const told: string[] = [];
    const listening: RunHosted = (call) => {
      told.push(textOf(call.request.turns));
      return run(call);
    };
    const twice = ({ request: { turns } }: Brief): Answer =>
      turns.filter(({ role }) => role === 'tool').length < 2 ? callOf('search', '{}') : { text: 'Done.' };
    await play(twice, { tools: [{ ...search, run: listening }] });
    expect(told).toEqual(['How many people live in Rome?', `How many people live in Rome?${FOUND}`]);
  });

  it('end the answer once their results are too large together', async () => {
    let calls = 0;
    const heavy: RunHosted = async (call) => {
      calls++;
      const { works, ...done } = await run(call);
      return {
        ...done,
        works: works.map((one) => ({
          ...one,
          work: { tool: 'file-search', queries: ['x'.repeat(400)], results: [] },
        })),
      };
    };
    const always = ({ request }: Brief): Answer =>
      request.tools.length > 0 ? callOf('search', '{}') : { text: 'Enough.' };
    const sizeLimit = { bytes: 10_000, bytesPerLogprob: 1, worksBytes: 1000 };
    await expect(play(always, { tools: [{ ...search, run: heavy }], sizeLimit })).rejects.toMatchObject({
      name: 'AnswerTooLarge',
      of: 'works',
      limit: 1000,
    });
    expect(calls).toBe(3);
  });

  it('are limited in number; then the model answers without the tool', async () => {
    const always = ({ request }: Brief): Answer =>
      request.tools.length > 0 ? callOf('search', '{}') : { text: 'Enough.' };
    const { events } = await play(always, { maxHostedCalls: 2 });
    expect(opened(events)).toEqual(['work', 'work', 'message']);
    expect(opened((await play(always, { maxHostedCalls: 0 })).events)).toEqual(['message']);
  });

  it('end, even if the source never stops', async () => {
    const { events } = await play(({ request }) =>
      request.tools.length > 0 ? callOf('search', '{}') : { text: 'Enough.' },
    );
    expect(opened(events).length).toBeLessThan(20);
    expect(said(events)).toBe('Enough.');
  });

  it.each([{ mode: 'required' }, { mode: 'named', name: 'search' }] as const)(
    'are forced once: $mode',
    async (toolChoice) => {
      const modes: string[] = [];
      await play(
        (brief) => {
          modes.push(brief.request.toolChoice.mode);
          return searching(brief);
        },
        { toolChoice },
      );
      expect(modes).toEqual([toolChoice.mode, 'auto']);
    },
  );

  it('stand beside calls of the caller, which end the answer', async () => {
    const { events } = await play(BOTH, { tools: [search, look] });
    expect(opened(events)).toEqual(['work', 'call']);
    expect(events.at(-2)).toMatchObject({ type: 'finished', reason: 'tool-calls' });
  });

  it('do not begin another pass beside calls of the caller', async () => {
    const { events, generation } = await play(BOTH, { tools: [search, look] });
    const { generation: alone } = await play({ text: '' }, { tools: [search, look] });
    expect(generation.usage.promptTokens).toBe(alone.usage.promptTokens);
    const done = events.findLast(isStage)?.at as number;
    const look1 = events.find((event) => event.type === 'item-open' && event.opened.kind === 'call');
    expect(look1).toMatchObject({ at: done + ITL * (tokenizer.count('look') + 3) });
  });

  it('are never made by a caller, even if the source calls beyond the limit', async () => {
    const { events } = await play(() => callOf('search', '{}'), { maxHostedCalls: 1 });
    expect(opened(events)).toEqual(['work']);
    expect(opened((await play(callOf('search', '{}'), { maxHostedCalls: 0 })).events)).toEqual(['message']);
  });

  it('are not run if a limit cuts them off', async () => {
    const { events, generation } = await play(searching, {}, { maxTokens: 6 });
    expect(opened(events)).toEqual(['work']);
    expect(events.filter(isStage)).toEqual([]);
    expect(events.at(-2)).toMatchObject({ type: 'finished', reason: 'length' });
    expect(generation.usage.completionTokens).toBe(6);
  });

  it('offer what they have loaded', async () => {
    const loading: RunHosted = () => ({ ...(run({ input: '' } as never) as HostedRun), loaded: [look] });
    const { events } = await play(
      ({ request }) => callOf(request.tools.length === 1 ? 'search' : 'look', '{}'),
      { tools: [{ ...search, run: loading }] },
    );
    expect(opened(events)).toEqual(['work', 'call']);
  });

  it('make tools known that a search can find, until they are loaded', async () => {
    const known: unknown[] = [];
    const loading: RunHosted = () => ({ ...(run({ input: '' } as never) as HostedRun), loaded: [look] });
    const listing: RunHosted = () => ({ ...(run({ input: '' } as never) as HostedRun), deferred: [look] });
    await play(
      ({ request }) => {
        known.push(request.deferred?.map(({ name }) => name));
        return request.tools.length === 1 ? callOf('search', '{}') : { text: 'Done.' };
      },
      { tools: [{ ...search, run: loading }], openings: [{ run: listing }] },
    );
    expect(known).toEqual([['look'], []]);
  });

  it.each([
    ['has been composed', run],
    ['has failed', () => Promise.reject(new Error('no disk'))],
  ])('close what they have opened when the answer %s', async (_, running) => {
    let closed = 0;
    await play(searching, { tools: [{ ...search, run: running }], closing: () => closed++ }).catch(() => {});
    expect(closed).toBe(1);
  });

  it('fail the answer only if the tool rejects', async () => {
    const broken: RunHosted = () => Promise.reject(new Error('no disk'));
    await expect(play(searching, { tools: [{ ...search, run: broken }] })).rejects.toThrow('no disk');
  });

  it('are not run once the caller has left', async () => {
    const abort = new Abort();
    let runs = 0;
    const leaving: RunHosted = (call) => {
      runs++;
      abort.abort();
      return run(call);
    };
    const { engine } = openEngine(saying(() => callOf('search', '{}')));
    const prepared = await engine.prepare(requestFor('go', { tools: [{ ...search, run: leaving }] }));
    await expect(async () =>
      engine.generate(prepared, { arrivedAt: 0, tenant: '', abort }),
    ).rejects.toThrow();
    expect(runs).toBe(1);
  });
});

describe('openings', () => {
  it('happen before the first token', async () => {
    const { events, generation } = await play({ text: 'Hello.' }, { tools: [], openings: [{ run }] });
    expect(opened(events)).toEqual(['work', 'message']);
    expect(events.filter(isStage).map(({ at }) => at)).toEqual([0, 30, 430]);
    expect(generation.firstAt).toBe(430 + TTFT);
  });

  it('are read as calls with results if they have a name', async () => {
    const { events } = await play(searching, { openings: [{ name: 'search', input: '{}', run }] });
    expect(said(events)).toBe(`It says: ${FOUND}`);
    expect(opened(events)).toEqual(['work', 'message']);
  });
});

it.each([
  ['works', {}],
  ['an opening', { openings: [{ run }] }],
])('an answer with %s is the same when it is recorded and played again', async (_, given) => {
  const { generation, events } = await play(searching, given);
  const steps = recordAnswer(generation);
  const recorded = await runSteps(steps, createTurns(createVirtualClock()));
  const again = replayAnswer(JSON.parse(JSON.stringify(recorded)), 0);
  const replayed: GenerationEvent[] = [];
  for (let at = again.nextAt; at !== undefined; at = again.nextAt) replayed.push(...(again.take(at) ?? []));
  expect(replayed).toEqual(events);
});

it('half of an answer with works counts its tokens alone', async () => {
  const request = requestFor('How many?', { tools: [search] });
  const generation = await begin(openEngine(saying(searching)).engine, request, 0);
  const written = tokenizer.count('search') + 3 + tokenizer.count('{"q":"Rome"}');
  generation.take(TTFT + (written - 1) * ITL + 100);
  expect(generation.usageSoFar().completionTokens).toBe(written);
  expect(generation.tokensTaken).toBe(written);
});

it('an answer with works has used what its passes so far have read', async () => {
  const { usage } = (await play(searching)).generation;
  const { generation: alone } = await play({ text: '' }, { tools: [search] });
  const first = alone.usage.promptTokens;
  const { engine } = openEngine(saying(searching));
  const request = requestFor('How many people live in Rome?', { tools: [search] });
  const generation = await begin(engine, request, 0);
  const recorded = await runSteps(recordAnswer(generation), createTurns(createVirtualClock()));
  for (const one of [generation, replayAnswer(JSON.parse(JSON.stringify(recorded)), 0)]) {
    const events: GenerationEvent[] = [];
    const done = (): boolean => events.filter(isStage).length === 3;
    for (let at = one.nextAt; at !== undefined && !done(); at = one.nextAt)
      events.push(...(one.take(at) ?? []));
    expect(one.usageSoFar().promptTokens).toBe(first);
    one.take(one.nextAt as number);
    expect(one.usageSoFar().promptTokens).toBe(usage.promptTokens);
    expect(one.usage).toEqual(usage);
  }
});

describe('a program', () => {
  const asking: RunHosted = ({ program, left }) => ({
    works: (program?.rounds ?? []).flat().map(({ kind, name, input }) => ({
      work: {
        tool: 'program-call',
        caller: 'call_1',
        call: { id: `call_${name}`, kind, name, input: `${input}${left}` },
      },
      stages: [{ name: 'called', after: 5 }],
    })),
    read: [],
    calls: 0,
    waits: true,
  });
  const ended: RunHosted = ({ request }) => ({
    works: [
      {
        work: {
          tool: 'program-output',
          callId: 'call_1',
          result: String(request.turns.length),
          isWhole: true,
        },
        stages: [{ name: 'completed', after: 5 }],
      },
    ],
    read: [{ kind: 'text', text: FOUND }],
  });
  const programs: FunctionTool = { ...search, name: 'programs', native: 'program', run: asking };
  const rounds = [[{ kind: 'function', name: 'look', input: '', label: 'look' }]] as const;
  const written: Answer = [
    { kind: 'call', call: { kind: 'function', name: 'programs', input: 'code', program: { rounds } } },
  ];
  const begun = {
    id: 'call_1',
    kind: 'function',
    name: 'programs',
    input: 'code',
    native: 'program',
  } as const;

  it('ends the answer with the calls that it waits for', async () => {
    const given = { tools: [programs, look], maxHostedCalls: 3 };
    const { generation, events } = await play(written, given);
    expect(kindsOf(generation)).toEqual(['work']);
    expect(events.find(({ type }) => type === 'item-open')).toMatchObject({
      opened: { kind: 'work', work: { call: { name: 'look', input: '3' } } },
    });
  });

  it('goes on before the model, which reads its result after its call', async () => {
    const turns = [
      { role: 'user', parts: [{ kind: 'text', text: 'How many?' }] },
      { role: 'assistant', parts: [], toolCalls: [begun] },
      { role: 'user', parts: [{ kind: 'text', text: 'Well?' }] },
    ] as const;
    const openings = [{ answers: 'call_1', run: ended }];
    const toolChoice = { mode: 'named', name: 'programs' } as const;
    const seen: GenerationRequest[] = [];
    const { generation } = await play(
      ({ request }) => {
        seen.push(request);
        return { text: 'Done.' };
      },
      { tools: [programs], turns, openings, toolChoice },
    );
    expect(kindsOf(generation)).toEqual(['work', 'message']);
    expect(seen[0]?.turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'user']);
    expect(seen[0]?.turns[2]).toMatchObject({ toolCallId: 'call_1', parts: [{ text: FOUND }] });
    expect(seen[0]?.toolChoice).toEqual({ mode: 'auto' });
  });

  it('that waits again ends an answer in which nothing is written', async () => {
    const openings = [
      {
        answers: 'call_1',
        run: (call: Parameters<RunHosted>[0]) => asking({ ...call, program: { rounds } }),
      },
    ];
    const { generation, events } = await play({ text: 'Never said.' }, { tools: [programs], openings });
    expect(kindsOf(generation)).toEqual(['work']);
    expect(generation.usage.completionTokens).toBe(0);
    expect(events.at(-1)).toMatchObject({ type: 'usage' });
  });
});

const kindsOf = ({ plans }: Generation) => plans[0]?.items.map(({ kind }) => kind);
