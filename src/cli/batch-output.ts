import {
  accessSync,
  constants,
  createReadStream,
  createWriteStream,
  rmSync,
  type Stats,
  statSync,
  truncateSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { systemReason } from '../config/system-error.ts';
import { EXPIRED } from '../surfaces/openai/batches/line-result.ts';
import { linesOf } from './batch-input.ts';
import { CommandError } from './io.ts';

/** A file to which results are appended. */
export interface AnswerFile {
  /** As the user wrote it. */
  readonly name: string;
  readonly path: string;
}

/** `out.jsonl` → `out.errors.jsonl`. */
function besides(output: string): string {
  return /\.\w+$/.test(output) ? output.replace(/(\.\w+)$/, '.errors$1') : `${output}.errors`;
}

/** Where results and failed requests are written; standard output if there is no file. */
export interface Outputs {
  readonly output?: AnswerFile;
  readonly errors?: AnswerFile;
}

/**
 * Checks before the run starts that results can be written.
 *
 * @throws CommandError if input, output and error file are not different files, or an output cannot be
 * written, or exists and `mayExist` is false
 */
export function checkOutputs(
  {
    input = '',
    output,
    errors,
  }: { readonly input?: string; readonly output?: string; readonly errors?: string },
  cwd: string,
  mayExist: boolean,
): Outputs {
  const taken = [resolve(cwd, input)];
  const check = (name: string): AnswerFile => {
    const path = resolve(cwd, name);
    if (taken.some((other) => isSame(path, other))) {
      throw new CommandError(
        `Cannot write ${name}: the input, output and error files must be different files.`,
      );
    }
    taken.push(path);
    const stats = attempt(name, () => {
      const found = statSync(path, { throwIfNoEntry: false });
      accessSync(found ? path : dirname(path), constants.W_OK);
      return found;
    });
    if (stats?.isDirectory()) throw new CommandError(`Cannot write ${name}: it is a folder.`);
    if (!mayExist && holdsData(stats)) {
      throw new CommandError(
        `${name} already exists. Use --resume to continue that run, or --force to replace it.`,
      );
    }
    return { name, path };
  };
  const beside = errors ?? (output === undefined ? undefined : besides(output));
  return {
    ...(output !== undefined && { output: check(output) }),
    ...(beside !== undefined && { errors: check(beside) }),
  };
}

/** Deletes the files of an earlier run. */
export function removeOutputs({ output, errors }: Outputs): void {
  for (const file of [output, errors]) {
    if (file && holdsData(statSync(file.path, { throwIfNoEntry: false }))) rmSync(file.path);
  }
}

/**
 * Reads the `custom_id`s of the results in a file. An incomplete last line is removed from the file, because
 * a crash may have cut it off; expired requests are removed because they were never run.
 *
 * @throws CommandError if the file contains anything other than batch results
 */
export async function readAnswers(file: AnswerFile | undefined): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  if (!file || !holdsData(statSync(file.path, { throwIfNoEntry: false }))) return ids;
  const { name, path } = file;
  await cutTornLine(path);
  let hasExpired = false;
  for await (const { number, text } of linesOf(path)) {
    const answer = parse(text);
    if (answer === undefined) {
      throw new CommandError(`Cannot resume: line ${number} of ${name} is not an answer of a batch.`);
    }
    if (answer.expired) hasExpired = true;
    else ids.add(answer.customId);
  }
  if (!hasExpired) return ids;
  if (ids.size === 0) rmSync(path);
  else await rewrite(path, (text) => parse(text)?.expired === false);
  return ids;
}

/** Appends bytes to a file, creating it if necessary. */
export async function append({ name, path }: AnswerFile, body: ReadableStream<Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.fromWeb(body as never), createWriteStream(path, { flags: 'a' }));
  } catch (error) {
    throw new CommandError(`Cannot write ${name}: ${systemReason(error)}.`, { cause: error });
  }
}

function holdsData(stats: Stats | undefined): boolean {
  return stats?.isFile() === true && stats.size > 0;
}

function isSame(path: string, other: string): boolean {
  if (path === other) return true;
  const [one, two] = [path, other].map((each) => statSync(each, { throwIfNoEntry: false }));
  return one?.isFile() === true && one.ino === two?.ino && one.dev === two.dev;
}

const LF = 0x0a;

async function cutTornLine(path: string): Promise<void> {
  let length = 0;
  let whole = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(LF);
    if (end >= 0) whole = length + end + 1;
    length += chunk.length;
  }
  if (whole < length) truncateSync(path, whole);
}

/** Keeps the lines for which `keeps` returns true. The file is replaced atomically. */
async function rewrite(path: string, keeps: (text: string) => boolean): Promise<void> {
  const kept = async function* (): AsyncGenerator<string> {
    for await (const { text } of linesOf(path)) if (keeps(text)) yield `${text}\n`;
  };
  const draft = `${path}.tmp`;
  await pipeline(Readable.from(kept()), createWriteStream(draft));
  await rename(draft, path);
}

function parse(text: string): { customId: string; expired: boolean } | undefined {
  try {
    const { custom_id: customId, error } = JSON.parse(text) as {
      custom_id?: unknown;
      error?: { code?: unknown } | null;
    };
    if (typeof customId !== 'string') return undefined;
    return { customId, expired: error?.code === EXPIRED.code };
  } catch {
    return undefined;
  }
}

function attempt<Result>(name: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw new CommandError(`Cannot write ${name}: ${systemReason(error)}.`, { cause: error });
  }
}
