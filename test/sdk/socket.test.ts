import { type AddressInfo, connect, createServer } from 'node:net';
import { APIConnectionError } from 'openai';
import { describe, expect, it } from 'vitest';
import { clientCases } from './client.cases.ts';
import { ask } from './requests.ts';
import { openOnSocket } from './world.ts';

describe('the official client, over a socket', () => {
  clientCases(openOnSocket);

  it('succeeds on the second attempt if the first connection breaks', async () => {
    await using world = await openOnSocket();
    const target = Number(new URL(world.client.baseURL).port);
    let connections = 0;
    const gate = createServer((socket) => {
      if (++connections === 1) socket.destroy();
      else socket.pipe(connect(target, '127.0.0.1')).pipe(socket);
    });
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
    try {
      const baseURL = `http://127.0.0.1:${(gate.address() as AddressInfo).port}/v1`;
      const hasty = world.connect({ baseURL, maxRetries: 0 });
      await expect(hasty.models.list()).rejects.toBeInstanceOf(APIConnectionError);
      connections = 0;
      const patient = world.connect({ baseURL, maxRetries: 1 });
      const { choices } = await patient.chat.completions.create({ model: 'gpt-4o', messages: ask('Hi') });
      expect(choices[0]?.message.content).toBeTruthy();
      expect(connections).toBe(2);
    } finally {
      gate.close();
    }
  });

  it('cannot connect after the instance is closed', async () => {
    const world = await openOnSocket();
    await world.fake.close();
    await expect(world.client.models.list()).rejects.toBeInstanceOf(APIConnectionError);
  });
});
