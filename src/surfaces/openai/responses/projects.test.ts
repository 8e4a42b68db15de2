import { afterAll, describe, expect, it } from 'vitest';
import { createFakeAI } from '../../../fakeai.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';

/** No project finds what another one has. */

const fake = createFakeAI({ fast: true, clock: createVirtualClock() });
afterAll(() => fake.close());

const SECRET = 'ZEBRA';

async function send(project: string, path: string, body: object | FormData) {
  const isForm = body instanceof FormData;
  const answer = await fake.fetch(`http://fakeai.test/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer sk-fakeai-1234567890abcdef',
      'openai-project': project,
      ...(!isForm && { 'content-type': 'application/json' }),
    },
    body: isForm ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: JSON.parse(text) };
}

const respond = (project: string, body: object) => send(project, '/responses', { model: 'gpt-5.4', ...body });

const upload = async (): Promise<string> => {
  const form = new FormData();
  form.set('purpose', 'user_data');
  form.set('file', new File([`The vacation policy grants ${SECRET} days.`], 'policy.txt'));
  return (await send('proj_a', '/files', form)).json.id;
};

const SEARCH = {
  input: 'How many vacation days does the policy grant?',
  tools: [{ type: 'file_search', vector_store_ids: ['vs_1'] }],
  tool_choice: 'required',
};
const PICTURES = { tools: [{ type: 'image_generation', action: 'edit' }], tool_choice: 'required' };
const SERVER = { type: 'mcp', server_label: 'sea', server_url: 'https://sea.test' };

describe('what another project has', () => {
  it('is not searched', async () => {
    await upload();
    expect((await respond('proj_a', SEARCH)).text).toContain(SECRET);
    const other = await respond('proj_b', SEARCH);
    expect(other.status).toBe(200);
    expect(other.text).not.toContain(SECRET);
  });

  it.each([
    [
      'a code interpreter',
      (id: string) => ({ type: 'code_interpreter', container: { type: 'auto', file_ids: [id] } }),
    ],
    ['a shell', (id: string) => ({ type: 'shell', environment: { type: 'container_auto', file_ids: [id] } })],
  ])('is not in the container of %s', async (_, toolFor) => {
    const request = { input: 'Run `ls`', tools: [toolFor(await upload())], tool_choice: 'required' };
    expect((await respond('proj_a', request)).status).toBe(200);
    const other = await respond('proj_b', request);
    expect(other.status).toBe(400);
    expect(other.json.error.param).toContain('file_ids[0]');
  });

  it('is no picture to edit, nor an item to refer to', async () => {
    const made = await respond('proj_a', { input: 'Draw a zebra', tools: [{ type: 'image_generation' }] });
    const { id } = made.json.output.find((item: { type: string }) => item.type === 'image_generation_call');
    for (const item of [
      { type: 'image_generation_call', id },
      { type: 'item_reference', id },
    ]) {
      const request = { input: [item, { role: 'user', content: 'Make it red' }], ...PICTURES };
      expect((await respond('proj_a', request)).status).toBe(200);
      expect((await respond('proj_b', request)).status).toBe(404);
    }
  });

  it('is not approved', async () => {
    const asked = await respond('proj_a', {
      input: 'Search for tides',
      tools: [SERVER],
      tool_choice: 'required',
    });
    const { id } = asked.json.output.find((item: { type: string }) => item.type === 'mcp_approval_request');
    const request = {
      previous_response_id: asked.json.id,
      tools: [SERVER],
      input: [{ type: 'mcp_approval_response', approval_request_id: id, approve: true }],
    };
    expect((await respond('proj_b', request)).json.error.param).toBe('previous_response_id');
    const alone = await respond('proj_b', { ...request, previous_response_id: undefined });
    expect(alone.status).toBe(400);
    expect((await respond('proj_a', request)).status).toBe(200);
  });
});
