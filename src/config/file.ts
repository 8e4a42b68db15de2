import { open } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { OptionError, printable } from './option-error.ts';
import { systemReason } from './system-error.ts';

/** A config file that was found and read; its values are unchecked. */
export interface ConfigFile {
  /** As shown to people: what was asked for, or the name of the file that was found. */
  readonly shown: string;
  /** Absolute. */
  readonly path: string;
  readonly values: ReadonlyMap<string, unknown>;
}

/** Looked for in the working directory. */
export const CONFIG_FILES = ['fakeai.config.json', 'fakeai.config.yaml', 'fakeai.config.yml'] as const;

/** Options take a few kilobytes; anything far larger is some other file. */
const LARGEST = 256 * 1024;

/**
 * Reads the file that was asked for, or else the one of {@link CONFIG_FILES} that exists in `cwd`, if any.
 *
 * @throws OptionError when the file is missing, unreadable, too large or malformed, or when several exist.
 */
export async function readConfigFile(cwd: string, asked?: string): Promise<ConfigFile | undefined> {
  if (asked !== undefined) {
    const path = resolve(cwd, asked);
    const text = await readText(path, asked);
    if (text === undefined)
      throw new OptionError(`Cannot read the config file ${printable(asked)}: no such file.`);
    return { shown: asked, path, values: await parse(text, asked) };
  }
  const found: { name: string; text: string }[] = [];
  for (const name of CONFIG_FILES) {
    const text = await readText(resolve(cwd, name), name);
    if (text !== undefined) found.push({ name, text });
  }
  const [first, second] = found;
  if (first === undefined) return undefined;
  if (second !== undefined) {
    throw new OptionError(`Both ${first.name} and ${second.name} exist. Keep one, or choose with --config.`);
  }
  return { shown: first.name, path: resolve(cwd, first.name), values: await parse(first.text, first.name) };
}

async function readText(path: string, shown: string): Promise<string | undefined> {
  let content: Buffer;
  try {
    content = await readAtMost(path, LARGEST + 1);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new OptionError(`Cannot read the config file ${printable(shown)}: ${systemReason(error)}.`);
  }
  if (content.length > LARGEST) {
    throw new OptionError(
      `The config file ${printable(shown)} is too large. Allowed: ${LARGEST / 1024} KiB.`,
    );
  }
  return content.toString().replace(/^\uFEFF/, '');
}

/** Stops reading in time, whatever the path names. */
async function readAtMost(path: string, bytes: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const buffer = Buffer.alloc(bytes);
    let length = 0;
    while (length < bytes) {
      const { bytesRead } = await handle.read(buffer, length, bytes - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await handle.close();
  }
}

async function parse(text: string, shown: string): Promise<ReadonlyMap<string, unknown>> {
  const extension = extname(basename(shown)).toLowerCase();
  let value: unknown;
  try {
    value = extension === '.json' ? JSON.parse(text) : await parseYaml(text);
  } catch (error) {
    const format = extension === '.json' ? 'JSON' : 'YAML';
    throw new OptionError(`The config file ${printable(shown)} is not valid ${format}: ${firstLine(error)}`);
  }
  // An empty YAML file, or one with nothing but comments.
  if (value === null && extension !== '.json') return new Map();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new OptionError(
      `The config file ${printable(shown)} must contain options by name, such as ${extension === '.json' ? '{"port": 8000}' : 'port: 8000'}.`,
    );
  }
  return new Map(Object.entries(value));
}

async function parseYaml(text: string): Promise<unknown> {
  // Loaded here because most starts have no YAML to read.
  const { parse: read } = await import('yaml');
  return read(text, { logLevel: 'error', maxAliasCount: 20 });
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = printable(message.split('\n', 1)[0] ?? '').slice(0, 200);
  return `${line.replace(/[:.]+$/, '')}.`;
}
