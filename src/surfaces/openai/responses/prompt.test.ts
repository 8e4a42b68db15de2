import { describe, expect, it, onTestFinished } from 'vitest';
import { KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { responses } from './noun.ts';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const prompts = {
  pmpt_sum: [
    { messages: [{ role: 'user' as const, content: 'What is {{a}} plus {{ b }}?' }] },
    {
      model: 'gpt-4o',
      messages: [
        { role: 'developer' as const, content: 'You are good at sums with {{a}}.' },
        { role: 'user' as const, content: 'What is {{a}} times {{b}}?' },
      ],
    },
  ],
  pmpt_picture: [
    {
      model: 'gpt-4o',
      messages: [{ role: 'user' as const, content: 'Before {{picture}} after {{picture}}.' }],
    },
  ],
  pmpt_said: [
    {
      model: 'gpt-4o',
      messages: [
        { role: 'assistant' as const, content: 'I know {{thing}}.' },
        { role: 'user' as const, content: 'What do you know?' },
      ],
    },
  ],
  pmpt_json: [{ model: 'gpt-4o', messages: [{ role: 'developer' as const, content: 'Answer in JSON.' }] }],
};

function open() {
  const { fetch, platform } = openRig([only(responses)], { seed: 1, prompts });
  onTestFinished(() => platform.close());
  const send = async (body: object, path = '/responses') => {
    const reply = await fetch(`http://x/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: reply.status, body: (await reply.json()) as never };
  };
  const text = async (body: object): Promise<string> => {
    const reply = (await send(body)).body as { output: { content: { text: string }[] }[] };
    return reply.output[0]?.content[0]?.text ?? '';
  };
  return { send, text };
}

const sum = (more: object = {}) => ({ id: 'pmpt_sum', variables: { a: '6', b: '7' }, ...more });

describe('a prompt', () => {
  it('is answered in its current version, with its model, and told by the response', async () => {
    const { send, text } = open();
    expect(await text({ prompt: sum() })).toContain('42');
    const { body } = await send({ prompt: sum() });
    expect(body).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      prompt: { id: 'pmpt_sum', version: '2', variables: { a: '6', b: '7' } },
      instructions: [
        {
          type: 'message',
          role: 'developer',
          content: [{ type: 'input_text', text: 'You are good at sums with 6.' }],
        },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'What is 6 times 7?' }] },
      ],
    });
  });

  it('is answered in another version, with the model of the request', async () => {
    const { send, text } = open();
    expect(await text({ model: 'gpt-4o', prompt: sum({ version: '1' }) })).toContain('13');
    expect(await send({ prompt: sum({ version: '1' }) })).toMatchObject({
      status: 400,
      body: { error: { param: 'model', code: 'missing_required_parameter' } },
    });
  });

  it('comes before the input, and after the instructions', async () => {
    const { send, text } = open();
    const body = { instructions: 'Be brief.', prompt: sum(), input: 'What is 20 plus 3?' };
    expect(await text(body)).toContain('23');
    expect((await send(body)).body).toMatchObject({
      instructions: [
        { role: 'developer', content: [{ text: 'Be brief.' }] },
        { role: 'developer' },
        { role: 'user' },
      ],
    });
  });

  it('is not part of the history', async () => {
    const { send } = open();
    const first = (await send({ prompt: sum(), input: 'Hello' })).body as { id: string };
    const usage = async (body: object) =>
      ((await send({ model: 'gpt-4o', ...body })).body as { usage: { input_tokens: number } }).usage;
    const next = await usage({ previous_response_id: first.id, input: 'Again' });
    const whole = await usage({ previous_response_id: first.id, prompt: sum(), input: 'Again' });
    expect(whole.input_tokens - next.input_tokens).toBeGreaterThan(15);
  });

  it('takes images, as parts between the texts', async () => {
    const { send } = open();
    const picture = { type: 'input_image', image_url: PIXEL };
    const { body } = await send({ prompt: { id: 'pmpt_picture', variables: { picture } } });
    const image = { ...picture, detail: 'auto', file_id: null };
    expect(body).toMatchObject({
      prompt: { variables: { picture: image } },
      instructions: [
        {
          content: [
            { type: 'input_text', text: 'Before ' },
            image,
            { type: 'input_text', text: ' after ' },
            image,
            { type: 'input_text', text: '.' },
          ],
        },
      ],
    });
    const { usage } = body as { usage: { input_tokens: number } };
    expect(usage.input_tokens).toBeGreaterThan(2 * 85);
  });

  it('takes texts as parts, and files', async () => {
    const { text, send } = open();
    const b = { type: 'input_text', text: '7' };
    expect(await text({ prompt: sum({ variables: { a: '6', b } }) })).toContain('42');
    const file = { type: 'input_file', filename: 'a.txt', file_data: 'data:text/plain;base64,SGVsbG8=' };
    const { body } = await send({ prompt: { id: 'pmpt_picture', variables: { picture: file } } });
    expect(body).toMatchObject({ status: 'completed', prompt: { variables: { picture: file } } });
  });

  it('counts for the word that JSON needs', async () => {
    const { send } = open();
    const body = {
      prompt: { id: 'pmpt_json' },
      input: 'Two colours',
      text: { format: { type: 'json_object' } },
    };
    expect((await send(body)).status).toBe(200);
  });

  it.each([
    [{ id: 'pmpt_none' }, 404, 'prompt.id', "Prompt with id 'pmpt_none' not found."],
    [{ id: 'constructor' }, 404, 'prompt.id', "Prompt with id 'constructor' not found."],
    [
      sum({ version: '3' }),
      404,
      'prompt.version',
      "Prompt version with id '3' not found. The current version of prompt 'pmpt_sum' is '2'.",
    ],
    [sum({ variables: { b: '1' } }), 400, 'prompt.variables', 'Missing prompt variables: a'],
    [{ id: 'pmpt_sum' }, 400, 'prompt.variables', 'Missing prompt variables: a, b'],
    [sum({ variables: { a: '1', b: '2', c: '3' } }), 400, 'prompt.variables', 'Unknown prompt variables: c'],
    [
      { id: 'pmpt_said', variables: { thing: { type: 'input_image', image_url: PIXEL } } },
      400,
      'prompt.variables.thing',
      "Invalid 'prompt.variables.thing': the prompt puts it into a message of the assistant, which can only be text.",
    ],
    [
      { id: 'pmpt_picture', variables: { picture: { type: 'input_image', image_url: 'no address' } } },
      400,
      'prompt.variables.picture.image_url',
      "Invalid 'prompt.variables.picture.image_url'. Expected a valid URL, but got a value with an invalid format.",
    ],
  ])('%j is refused with %i about %s', async (prompt, status, param, message) => {
    const { send } = open();
    expect(await send({ model: 'gpt-4o', prompt })).toMatchObject({
      status,
      body: { error: { param, message } },
    });
  });

  it('cannot grow beyond the longest text by using a variable often', async () => {
    const { send } = open();
    const picture = 'x'.repeat(6_000_000);
    const body = { store: false, prompt: { id: 'pmpt_picture', variables: { picture } } };
    expect(await send(body)).toMatchObject({
      status: 400,
      body: { error: { param: 'prompt.variables', code: 'string_above_max_length' } },
    });
  });
});
