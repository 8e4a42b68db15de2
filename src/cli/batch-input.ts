import { createReadStream } from 'node:fs';
import { listed } from '../config/option-error.ts';
import { type Operation, toPublicPath } from '../kernel/operation.ts';
import type { Abort } from '../runtime/abort.ts';
import type { Turns } from '../runtime/turns.ts';
import { checkSource, LONGEST_LINE, targetOf } from '../surfaces/openai/batches/check.ts';
import { BATCH_ENDPOINTS } from '../surfaces/openai/batches/schema.ts';
import { type Line, LineError, readLines } from '../surfaces/openai/files/lines.ts';
import { sizeOfInput } from './input-file.ts';
import { CommandError } from './io.ts';

/** A batch file that passed validation. */
export interface BatchFile {
  /** As the user wrote it. */
  readonly name: string;
  readonly path: string;
  readonly endpoint: string;
  readonly requests: number;
}

/** Some of the file's requests, as a batch file of their own. */
export interface Part {
  readonly requests: number;
  readonly content: Blob;
}

export interface BatchFileServices {
  readonly turns: Turns;
  /** All operations; one of them answers the requests. */
  readonly operations: readonly Operation[];
  /** Nesting that a request may have. */
  readonly maxDepth: number;
  readonly abort: Abort;
}

/** Maximum number of problems listed in one error. */
const MOST_PROBLEMS = 20;

/** Number of requests in a part. Bounds memory use, and the work that a crash can lose. */
const PART_REQUESTS = 5000;
const PART_BYTES = 32 * 2 ** 20;

/**
 * Reads and validates a whole batch file.
 *
 * @throws CommandError if it cannot be read, or with one line per invalid line; the abort reason after an
 * abort
 */
export async function openBatchFile(
  name: string,
  path: string,
  services: BatchFileServices,
): Promise<BatchFile> {
  const bytes = sizeOfInput(name, path);
  const endpoint = (await endpointOf(path)) ?? '';
  const source = { bytes, read: () => createReadStream(path) };
  const operation = services.operations.find(
    (row) => row.method === 'POST' && toPublicPath(row) === endpoint,
  );
  const checked = await checkSource(source, targetOf(endpoint, operation), {
    ...services,
    mostErrors: Number.POSITIVE_INFINITY,
  });
  if (!('errors' in checked)) return { name, path, endpoint, requests: checked.lines };
  const faults = Map.groupBy(checked.errors, ({ line }) => line);
  const problems = [...faults].map(
    ([line, found]) =>
      `${name}${line === null ? '' : `:${line}`}: ${found.map(({ message }) => message).join(' ')}`,
  );
  throw new CommandError(listed(problems, MOST_PROBLEMS).join('\n'));
}

/** Yields the requests whose `custom_id` is not in `answered`, in parts of bounded size. */
export async function* partsOf(
  { path }: Pick<BatchFile, 'path'>,
  answered: ReadonlySet<string>,
): AsyncGenerator<Part> {
  let texts: string[] = [];
  let bytes = 0;
  const part = (): Part => {
    const made = { requests: texts.length, content: new Blob([texts.join('')]) };
    texts = [];
    bytes = 0;
    return made;
  };
  for await (const { text } of linesOf(path)) {
    if (answered.size > 0 && answered.has(customIdOf(text))) continue;
    texts.push(`${text}\n`);
    bytes += text.length;
    if (texts.length === PART_REQUESTS || bytes >= PART_BYTES) yield part();
  }
  if (texts.length > 0) yield part();
}

/** Returns one of `ids` that does not occur in the file; undefined if all of them do. */
export async function unknownAmong(
  ids: ReadonlySet<string>,
  { path }: Pick<BatchFile, 'path'>,
): Promise<string | undefined> {
  const unknown = new Set(ids);
  for await (const { text } of linesOf(path)) unknown.delete(customIdOf(text));
  const [first] = unknown;
  return first;
}

/** The lines of a JSON Lines file. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  for await (const lines of readLines(createReadStream(path), { maxBytes: LONGEST_LINE })) yield* lines;
}

function customIdOf(text: string): string {
  return (JSON.parse(text) as { custom_id: string }).custom_id;
}

/** The first `url` that batches support, or otherwise the first one of any kind. */
async function endpointOf(path: string): Promise<string | undefined> {
  let first: string | undefined;
  try {
    for await (const { text } of linesOf(path)) {
      const url = urlOf(text);
      if (BATCH_ENDPOINTS.some((endpoint) => endpoint === url)) return url;
      first ??= url;
    }
  } catch (error) {
    // The validation reports this error, together with errors of earlier lines.
    if (!(error instanceof LineError)) throw error;
  }
  return first;
}

function urlOf(text: string): string | undefined {
  try {
    const { url } = JSON.parse(text) as { url?: unknown };
    return typeof url === 'string' ? url : undefined;
  } catch {
    return undefined;
  }
}
