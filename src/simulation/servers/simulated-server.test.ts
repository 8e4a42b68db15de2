import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { openSimulatedServer } from './simulated-server.ts';

const given = { random: createRandom(1), abort: undefined };
const open = (...tools: string[]) => openSimulatedServer({ label: 'shop', headers: {}, tools });

describe('a simulated server', () => {
  it.each([
    ['search_products', ['query'], true],
    ['get_weather', ['query'], true],
    ['roll', ['query'], true],
    ['fetch', ['id'], true],
    ['delete_product', ['id'], false],
    ['create_order', ['content'], false],
    ['list_orders', [], true],
  ])('has %s with the parameters %o', async (name, required, isReadOnly) => {
    const { tools } = await open(name).list(given);
    expect(tools).toMatchObject([{ name, inputSchema: { required }, isReadOnly }]);
  });

  it('answers the same call in the same way, and others in another', async () => {
    const call = async (input: string) => (await open('search').call('search', input, given)).output;
    expect(await call('{"query":"tea"}')).toContain('tea');
    expect(await call('{"query":"tea"}')).toBe(await call('{"query":"tea"}'));
    expect(await call('{"query":"tea"}')).not.toBe(await call('{"query":"coffee"}'));
    expect(await call('not JSON')).toContain('Search');
  });

  it('has a search without names of tools', async () => {
    const { tools } = await open().list(given);
    expect(tools.map(({ name }) => name)).toEqual(['search', 'fetch']);
  });
});
