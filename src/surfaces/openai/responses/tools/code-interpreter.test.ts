import { describe, expect, it, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../../runtime/virtual-clock.ts';
import { fixedLatency, KEY, openRig } from '../../../rig.cases.ts';
import { only } from '../../api.ts';
import { files } from '../../files/noun.ts';
import { responses } from '../noun.ts';

const authorization = `Bearer ${KEY}`;
const auto = { type: 'code_interpreter', container: { type: 'auto' } };
const outputs = ['code_interpreter_call.outputs'];

interface Item {
  readonly type: string;
  readonly id: string;
  readonly status: string;
  readonly code: string;
  readonly container_id: string;
  readonly outputs: readonly { readonly type: string; readonly logs: string; readonly url: string }[] | null;
  readonly content: readonly {
    readonly text: string;
    readonly annotations: readonly Record<string, unknown>[];
  }[];
}

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly output: readonly Item[];
  readonly usage: { readonly input_tokens: number };
  readonly error: { readonly message: string; readonly param: string; readonly code: string } | null;
}

interface Told {
  readonly type: string;
  readonly sequence_number: number;
  readonly delta?: string;
  readonly code?: string;
  readonly response?: Shown;
}

function open() {
  const { fetch, platform } = openRig([only(responses, files)], { seed: 1 });
  onTestFinished(() => platform.close());
  const send = (path: string, body?: object) =>
    fetch(`http://x/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const create = async (body: object): Promise<Shown> =>
    (
      await send('/responses', { model: 'gpt-4o', tools: [auto], include: outputs, ...body })
    ).json() as Promise<Shown>;
  const upload = async (name: string, text: string): Promise<string> => {
    const body = new FormData();
    body.set('purpose', 'user_data');
    body.set('file', new File([text], name, { type: 'text/csv' }));
    const reply = await fetch('http://x/v1/files', { method: 'POST', headers: { authorization }, body });
    return ((await reply.json()) as { id: string }).id;
  };
  return { send, create, upload };
}

const textOf = ({ output }: Shown): string => output.at(-1)?.content?.[0]?.text ?? '';
const callsOf = ({ output }: Shown): Item[] => output.filter(({ type }) => type === 'code_interpreter_call');

describe('the code interpreter', () => {
  it('runs code for what can be calculated, and the answer states the result', async () => {
    const response = await open().create({ input: 'What is 2 ** 100 + 1?' });
    expect(response.output).toMatchObject([
      {
        type: 'code_interpreter_call',
        id: expect.stringMatching(/^ci_/),
        status: 'completed',
        container_id: expect.stringMatching(/^cntr_\w{20,}$/),
        code: 'result = 2 ** 100 + 1\nprint(result)',
        outputs: [{ type: 'logs', logs: '1267650600228229401496703205377\n' }],
      },
      { type: 'message', status: 'completed' },
    ]);
    expect(textOf(response)).toContain('1267650600228229401496703205377');
  });

  it('is not used for what it is of no use for', async () => {
    const { create } = open();
    expect(callsOf(await create({ input: 'What is the capital of France?' }))).toEqual([]);
    expect(callsOf(await create({ input: 'What is 2 + 3?', tool_choice: 'none' }))).toEqual([]);
    expect(callsOf(await create({ input: 'Write a Python function that adds 2 and 3.' }))).toEqual([]);
  });

  it.each([['required'], [{ type: 'code_interpreter' }]])(
    'is used once if it is forced by %j',
    async (choice) => {
      const response = await open().create({ input: 'Tell me a joke.', tool_choice: choice });
      expect(response.output.map(({ type }) => type)).toEqual(['code_interpreter_call', 'message']);
      expect(callsOf(response)[0]!.outputs).toMatchObject([{ logs: '4\n' }]);
    },
  );

  it('shows the error of code that fails', async () => {
    const response = await open().create({ input: 'What is 10 / 0?' });
    expect(callsOf(response)).toMatchObject([
      {
        status: 'failed',
        outputs: [
          {
            type: 'logs',
            logs: 'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nZeroDivisionError: division by zero\n',
          },
        ],
      },
    ]);
    expect(textOf(response)).toContain('ZeroDivisionError');
  });

  it('draws charts, and the answer cites the file', async () => {
    const response = await open().create({
      input: 'Draw a pie chart of Apples: 30, Pears: 12 and Plums: 7',
      tools: [{ ...auto, container: 'cntr_0123' }],
    });
    const [call] = callsOf(response);
    expect(call).toMatchObject({ container_id: 'cntr_0123', outputs: [{ type: 'logs' }, { type: 'image' }] });
    const png = Buffer.from(call!.outputs![1]!.url.split(',')[1]!, 'base64');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([800, 500]);
    const [annotation] = response.output.at(-1)!.content[0]!.annotations;
    expect(annotation).toMatchObject({
      type: 'container_file_citation',
      container_id: 'cntr_0123',
      file_id: expect.stringMatching(/^cfile_/),
      filename: 'pie_chart.png',
    });
    const { start_index, end_index } = annotation as { start_index: number; end_index: number };
    expect(textOf(response).slice(start_index, end_index)).toBe('sandbox:/mnt/data/pie_chart.png');
  });

  it('goes on in one container, with a calculation and a chart', async () => {
    const { create } = open();
    const first = await create({ input: 'Plot 3, 5, 9 and 2 as a line chart and give me their mean.' });
    const [one, other] = callsOf(first);
    expect(one!.outputs).toEqual([{ type: 'logs', logs: 'Mean: 4.75\n' }]);
    expect(other!.container_id).toBe(one!.container_id);
    expect(textOf(first)).toContain('4.75');
    const history = [{ role: 'user', content: 'What is 2 + 3?' }, ...first.output];
    const second = await create({ input: [...history, { role: 'user', content: 'And what is 4 * 5?' }] });
    expect(callsOf(second)).toMatchObject([{ container_id: one!.container_id, outputs: [{ logs: '20\n' }] }]);
  });

  it('makes at most as many calls as are allowed', async () => {
    const response = await open().create({
      input: 'Plot 3, 5, 9 and 2 as a line chart and give me their mean.',
      max_tool_calls: 1,
    });
    expect(callsOf(response)).toHaveLength(1);
    expect(textOf(response)).toContain('4.75');
  });

  it('reads the files of its container, and mends code that fails on them', async () => {
    const { create, upload } = open();
    const id = await upload('prices.csv', 'name,price\nTea,1.5\nCake,n/a\nPie,2.25\n');
    const container = {
      type: 'auto',
      file_ids: [id],
      memory_limit: '1g',
      network_policy: { type: 'disabled' },
    };
    const response = await create({ input: 'What is the total price?', tools: [{ ...auto, container }] });
    const [failed, mended] = callsOf(response);
    expect(failed).toMatchObject({ status: 'failed' });
    expect(failed!.outputs![0]!.logs).toContain("ValueError: could not convert string to float: 'n/a'");
    expect(mended).toMatchObject({ status: 'completed', outputs: [{ logs: 'Total price: 3.75\n' }] });
    expect(textOf(response)).toBe('The total price is 3.75.');
  });

  it('reads files of the conversation', async () => {
    const { create, upload } = open();
    const file_id = await upload('points.csv', 'name,points\nAda,12\nBob,30\n');
    const content = [
      { type: 'input_file', file_id },
      { type: 'input_text', text: 'Who has the highest points? Use python.' },
    ];
    const response = await create({ input: [{ role: 'user', content }] });
    expect(callsOf(response)[0]!.outputs).toEqual([{ type: 'logs', logs: 'Bob 30\n' }]);
  });

  it('means the same when it comes back, in items and by id', async () => {
    const { create, send } = open();
    const input = 'What is 12 * 12?';
    const first = await create({ input });
    const follow = { role: 'user', content: 'Thank you.' };
    const count = async (body: object) =>
      (
        (await (await send('/responses/input_tokens', { model: 'gpt-4o', ...body })).json()) as {
          input_tokens: number;
        }
      ).input_tokens;
    const asItems = await count({ input: [{ role: 'user', content: input }, ...first.output, follow] });
    const byId = await count({ previous_response_id: first.id, input: [follow] });
    expect(asItems).toBe(byId);
    const without = await count({ input: [{ role: 'user', content: input }, first.output.at(-1)!, follow] });
    expect(asItems).toBeGreaterThan(without + 10);
  });

  it('is streamed in order, and ends as the response that is kept', async () => {
    const { send } = open();
    const body = {
      model: 'gpt-4o',
      tools: [auto],
      include: outputs,
      input: 'What is 12 * 12?',
      stream: true,
    };
    const frames = (await (await send('/responses', body)).text()).split('\n\n').filter(Boolean);
    const events = frames.map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 6)) as Told);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    const types = events.map(({ type }) => type);
    expect([...new Set(types)].slice(0, 9)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.code_interpreter_call.in_progress',
      'response.code_interpreter_call_code.delta',
      'response.code_interpreter_call_code.done',
      'response.code_interpreter_call.interpreting',
      'response.code_interpreter_call.completed',
      'response.output_item.done',
    ]);
    const code = events.find(({ type }) => type.endsWith('code.done'))?.code;
    const deltas = events.filter(({ type }) => type.endsWith('code.delta')).map(({ delta }) => delta);
    expect(deltas.join('')).toBe(code);
    const { response } = events.at(-1)!;
    const kept = await send(`/responses/${response!.id}?include[]=code_interpreter_call.outputs`);
    expect(await kept.json()).toEqual(response);
  });

  it('is made in the background, and cut off by a limit', async () => {
    const clock = createVirtualClock({ automatic: false });
    const { fetch, platform } = openRig([only(responses)], {
      clock,
      seed: 1,
      latencyModel: fixedLatency(100, 10),
    });
    onTestFinished(() => platform.close());
    platform.jobs.start();
    const headers = { authorization, 'content-type': 'application/json' };
    const call = async (path: string, body?: object): Promise<Shown> =>
      (
        await fetch(`http://x/v1/responses${path}`, {
          method: body ? 'POST' : 'GET',
          headers,
          ...(body && { body: JSON.stringify(body) }),
        })
      ).json() as Promise<Shown>;
    const asked = {
      model: 'gpt-4o',
      tools: [auto],
      include: outputs,
      input: 'What is 12 * 12?',
      background: true,
    };
    const whole = await call('', asked);
    const cut = await call('', {
      ...asked,
      max_output_tokens: 16,
      input: 'Plot 3, 5, 9 and 2 as a line chart.',
    });
    const seen = new Set<string | undefined>();
    for (let step = 0; step < 60; step++) {
      await clock.advance(25);
      seen.add(callsOf(await call(`/${whole.id}`))[0]?.status);
    }
    expect([...seen]).toEqual([undefined, 'in_progress', 'interpreting', 'completed']);
    await clock.advance(60_000);
    expect(callsOf(await call(`/${whole.id}`))).toMatchObject([
      { status: 'completed', outputs: [{ logs: '144\n' }] },
    ]);
    expect(await call(`/${cut.id}`)).toMatchObject({
      status: 'incomplete',
      output: [{ status: 'incomplete', outputs: null }],
    });
  });

  it.each([
    ['tools[0].allowed_callers', { allowed_callers: ['programmatic'] }],
    ['tools[0].container', { container: 'box_1' }],
    ['tools[0].container.file_ids[0]', { container: { type: 'auto', file_ids: ['doc-1'] } }],
    ['tools[0].container.file_ids[1]', { container: { type: 'auto', file_ids: ['file-1', 'file-missing'] } }],
    ['tools[0].container.memory_limit', { container: { type: 'auto', memory_limit: '2g' } }],
    [
      'tools[0].container.network_policy.type',
      { container: { type: 'auto', network_policy: { type: 'open' } } },
    ],
  ])('refuses a wrong %s', async (param, tool) => {
    const { send, upload } = open();
    const id = await upload('notes.csv', 'a,b\n1,2\n');
    const body = JSON.parse(JSON.stringify(tool).replace('file-1', id)) as object;
    const reply = await send('/responses', { model: 'gpt-4o', input: 'Hi', tools: [{ ...auto, ...body }] });
    expect(reply.status).toBe(400);
    const { error } = (await reply.json()) as Shown;
    expect(error).toMatchObject({ param });
  });
});
