import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable, UnknownBlob } from '../errors.ts';
import { describeBlobPlace, read } from './blob-place.cases.ts';
import { createBlobFolder } from './folder.ts';

const root = mkdtempSync(join(tmpdir(), 'fakeai-blobs-'));
let folders = 0;
const nextFolder = () => join(root, `${folders++}`);
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

describeBlobPlace('blobs in a folder', () => createBlobFolder(nextFolder()));

/** The prototype of all file handles, used to simulate disk failures. */
async function fileHandle(): Promise<FileHandle> {
  const handle = await open(root, 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code });
}

describe('createBlobFolder', () => {
  it('spreads files over subfolders by prefix, and creates no folder before the first blob', async () => {
    const folder = nextFolder();
    const place = createBlobFolder(folder);
    await expect(read(place.read('aa', 0, 1))).rejects.toThrow(UnknownBlob);
    await place.delete('aa');
    expect(() => readdirSync(folder)).toThrow('ENOENT');
    await place.write('ab12', [Buffer.from('x')]);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['ab', join('ab', 'ab12')]);
  });

  it("accepts only identifiers in the store's format", async () => {
    const folder = nextFolder();
    const place = createBlobFolder(join(folder, 'inside'));
    mkdirSync(folder);
    writeFileSync(join(folder, 'secret'), 'secret');
    for (const id of ['../secret', '..', 'a/../../secret', 'AB', 'a', '', 'a\0b', '-a']) {
      await expect(read(place.read(id, 0, 1))).rejects.toThrow(UnknownBlob);
      await expect(place.write(id, [])).rejects.toThrow(UnknownBlob);
      await expect(place.delete(id)).rejects.toThrow(UnknownBlob);
    }
    expect(readdirSync(folder)).toEqual(['secret']);
  });

  it('never overwrites a blob', async () => {
    const place = createBlobFolder(nextFolder());
    await place.write('aa', [Buffer.from('first')]);
    await expect(place.write('aa', [Buffer.from('second')])).rejects.toThrow(StoreUnavailable);
    expect(Buffer.from(await read(place.read('aa', 0, 5))).toString()).toBe('first');
  });

  it.each([
    ['write', 'ENOSPC', 'full'],
    ['write', 'EDQUOT', 'full'],
    ['write', 'EIO', 'failed'],
    ['write', 'EROFS', 'read-only'],
    ['sync', 'ENOSPC', 'full'],
    ['sync', 'EIO', 'failed'],
  ] as const)(
    'leaves nothing behind when %s fails with %s, and stays usable',
    async (method, code, reason) => {
      const folder = nextFolder();
      const place = createBlobFolder(folder);
      const spy = vi.spyOn(await fileHandle(), method).mockRejectedValueOnce(failure(code));
      await expect(place.write('aa', [new Uint8Array(3_000_000)])).rejects.toMatchObject({
        name: 'StoreUnavailable',
        reason,
      });
      expect(spy).toHaveBeenCalled();
      expect(readdirSync(join(folder, 'aa'))).toEqual([]);
      expect(await place.write('aa', [new Uint8Array(3_000_000)])).toBe(3_000_000);
    },
  );

  it('continues after a short write', async () => {
    const prototype = await fileHandle();
    const write = prototype.write;
    vi.spyOn(prototype, 'write').mockImplementation(function (
      this: FileHandle,
      ...[bytes, offset, length, position]: unknown[]
    ) {
      return Reflect.apply(write, this, [bytes, offset, Math.ceil((length as number) / 3), position]);
    } as never);
    const place = createBlobFolder(nextFolder());
    const content = Buffer.from('0123456789'.repeat(250_000));
    expect(await place.write('aa', [content])).toBe(content.byteLength);
    expect(content.equals(await read(place.read('aa', 0, content.byteLength)))).toBe(true);
  });

  it('syncs the bytes and the directory entries before it resolves', async () => {
    const sync = vi.spyOn(await fileHandle(), 'sync');
    const place = createBlobFolder(join(nextFolder(), 'deep'));
    await place.write('aa', [Buffer.from('x')]);
    // The file, and each folder whose entries changed.
    if (process.platform !== 'win32') expect(sync).toHaveBeenCalledTimes(5);
    sync.mockClear();
    await place.write('ab', [Buffer.from('x')]);
    expect(sync.mock.calls.length).toBeGreaterThanOrEqual(1);
  });

  it('is unavailable if a file exists at its path', async () => {
    const folder = nextFolder();
    writeFileSync(folder, '');
    const place = createBlobFolder(folder);
    await expect(place.write('aa', [])).rejects.toThrow(StoreUnavailable);
  });

  it('closes the files of unfinished reads and writes', async () => {
    const place = createBlobFolder(nextFolder());
    await place.write('aa', [new Uint8Array(1_000_000)]);
    const reader = place.read('aa', 0, 1_000_000)[Symbol.asyncIterator]();
    await reader.next();
    await place.close();
    await expect(reader.next()).rejects.toThrow(StoreUnavailable);
    await place.close();
  });
});
