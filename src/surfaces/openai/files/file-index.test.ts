import { expect, it } from 'vitest';
import { Abort } from '../../../runtime/abort.ts';
import { createTurns } from '../../../runtime/turns.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import type { Collection } from '../../../storage/store.ts';
import { createFileIndex } from './file-index.ts';
import type { FileRecord } from './record.ts';

it('a search stops between pages of files of which it reads none', async () => {
  const abort = new Abort();
  let pages = 0;
  const page = async () => {
    if (++pages === 3) abort.abort(new Error('gone'));
    return { items: [{ id: `file-${pages}`, contentType: 'image/png' }], hasMore: pages < 10 };
  };
  const index = createFileIndex({
    files: { in: () => ({ page }) } as unknown as Collection<FileRecord>,
    store: { blobs: undefined as never },
    turns: createTurns(createVirtualClock()),
    passageScorer: () => Promise.reject(new Error('Not used')),
  });
  const query = { project: 'p', vectorStoreIds: ['vs_1'], queries: ['x'], limit: 20, threshold: 0 };
  await expect(index.search(query, abort)).rejects.toThrow('gone');
  expect(pages).toBe(3);
});
