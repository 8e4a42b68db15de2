import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, source } from './blobs/blob-place.cases.ts';
import { BlobTooLarge, StoreFull, UnknownBlob } from './errors.ts';
import type { CollectionDefinition, Store } from './store.ts';

interface File {
  readonly id: string;
  readonly blob?: string | undefined;
  readonly others?: readonly string[];
}

const FILES: CollectionDefinition<File> = {
  name: 'files',
  blobs: ({ blob, others = [] }) => (blob === undefined ? others : [blob, ...others]),
  maximum: 3,
  overflow: 'drop-oldest',
};

/** Shared blob cases: lifetime relative to the documents that refer to them, and limits. */
export function describeBlobs(
  open: (limits?: { maximumBytes?: number; maximumBlobBytes?: number }) => Store | Promise<Store>,
  reopen?: () => Store | Promise<Store>,
): void {
  describe('blobs', () => {
    const openFiles = async () => {
      const store = await open();
      const text = async (id: string) => Buffer.from(await read(store.blobs.read(id))).toString();
      const write = async (content: string) => (await store.blobs.write([Buffer.from(content)])).id;
      const isThere = (id: string) =>
        text(id).then(
          () => true,
          (error) => {
            expect(error).toBeInstanceOf(UnknownBlob);
            return false;
          },
        );
      return { store, files: store.collection(FILES).in('project'), text, write, isThere };
    };

    it('read back as written, in full or in part', async () => {
      const { store } = await openFiles();
      const info = await store.blobs.write(source(['01', '234', '', '56789']));
      expect(info).toEqual({ id: expect.any(String), bytes: 10 });
      const part = async (range?: { start?: number; end?: number }) =>
        Buffer.from(await read(store.blobs.read(info.id, range))).toString();
      expect(await part()).toBe('0123456789');
      expect(await part({ start: 3 })).toBe('3456789');
      expect(await part({ end: 3 })).toBe('012');
      expect(await part({ start: 4, end: 6 })).toBe('45');
      expect(await part({ start: 10 })).toBe('');
      for (const range of [
        { start: -1 },
        { end: 11 },
        { start: 3, end: 2 },
        { start: 0.5 },
        { end: Number.NaN },
      ])
        await expect(part(range)).rejects.toThrow(RangeError);
      expect(await store.blobs.write([])).toMatchObject({ bytes: 0 });
    });

    it('are unknown under any id that the store did not generate', async () => {
      const { store, isThere } = await openFiles();
      for (const id of ['', 'x', '../../etc/passwd', '__proto__', 'a\0b']) {
        expect(await isThere(id)).toBe(false);
        await store.blobs.discard(id);
      }
    });

    it('are deleted with the last document that refers to them', async () => {
      const { files, write, isThere, text } = await openFiles();
      const blob = await write('shared');
      await files.insert({ id: 'a', blob, others: [blob] }, { createdAt: 1 });
      await files.insert({ id: 'b', blob }, { createdAt: 1 });
      await files.update('a', (file) => ({ ...file }));
      await files.update('a', ({ id }) => ({ id }));
      expect(await text(blob)).toBe('shared');
      await files.delete('b');
      expect(await isThere(blob)).toBe(false);
    });

    it('are deleted with a document that is dropped for a newer one', async () => {
      const { files, write, isThere } = await openFiles();
      const blobs: string[] = [];
      for (const id of ['a', 'b', 'c', 'd']) {
        const blob = await write(id);
        blobs.push(blob);
        await files.insert({ id, blob }, { createdAt: 1 });
      }
      expect(await Promise.all(blobs.map(isThere))).toEqual([false, true, true, true]);
    });

    it('can move from one document to another within a commit', async () => {
      const { store, files, write, text, isThere } = await openFiles();
      const [kept, replaced] = [await write('kept'), await write('replaced')];
      await files.insert({ id: 'a', blob: kept }, { createdAt: 1 });
      await files.insert({ id: 'b', blob: replaced }, { createdAt: 1 });
      const created = await write('created');
      await store.commit([
        files.deleting('a'),
        files.updating('b', (file) => ({ ...file, blob: kept, others: [created] })),
      ]);
      expect(await text(kept)).toBe('kept');
      expect(await text(created)).toBe('created');
      expect(await isThere(replaced)).toBe(false);
    });

    it('are unchanged after a failed commit', async () => {
      const { store, files, write, text } = await openFiles();
      const [old, created] = [await write('old'), await write('created')];
      await files.insert({ id: 'a', blob: old }, { createdAt: 1 });
      const failing = store.commit([
        files.updating('a', (file) => ({ ...file, blob: created })),
        files.inserting({ id: 'b', blob: 'nobody' }, { createdAt: 1 }),
      ]);
      await expect(failing).rejects.toThrow(UnknownBlob);
      expect(await files.get('a')).toEqual({ id: 'a', blob: old });
      expect(await text(old)).toBe('old');
      // It was unreferenced before and still is, so it remains available for another attempt.
      await files.update('a', (file) => ({ ...file, others: [created] }));
      expect(await text(created)).toBe('created');
    });

    it('cannot be referenced once deleted, nor discarded while referenced', async () => {
      const { store, files, write, text } = await openFiles();
      const [one, two] = [await write('one'), await write('two')];
      await store.blobs.discard(one);
      await expect(files.insert({ id: 'a', blob: one }, { createdAt: 1 })).rejects.toThrow(UnknownBlob);
      await files.insert({ id: 'a', blob: two }, { createdAt: 1 });
      await expect(files.update('a', (file) => ({ ...file, others: [one] }))).rejects.toThrow(UnknownBlob);
      await store.blobs.discard(two);
      expect(await text(two)).toBe('two');
      await store.blobs.discard('nobody');
    });

    it('exist exactly as long as a document refers to them', async () => {
      const { store, write, isThere } = await openFiles();
      let scopes = 0;
      const step = fc.record({
        document: fc.constantFrom('a', 'b', 'c'),
        blobs: fc.subarray([0, 1, 2, 3]),
        isDeletion: fc.boolean(),
      });
      const definition = { ...FILES, name: 'many', maximum: 1000 };
      const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const files = store.collection(definition).in(`scope-${scopes++}`);
        const blobs = [await write('0'), await write('1'), await write('2'), await write('3')];
        const alive = new Set(blobs);
        const model = new Map<string, string[]>();
        for (const { document, blobs: chosen, isDeletion } of steps) {
          const before = model.get(document) ?? [];
          const others = chosen.map((index) => blobs[index]!).filter((blob) => alive.has(blob));
          if (isDeletion) {
            await files.delete(document);
            model.delete(document);
          } else {
            if (model.has(document)) await files.update(document, ({ id }) => ({ id, others }));
            else await files.insert({ id: document, others }, { createdAt: 1 });
            model.set(document, others);
          }
          const referred = new Set([...model.values()].flat());
          for (const blob of before) if (!referred.has(blob)) alive.delete(blob);
          for (const blob of blobs) expect(await isThere(blob)).toBe(alive.has(blob));
        }
        for (const id of model.keys()) await files.delete(id);
        for (const blob of blobs) await store.blobs.discard(blob);
      });
      await fc.assert(property, { seed: 1, numRuns: 30 });
    });

    it('reject if their source fails, and release their space', async () => {
      const store = await open({ maximumBytes: 2 ** 20 });
      const failing = async function* () {
        yield new Uint8Array(400_000);
        throw new Error('the sender left');
      };
      for (let round = 0; round < 5; round++)
        await expect(store.blobs.write(failing())).rejects.toThrow('the sender left');
      expect((await store.blobs.write([new Uint8Array(400_000)])).bytes).toBe(400_000);
    });

    it('are limited per blob and per store', async () => {
      const store = await open({ maximumBlobBytes: 100 });
      const bytes = (count: number) => [new Uint8Array(count - 1), new Uint8Array(1)];
      expect((await store.blobs.write(bytes(50), { limit: 50 })).bytes).toBe(50);
      await expect(store.blobs.write(bytes(51), { limit: 50 })).rejects.toThrow(new BlobTooLarge(50));
      expect((await store.blobs.write(bytes(100), { limit: 1000 })).bytes).toBe(100);
      await expect(store.blobs.write(bytes(101), { limit: 1000 })).rejects.toThrow(new BlobTooLarge(100));
      await expect(store.blobs.write(bytes(101))).rejects.toThrow(BlobTooLarge);
    });

    it("share the store's space with documents, and release it", async () => {
      const store = await open({ maximumBytes: 2 ** 20 });
      const files = store.collection({ ...FILES, maximum: 1000 }).in('project');
      const notes = store
        .collection<{ id: string; text: string }>({ name: 'notes', maximum: 1000, overflow: 'refuse' })
        .in('project');
      const large = () => store.blobs.write([new Uint8Array(350_000)]);
      const [one, two] = [await large(), await large()];
      await files.insert({ id: 'a', blob: one.id }, { createdAt: 1 });
      await files.insert({ id: 'b', blob: two.id }, { createdAt: 1 });
      await expect(large()).rejects.toThrow(StoreFull);
      // Two concurrent writes must not both take space that is only enough for one.
      await files.delete('b');
      const both = await Promise.allSettled([large(), large()]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);

      const insert = (id: string) => notes.insert({ id, text: 'x'.repeat(20_000) }, { createdAt: 1 });
      let kept = 0;
      await expect(
        (async () => {
          for (; kept < 100; kept++) await insert(`note-${kept}`);
        })(),
      ).rejects.toThrow(StoreFull);
      expect(kept).toBeGreaterThan(0);
      expect(kept).toBeLessThan(25);
      // A store that is completely full can still be emptied.
      expect(await files.delete('a')).toBe(true);
      await insert('one more');
      for (let index = 0; index < kept; index++) expect(await notes.delete(`note-${index}`)).toBe(true);
      expect((await large()).bytes).toBe(350_000);
    });

    if (reopen === undefined) return;

    it('survive a restart if referenced, and only then', async () => {
      const { store, files, write } = await openFiles();
      const [kept, forgotten] = [await write('kept'), await write('forgotten')];
      await files.insert({ id: 'a', blob: kept }, { createdAt: 1 });
      await store.close();
      const again = await reopen();
      expect(Buffer.from(await read(again.blobs.read(kept))).toString()).toBe('kept');
      await expect(again.collection(FILES).in('project').get('a')).resolves.toEqual({ id: 'a', blob: kept });
      await expect
        .poll(() => read(again.blobs.read(forgotten)).catch((error) => error))
        .toBeInstanceOf(UnknownBlob);
    });

    it('of an open store are not removed when another one opens', async () => {
      const { store, files, write, text } = await openFiles();
      let proceed = () => {};
      const paused = new Promise<void>((resolve) => {
        proceed = resolve;
      });
      let isReading = () => {};
      const reading = new Promise<void>((resolve) => {
        isReading = resolve;
      });
      const slow = async function* () {
        yield Buffer.from('slowly ');
        isReading();
        await paused;
        yield Buffer.from('written');
      };
      const unreferenced = await write('unreferenced');
      const writing = store.blobs.write(slow());
      await reading;
      // The second store removing the leftovers of a third, closed one shows that its sweep has run.
      const third = await reopen();
      const { id: left } = await third.blobs.write([Buffer.from('left')]);
      await third.close();
      const second = await reopen();
      await expect
        .poll(() => read(second.blobs.read(left)).catch((error) => error))
        .toBeInstanceOf(UnknownBlob);
      await second.close();
      proceed();
      const { id: blob } = await writing;
      await files.insert({ id: 'a', blob, others: [unreferenced] }, { createdAt: 1 });
      expect(await text(blob)).toBe('slowly written');
      expect(await text(unreferenced)).toBe('unreferenced');
    });

    it('are referenced once the collection declares them', async () => {
      const { store, write } = await openFiles();
      const { blobs: _, ...plain } = FILES;
      const blob = await write('kept');
      await store.collection(FILES).in('other').insert({ id: 'holds it', blob }, { createdAt: 1 });
      await store
        .collection({ ...plain, name: 'later' })
        .in('project')
        .insert({ id: 'a', blob }, { createdAt: 1 });
      await store.close();
      const again = await reopen();
      const later = again.collection({ ...FILES, name: 'later' }).in('project');
      await again.collection(FILES).in('other').delete('holds it');
      expect(Buffer.from(await read(again.blobs.read(blob))).toString()).toBe('kept');
      await later.delete('a');
      await expect(read(again.blobs.read(blob))).rejects.toThrow(UnknownBlob);
    });
  });
}
