import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type LoadRun, type LoadSample, runOfSamples } from '../../engine/batching/calibrate/load-run.ts';
import { sizeOfInput } from '../input-file.ts';
import { CommandError } from '../io.ts';
import { aiperf } from './aiperf.ts';
import { aiperfRecords } from './aiperf-records.ts';
import type { ResultFormat } from './format.ts';
import { guidellm } from './guidellm.ts';
import { isMembers, type Members } from './members.ts';
import { vllm } from './vllm.ts';

const FORMATS: readonly ResultFormat[] = [aiperf, aiperfRecords, guidellm, vllm];

const MIB = 2 ** 20;
/** Bytes. A longer text does not fit into a string. */
const LARGEST = 511 * MIB;
/** Fewer requests say little about a server: the first ones often warm it up. */
const FEWEST = 5;

/**
 * The runs in a file of a load tool, whose format follows from the members. A file of lines is read line by line, and of
 * each request only the numbers are kept.
 *
 * @param name as the user wrote it, for messages
 * @throws CommandError if the file cannot be read, is too large, no JSON, of no known tool, or has too few requests
 * @example
 * const [run] = await readResults('c16.json', '/tmp/c16.json');
 */
export async function readResults(name: string, path: string): Promise<LoadRun[]> {
  const bytes = sizeOfInput(name, path);
  if (bytes > LARGEST) {
    throw new CommandError(
      `${name} is too large: ${Math.ceil(bytes / MIB)} MiB. Allowed: ${LARGEST / MIB} MiB.`,
    );
  }
  const runs: LoadRun[] = [];
  const samples: LoadSample[] = [];
  let format: ResultFormat | undefined;
  for await (const document of documentsOf(name, path)) {
    format ??= FORMATS.find((each) => isMembers(document) && each.recognises(document));
    if (format === undefined || !isMembers(document) || !format.recognises(document)) {
      throw new CommandError(
        `${name} is not the output of a known load tool. Known: ${FORMATS.map((each) => each.name).join(', ')}.`,
      );
    }
    const reading = format.read(document, runs.length === 0 ? name : `${name}[${runs.length}]`);
    runs.push(...(reading.runs ?? []));
    samples.push(...(reading.samples ?? []));
  }
  const whole = runOfSamples(name, samples);
  const all = whole ? [...runs, whole] : runs;
  const usable = all.filter(({ requests }) => requests >= FEWEST);
  if (usable.length === 0) {
    const most = Math.max(0, ...all.map(({ requests }) => requests));
    throw new CommandError(
      `${name} has too few points: ${most} streamed answers with a time to the first token. Needed: at least ${FEWEST} in a run.`,
    );
  }
  return usable;
}

/** The documents of a file: one, or one a line. */
async function* documentsOf(name: string, path: string): AsyncGenerator<unknown> {
  let number = 0;
  let read = 0;
  const lines = createInterface({
    input: createReadStream(path, { end: LARGEST }),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  try {
    for await (const line of lines) {
      number++;
      if (line.trim() === '') continue;
      const document = parse(line);
      if (document === undefined && read === 0) break;
      if (document === undefined) throw new CommandError(`${name}:${number} is not JSON.`);
      read++;
      yield document;
    }
  } finally {
    lines.close();
  }
  if (read > 0) return;
  // The first line is no JSON by itself: the document has several lines.
  const document = parse(await readFile(path, 'utf8'));
  if (document === undefined) throw new CommandError(`${name} is not JSON.`);
  yield document;
}

function parse(text: string): Members | unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
