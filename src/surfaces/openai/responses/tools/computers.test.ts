import type OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { type Item, itemOf, openTools, type Response } from './tools.cases.ts';

const computer = { type: 'computer' as const };
const preview = {
  type: 'computer_use_preview' as const,
  environment: 'browser' as const,
  display_width: 800,
  display_height: 600,
};
/** A picture of one pixel. */
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const shot = (call_id: string): OpenAI.Responses.ResponseInputItem.ComputerCallOutput => ({
  type: 'computer_call_output',
  call_id,
  output: { type: 'computer_screenshot', image_url: PIXEL },
});
const input = 'Open example.com, click "More" and type "hello" into the search field.';

/** The rounds of a loop that ends with an answer. */
async function loop(
  create: ReturnType<typeof openTools>['create'],
  tools: NonNullable<OpenAI.Responses.ResponseCreateParams['tools']>,
  asked: string,
): Promise<Response[]> {
  const rounds = [await create({ input: asked, tools })];
  while (rounds.at(-1)!.output.some(({ type }) => type === 'computer_call')) {
    const last = rounds.at(-1)!;
    const { call_id } = itemOf(last, 'computer_call');
    rounds.push(await create({ tools, previous_response_id: last.id, input: [shot(call_id)] }));
    expect(rounds.length).toBeLessThan(12);
  }
  return rounds;
}

const callIn = (response: Response): Extract<Item, { type: 'computer_call' }> =>
  itemOf(response, 'computer_call');

describe('computer', () => {
  it('looks first, then does all that was asked, then tells it', async () => {
    const { create } = openTools();
    const [first, second, last, ...others] = await loop(create, [computer], input);
    expect(others).toEqual([]);
    expect(callIn(first!)).toMatchObject({
      id: expect.stringMatching(/^cu_/),
      status: 'completed',
      pending_safety_checks: [],
      actions: [{ type: 'screenshot' }],
    });
    expect(callIn(second!).actions).toEqual([
      { type: 'click', button: 'left', x: 0, y: 0 },
      { type: 'type', text: 'example.com' },
      { type: 'keypress', keys: ['ENTER'] },
      { type: 'wait' },
      { type: 'click', button: 'left', x: 0, y: 0 },
      { type: 'click', button: 'left', x: 0, y: 0 },
      { type: 'type', text: 'hello' },
    ]);
    expect(last!.output_text).toMatch(
      /^I took a screenshot, clicked at \(0, 0\), typed “example.com”.* The latest screenshot has 1 × 1 pixels\.$/,
    );
  });

  it('means the same when its items are sent back', async () => {
    const { create } = openTools();
    const [first, second] = await loop(create, [computer], 'Double-click the trash icon.');
    const call = callIn(first!);
    const sent = await create({
      tools: [computer],
      input: [
        { role: 'user', content: 'Double-click the trash icon.' },
        call,
        shot(call.call_id),
      ] as OpenAI.Responses.ResponseInput,
    });
    expect(callIn(sent).actions).toEqual(callIn(second!).actions);
    expect(sent.usage?.input_tokens).toBe(second!.usage?.input_tokens);
    expect(callIn(sent).actions).toEqual([{ type: 'double_click', x: 0, y: 0, keys: null }]);
  });

  it('streams its calls as items without events of their own', async () => {
    const { stream } = openTools();
    const { types, events } = await stream({ input, tools: [computer] });
    expect(types.slice(2, -1)).toEqual(['response.output_item.added', 'response.output_item.done']);
    expect(events[2]).toMatchObject({ item: { status: 'in_progress', actions: [] } });
  });

  it('has safety checks for some websites, which have to be acknowledged', async () => {
    const { create, refused } = openTools();
    const first = await create({ input: 'Open https://www.mybank.com/login', tools: [computer] });
    const body = (more: object) => ({ tools: [computer], ...more });
    const second = await create(
      body({ previous_response_id: first.id, input: [shot(callIn(first).call_id)] }),
    );
    const { call_id, pending_safety_checks: checks } = callIn(second);
    expect(checks).toEqual([
      {
        id: expect.stringMatching(/^cu_sc_\w+$/),
        code: 'sensitive_domain',
        message: expect.stringContaining('website'),
      },
    ]);
    const next = body({ previous_response_id: second.id, input: [shot(call_id)] });
    const error = await refused(next);
    expect(error.param).toBe('input[0].acknowledged_safety_checks');
    expect(error.message).toContain(checks[0]!.id);
    const acknowledged = [{ ...shot(call_id), acknowledged_safety_checks: checks }];
    const answer = await create({ ...next, input: acknowledged });
    expect(answer.output_text).toContain('typed “https://www.mybank.com/login”');
  });

  it('is not used for what needs no computer, unless the request wants it', async () => {
    const { create } = openTools();
    const plain = await create({ input: 'Tell me a joke.', tools: [computer] });
    expect(plain.output.map(({ type }) => type)).toEqual(['message']);
    for (const type of ['computer', 'computer_use'] as const) {
      const forced = await create({ input: 'Tell me a joke.', tools: [computer], tool_choice: { type } });
      expect(callIn(forced).actions).toEqual([{ type: 'screenshot' }]);
    }
  });
});

