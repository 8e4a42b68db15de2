import { describe, expect, it } from 'vitest';
import { createSeededIds } from '../../../runtime/ids.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { openSqliteStore } from '../../../storage/sqlite/store.ts';
import { isKept, watchBlobs } from '../files/rig.cases.ts';
import { createServedPictures, servedCollection } from './served-pictures.ts';

function open({ maximum = 1000, ...bounds }: { maximum?: number; maximumBytes?: number } = {}) {
  const clock = createVirtualClock({ automatic: false });
  const store = openSqliteStore();
  const written = watchBlobs(store);
  const pictures = createServedPictures({
    store,
    clock,
    ids: createSeededIds(1),
    pictures: store.collection({ ...servedCollection, maximum }),
    ...bounds,
  });
  const put = (length: number): Promise<string> => pictures.put(new Uint8Array(length), 'image/png');
  const left = async (ids: string[]) =>
    (await Promise.all(ids.map((id) => pictures.find(id)))).map((found) => found !== undefined);
  const kept = () => Promise.all(written.map((blob) => isKept(store, blob)));
  return { clock, pictures, put, left, kept };
}

describe('served images', () => {
  it('are found by an id that cannot be guessed', async () => {
    const { pictures } = open();
    const bytes = Buffer.from('picture');
    const id = await pictures.put(bytes, 'image/webp');
    expect(id).toMatch(/^img-\w{40}$/);
    const found = await pictures.find(id);
    expect(found).toMatchObject({ contentType: 'image/webp', blob: { bytes: 7 } });
    const pieces: Uint8Array[] = [];
    if (found) for await (const piece of pictures.read(found)) pieces.push(Buffer.from(piece));
    expect(Buffer.concat(pieces)).toEqual(bytes);
    expect(await pictures.find('img-other')).toBeUndefined();
  });

  it('expire after an hour, and are deleted when the next one is added', async () => {
    const { clock, put, left, kept } = open();
    const first = await put(1);
    clock.advance(1000);
    const second = await put(1);
    clock.advance(3_598_999);
    expect(await left([first, second])).toEqual([true, true]);
    clock.advance(1);
    expect(await left([first, second])).toEqual([false, true]);
    await put(1);
    expect(await kept()).toEqual([false, true, true]);
  });

  it('are limited in number and bytes, by removing the oldest', async () => {
    const few = open({ maximum: 2 });
    const ids = [await few.put(1), await few.put(1), await few.put(1)];
    expect(await few.left(ids)).toEqual([false, true, true]);
    const small = open({ maximumBytes: 100 });
    const others = [await small.put(60), await small.put(40), await small.put(50)];
    expect(await small.left(others)).toEqual([false, true, true]);
    expect(await small.kept()).toEqual([false, true, true]);
  });
});
