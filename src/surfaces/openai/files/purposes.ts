import { Fault } from '../../../kernel/fault.ts';
import { measureImage } from '../../../media/measure-image.ts';
import type { Abort } from '../../../runtime/abort.ts';
import { startSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Store } from '../../../storage/store.ts';
import { LineTooComplex, parseLine } from './json-line.ts';
import { LineError, readLines } from './lines.ts';
import { type FileRecord, readFile } from './record.ts';
import type { UploadPurpose } from './schema.ts';

/** Requirements for files with a purpose. */
interface Rules {
  readonly format?: 'jsonl' | 'image';
  /** The required file name extension, and the message if it is missing. */
  readonly extension?: { readonly name: string; readonly message: string };
  /** The message for lines that are not UTF-8. Default: a message that names the line. */
  readonly encodingMessage?: string;
  readonly maxBytes?: number;
  /** Default lifetime in seconds. */
  readonly lifetime?: number;
}

const MEBIBYTE = 2 ** 20;
const DAY = 86_400;

const JSONL = 'Expected file to have JSONL format, where every line is a valid JSON dictionary.';

/** Specification: CreateFileRequest and createFile. Messages are the API's own. */
const RULES: { readonly [Purpose in UploadPurpose]: Rules } = {
  assistants: {},
  batch: {
    format: 'jsonl',
    extension: { name: '.jsonl', message: 'Invalid file format for Batch API. Must be .jsonl' },
    encodingMessage: 'Invalid file for Batch API. Must be utf-8 encoded',
    maxBytes: 200 * MEBIBYTE,
    lifetime: 30 * DAY,
  },
  'fine-tune': {
    format: 'jsonl',
    extension: { name: '.jsonl', message: `${JSONL} Its name must end with .jsonl.` },
  },
  vision: { format: 'image' },
  user_data: {},
  evals: {
    format: 'jsonl',
    extension: { name: '.jsonl', message: `${JSONL} Its name must end with .jsonl.` },
  },
};

/** Unix seconds at which a file expires: after `seconds`, or after its purpose's default; null for never. */
export function toExpiry(
  purpose: UploadPurpose,
  createdAt: number,
  seconds: number | undefined,
): number | null {
  const lifetime = seconds ?? RULES[purpose].lifetime;
  return lifetime === undefined ? null : createdAt + lifetime;
}

/** Maximum characters of a file name. */
const LONGEST_NAME = 512;

/**
 * Checks a file before its content is read.
 *
 * @throws Fault for a name or size that the purpose does not allow
 */
export function checkOutside(
  { filename, bytes, purpose }: { filename: string; bytes: number; purpose: UploadPurpose },
  param: string,
): void {
  const { extension, maxBytes } = RULES[purpose];
  if (filename.length > LONGEST_NAME) {
    const given = filename.length;
    throw new Fault({ kind: 'wrong_length', param, of: 'string', side: 'above', bound: LONGEST_NAME, given });
  }
  if (bytes === 0) throw refused('The file is empty.');
  if (extension && !filename.toLowerCase().endsWith(extension.name)) throw refused(extension.message);
  if (maxBytes !== undefined && bytes > maxBytes) {
    throw refused(
      `The file is too large. Files with the purpose '${purpose}' may have at most ${maxBytes / MEBIBYTE} MB.`,
    );
  }
}

type Bytes = Pick<FileRecord, 'pieces' | 'bytes'>;

/**
 * Checks the content of a file: every line if the purpose requires JSONL, the header if it requires an image.
 * Yields to other work while it reads a large file.
 *
 * @throws Fault for the first problem found
 */
export async function checkInside(
  file: Bytes & { readonly purpose: UploadPurpose },
  services: { store: Pick<Store, 'blobs'>; turns: Turns; abort: Abort },
): Promise<void> {
  if (RULES[file.purpose].format === 'jsonl') await checkLines(file, services);
  else await checkPicture(file, services.store);
}

/** Maximum bytes of a line, because each line is held in memory. */
const LONGEST_LINE = 16 * MEBIBYTE;

/** Levels of nesting that a line may have. Lines of a batch are checked again when it starts, by the limit for requests. */
const DEEPEST = 1000;

async function checkLines(
  file: Bytes & { readonly purpose: UploadPurpose },
  { store, turns, abort }: { store: Pick<Store, 'blobs'>; turns: Turns; abort: Abort },
): Promise<void> {
  const notUtf8 = (number: number): Fault =>
    refused(RULES[file.purpose].encodingMessage ?? `${JSONL} Line ${number} is not valid UTF-8.`);
  let isEmpty = true;
  let at = 0;
  try {
    for await (const lines of readLines(readFile(store, file), { maxBytes: LONGEST_LINE, turns })) {
      for (const { number, text } of lines) {
        at = number;
        const parsing = startSteps(parseLine(text, { maxDepth: DEEPEST }), turns, abort);
        const dictionary = parsing instanceof Promise ? await parsing : parsing;
        if (!dictionary) throw isUtf16(text) ? notUtf8(number) : notDictionary(number, text);
        const pause = turns.pause(abort);
        if (pause) await pause;
      }
      isEmpty = false;
    }
  } catch (error) {
    if (error instanceof LineTooComplex) throw refused(`${JSONL} Line ${at} has ${error.problem}.`);
    if (!(error instanceof LineError)) throw error;
    throw error.reason === 'too_long'
      ? refused(`${JSONL} Line ${error.number} has more than ${LONGEST_LINE} bytes.`)
      : notUtf8(error.number);
  }
  if (isEmpty) throw refused(`${JSONL} The file has no lines.`);
}

/** Characters of the line that the API quotes. */
const HINT = 6;

const notDictionary = (number: number, text: string): Fault =>
  refused(
    `${JSONL} Line ${number} is not a dictionary (HINT: line starts with: "${text.slice(0, HINT).toWellFormed()}...").`,
  );

/**
 * ASCII in UTF-16 without a byte order mark is valid UTF-8 with a NUL next to each character. JSON never
 * contains NUL.
 */
const isUtf16 = (text: string): boolean => text.includes('\0');

/** Maximum bytes read to find the size of an image, which may come after metadata. */
const LONGEST_HEADER = MEBIBYTE;

/**
 * Checks the header of an image, if the purpose requires one.
 *
 * @throws Fault for bytes that are not an image
 */
export async function checkPicture(
  file: Bytes & { readonly purpose: UploadPurpose },
  store: Pick<Store, 'blobs'>,
): Promise<void> {
  if (RULES[file.purpose].format !== 'image') return;
  const pieces: Uint8Array[] = [];
  const end = Math.min(file.bytes, LONGEST_HEADER);
  for await (const piece of readFile(store, file, { start: 0, end })) pieces.push(Buffer.from(piece));
  if (measureImage(Buffer.concat(pieces))) return;
  throw refused(
    "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
  );
}

/** The API's file errors have neither `param` nor `code`. */
const refused = (message: string): Fault =>
  new Fault({ kind: 'invalid_value', param: null, message, code: null });
