import type { PassageScorer, ScoreWeights } from '../../../engine/ports/passage-scorer.ts';
import { isTextual, textOfBytes } from '../../../media/part-measure.ts';
import type { Abort } from '../../../runtime/abort.ts';
import type { Lazy } from '../../../runtime/lazy.ts';
import { runSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { UnknownBlob } from '../../../storage/errors.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { oneOf } from '../../../storage/where.ts';
import { chunksOf } from './chunks.ts';
import { type FileAttributes, type FileFilter, matches } from './file-filter.ts';
import { type FileRecord, readFile } from './record.ts';

/**
 * Finds passages in the files of a project.
 *
 * @example
 * const hits = await index.search({ project, vectorStoreIds: ['vs_1'], queries: ['vacation'], limit: 20, threshold: 0 });
 * hits[0]?.text; // 'Employees have 25 days of vacation a year.'
 */
export interface FileIndex {
  /** The passages that fit best, best first. */
  search(query: FileQuery, abort?: Abort): Promise<readonly FileHit[]>;
}

export interface FileQuery {
  readonly project: string;
  /** The files of these. As long as there are no vector stores, each has all text files of the project. */
  readonly vectorStoreIds: readonly string[];
  readonly queries: readonly string[];
  /** Passages at most. */
  readonly limit: number;
  /** The least score, 0 to 1. */
  readonly threshold: number;
  readonly filter?: FileFilter | undefined;
  readonly weights?: ScoreWeights | undefined;
}

export interface FileHit {
  readonly fileId: string;
  readonly filename: string;
  /** 0 to 1. */
  readonly score: number;
  readonly text: string;
  readonly attributes: FileAttributes;
}

export interface FileIndexServices {
  readonly files: Collection<FileRecord>;
  readonly store: Pick<Store, 'blobs'>;
  readonly turns: Turns;
  readonly passageScorer: Lazy<PassageScorer>;
}

/** Purposes of files that hold documents. The others hold requests, examples and results. */
const PURPOSES = oneOf(['assistants', 'user_data']);

/** Bounds of one search: files that are read, bytes of each, and bytes of all. */
const MOST_FILES = 200;
const MOST_OF_A_FILE = 2 ** 20;
const MOST_BYTES = 2 ** 21;

export function createFileIndex({ files, store, turns, passageScorer }: FileIndexServices): FileIndex {
  /** The text files of a project, the newest first. */
  async function* candidates(
    { project, filter }: FileQuery,
    abort: Abort | undefined,
  ): AsyncGenerator<FileRecord> {
    const documents = files.in(project);
    let after: string | undefined;
    for (let hasMore = true; hasMore; ) {
      const where = { purpose: PURPOSES };
      const page = await documents.page({ order: 'desc', limit: 100, after, where });
      for (const record of page.items) {
        const isWanted = filter === undefined || matches(filter, attributesOf(record));
        if (isWanted && isTextual(record.contentType)) yield record;
      }
      after = page.items.at(-1)?.id;
      hasMore = page.hasMore;
      const pause = turns.pause(abort);
      if (pause) await pause;
    }
  }

  async function chunksIn(
    record: FileRecord,
    most: number,
    abort: Abort | undefined,
  ): Promise<readonly string[]> {
    const bytes = await bytesOf(record, most, abort);
    const text = bytes && textOfBytes(bytes, record.contentType);
    return text === undefined ? [] : runSteps(chunksOf(text), turns, abort);
  }

  /** The beginning of a file, whole characters only; undefined if it has just been deleted. */
  async function bytesOf(
    record: FileRecord,
    most: number,
    abort: Abort | undefined,
  ): Promise<Uint8Array | undefined> {
    const size = Math.min(record.bytes, most);
    const bytes = new Uint8Array(size);
    let read = 0;
    try {
      for await (const piece of readFile(store, record, { start: 0, end: size })) {
        bytes.set(piece, read);
        read += piece.length;
        const pause = turns.pause(abort);
        if (pause) await pause;
      }
    } catch (error) {
      if (error instanceof UnknownBlob) return undefined;
      throw error;
    }
    return size === record.bytes ? bytes : bytes.subarray(0, wholeCharacters(bytes));
  }

  async function search(query: FileQuery, abort?: Abort): Promise<readonly FileHit[]> {
    const { queries, limit, threshold, weights } = query;
    const found: { record: FileRecord; text: string }[] = [];
    let left = MOST_BYTES;
    let count = 0;
    for await (const record of candidates(query, abort)) {
      const most = Math.min(left, MOST_OF_A_FILE);
      for (const text of await chunksIn(record, most, abort)) found.push({ record, text });
      left -= Math.min(record.bytes, most);
      if (left <= 0 || ++count === MOST_FILES) break;
    }
    const texts = found.map(({ text }) => text);
    const best = new Array<number>(texts.length).fill(0);
    const scorer = await passageScorer();
    for (const asked of queries) {
      const scores = await scorer.score(asked, texts, { abort, weights });
      for (const [index, score] of scores.entries()) best[index] = Math.max(best[index]!, score);
    }
    return found
      .map(({ record, text }, index) => ({
        fileId: record.id,
        filename: record.filename,
        score: Number(best[index]!.toFixed(4)),
        text,
        attributes: attributesOf(record),
      }))
      .filter(({ score }) => score >= threshold)
      .sort((one, other) => other.score - one.score)
      .slice(0, limit);
  }

  return { search };
}

/** Until files have attributes of their own, these are what is known of them. */
function attributesOf({ filename, purpose, bytes, createdAt }: FileRecord): FileAttributes {
  return { filename: filename.slice(0, 512), purpose, bytes, created_at: createdAt };
}

/** How many bytes of a cut UTF-8 text are whole characters. */
function wholeCharacters(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1]! & 0xc0) === 0x80) end--;
  return end > 0 && bytes[end - 1]! >= 0xc0 ? end - 1 : end;
}