describe('computer_use_preview', () => {
  it('does one action in each call, on the display that is declared', async () => {
    const { create } = openTools();
    const rounds = await loop(create, [preview], 'Open example.com and scroll down.');
    expect(rounds.slice(0, -1).map((round) => callIn(round).action)).toEqual([
      { type: 'screenshot' },
      { type: 'click', button: 'left', x: 400, y: 40 },
      { type: 'type', text: 'example.com' },
      { type: 'keypress', keys: ['ENTER'] },
      { type: 'wait' },
      { type: 'scroll', x: 400, y: 300, scroll_x: 0, scroll_y: 300 },
    ]);
    expect(rounds.at(-1)!.output_text).toContain('scrolled by (0, 300)');
  });

  it('ends after some rounds, however much is asked', async () => {
    const { create } = openTools();
    const rounds = await loop(create, [preview], 'Press Tab. '.repeat(12));
    expect(rounds).toHaveLength(9);
  });

  it.each(['display_width', 'display_height'])('refuses a display of no size: %s', async (name) => {
    const { refused } = openTools();
    const error = await refused({ input, tools: [{ ...preview, [name]: 0 }] });
    expect(error.param).toBe(`tools[0].${name}`);
  });
});

describe('the screenshot of a call', () => {
  it('has to be an image', async () => {
    const { create, refused } = openTools();
    const first = await create({ input, tools: [computer] });
    const output = { type: 'computer_screenshot', image_url: 'data:image/png;base64,AAAA' };
    const item = { ...shot(callIn(first).call_id), output };
    const error = await refused({ tools: [computer], previous_response_id: first.id, input: [item] });
    expect(error.param).toBe('input[0].output.image_url');
  });

  it('needs its call, and the call needs it', async () => {
    const { create, refused } = openTools();
    const first = await create({ input, tools: [computer] });
    expect((await refused({ previous_response_id: first.id, input: 'And?' })).message).toContain(
      'No tool output found for computer call call_',
    );
    expect((await refused({ input: [shot('call_x')] })).message).toContain(
      'No tool call found for computer call output with call_id call_x.',
    );
  });

  it('is kept, and listed without the image unless that is included', async () => {
    const { create, client } = openTools();
    const first = await create({ input, tools: [computer] });
    const answer = await create({
      tools: [computer],
      previous_response_id: first.id,
      input: [shot(callIn(first).call_id)],
    });
    const bare = await client.responses.inputItems.list(answer.id);
    expect(bare.data[0]).toMatchObject({ output: { type: 'computer_screenshot' } });
    expect(bare.data[0]).not.toMatchObject({ output: { image_url: PIXEL } });
    const include = ['computer_call_output.output.image_url' as const];
    const full = await client.responses.inputItems.list(answer.id, { include });
    expect(full.data[0]).toMatchObject({ output: { image_url: PIXEL } });
  });
});
