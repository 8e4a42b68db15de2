import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { Fault } from './fault.ts';
import { lazyHandlers } from './lazy-handlers.ts';
import type { Call } from './operation.ts';
import { json, type Reply } from './reply.ts';

const call = { requestId: 'req_1' } as Call;
const respond = ({ requestId }: Call): Reply => json({ requestId });
const refuse = (): Reply => {
  throw new Fault({ kind: 'not_found', noun: 'note', id: 'note_1' });
};

describe('lazyHandlers', () => {
  it('loads all handlers at the first call of one, and calls directly from then on', async () => {
    let loads = 0;
    const handler = lazyHandlers(createVirtualClock(), async () => {
      loads++;
      return { respond, refuse };
    });
    const [responds, refuses] = [handler('respond'), handler('refuse')];
    expect(loads).toBe(0);
    expect(await responds(call)).toEqual(respond(call));
    expect(responds(call)).toEqual(respond(call));
    expect(() => refuses()).toThrow(Fault);
    expect(loads).toBe(1);
  });

  it('rejects with the fault of a handler at its first call', async () => {
    const handler = lazyHandlers(createVirtualClock(), async () => ({ refuse }));
    await expect((async () => handler('refuse')())()).rejects.toThrow(Fault);
  });

  it('fails if loading fails, and tries again at the next call', async () => {
    let loads = 0;
    const handler = lazyHandlers(createVirtualClock(), async () => {
      if (++loads === 1) throw new Error('cannot be read');
      return { respond };
    });
    const responds = handler('respond');
    await expect((async () => responds(call))()).rejects.toThrow('cannot be read');
    expect(await responds(call)).toEqual(respond(call));
  });
});
