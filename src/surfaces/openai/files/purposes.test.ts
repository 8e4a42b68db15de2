import { describe, expect, it } from 'vitest';
import { Abort } from '../../../runtime/abort.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { openSqliteStore } from '../../../storage/sqlite/store.ts';
import { checkInside } from './purposes.ts';

/** Every pause is due. */
function createShortTurns(onTurn: () => void): Turns {
  return {
    isOver: true,
    pause(abort) {
      onTurn();
      return abort?.aborted ? Promise.reject(abort.reason) : Promise.resolve();
    },
    next: (resume) => queueMicrotask(resume),
  };
}

async function check(lines: number, onTurn: (abort: Abort) => void): Promise<void> {
  const store = openSqliteStore();
  const abort = new Abort();
  const blob = await store.blobs.write([Buffer.from('{"a":1}\n'.repeat(lines))]);
  const turns = createShortTurns(() => onTurn(abort));
  await checkInside({ purpose: 'batch', pieces: [blob], bytes: blob.bytes }, { store, turns, abort });
}

describe('checkInside', () => {
  it('yields to other work every few milliseconds', async () => {
    let turns = 0;
    await check(900, () => turns++);
    expect(turns).toBeGreaterThan(50);
  });

  it('stops when the client disconnects', async () => {
    let turns = 0;
    const checked = check(900, (abort) => {
      if (++turns === 3) abort.abort();
    });
    await expect(checked).rejects.toThrow();
    expect(turns).toBe(3);
  });
});
