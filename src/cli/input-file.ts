import { accessSync, constants, statSync } from 'node:fs';
import { systemReason } from '../config/system-error.ts';
import { CommandError } from './io.ts';

/**
 * The size in bytes of a file that can be read.
 *
 * @param name as the user wrote it, for messages
 * @throws CommandError if it cannot be read, or is a folder
 * @example
 * sizeOfInput('in.jsonl', '/tmp/in.jsonl'); // 1024
 */
export function sizeOfInput(name: string, path: string): number {
  const stats = attempt(name, () => statSync(path));
  if (stats.isDirectory()) throw new CommandError(`Cannot read ${name}: it is a folder.`);
  attempt(name, () => accessSync(path, constants.R_OK));
  return stats.size;
}

function attempt<Result>(name: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw new CommandError(`Cannot read ${name}: ${systemReason(error)}.`, { cause: error });
  }
}
