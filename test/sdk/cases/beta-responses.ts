import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenWorld, World } from '../world.ts';

const model = 'gpt-5.6-sol';
const betas: ['responses_multi_agent=v1'] = ['responses_multi_agent=v1'];
const multi_agent = { enabled: true, max_concurrent_subagents: 2 };
const input =
  'Delegate each of these to an agent:\n- Alpha: costs $40k\n- Beta: costs $70k\nThen compare them.';

/** The beta of responses with the official client. */
export function betaResponseCases(open: OpenWorld): void {
  let world: World;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('answers with several agents', async () => {
    const { responses } = world.client.beta;
    const created = await responses.create({ model, input, multi_agent, betas });
    const names = new Set(created.output.map(({ agent }) => agent?.agent_name));
    expect([...names]).toEqual(['/root', '/root/alpha', '/root/beta']);
    expect(await responses.retrieve(created.id, { betas })).toEqual(created);
    const next = await responses.create({
      model,
      input: 'What does Beta cost?',
      previous_response_id: created.id,
      multi_agent,
      betas,
    });
    expect(JSON.stringify(next.output.at(-1))).toContain('$70k');
    await responses.delete(created.id, { betas });
    await expect(responses.retrieve(created.id, { betas })).rejects.toMatchObject({ status: 404 });
  });

  it('streams, and streams again what is made in the background', async () => {
    const { responses } = world.client.beta;
    const asked = { model, input, multi_agent, betas, background: true, stream: true } as const;
    const types: string[] = [];
    let id = '';
    for await (const event of await responses.create(asked)) {
      types.push(event.type);
      if (event.type === 'response.created') id = event.response.id;
    }
    const again: string[] = [];
    const resumed = await responses.retrieve(id, { stream: true, starting_after: 9, betas });
    for await (const event of resumed) again.push(event.type);
    expect(again).toEqual(types.slice(10));
    expect(again.at(-1)).toBe('response.completed');
    expect((await responses.cancel(id, { betas })).status).toBe('completed');
  });

  it('counts, compacts and lists', async () => {
    const { responses } = world.client.beta;
    const { id, output } = await responses.create({ model, input, multi_agent, betas });
    const agents = output.filter(({ type }) => type !== 'reasoning') as never[];
    expect((await responses.inputTokens.count({ model, input: agents, betas })).input_tokens).toBeGreaterThan(
      20,
    );
    const compacted = await responses.compact({ model, input: agents, betas });
    expect(compacted.output.map(({ type }) => type)).toEqual(['compaction']);
    const listed = [];
    for await (const item of responses.inputItems.list(id, { betas })) listed.push(item);
    expect(listed).toMatchObject([{ type: 'message', role: 'user' }]);
  });

  it('asks for its header where several agents answer', async () => {
    const without = world.client.beta.responses.create({ model, input, multi_agent: { enabled: true } });
    await expect(without).rejects.toMatchObject({ status: 400, code: 'invalid_beta' });
    expect((await world.client.beta.responses.create({ model, input: 'Hi' })).status).toBe('completed');
  });
}
