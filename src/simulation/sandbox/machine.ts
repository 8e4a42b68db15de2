import type { SandboxOptions } from '../../engine/ports/sandbox.ts';
import type { FileSystem } from './file-system.ts';

/** What a program can use. */
export interface Machine {
  readonly files: FileSystem;
  readonly options: SandboxOptions;
  readonly variables: ReadonlyMap<string, string>;
  /** The working directory. */
  directory: string;
  /** Milliseconds that the current command has slept. */
  slept: number;
  /**
   * Counts the characters that a program works on.
   *
   * @throws Killed if the current command has worked on too many
   */
  spend(characters: number): void;
  /**
   * Sets a variable, if there are not too many.
   *
   * @throws Killed for a value that is too long
   */
  assign(name: string, value: string): void;
  /** The absolute path of what is named. */
  path(name: string): string;
}

/** A command was stopped because it works too much. */
export class Killed extends Error {}

/** What a program has written, and its exit code: 0 unless it says otherwise. */
export interface Outcome {
  readonly out?: string;
  readonly error?: string;
  readonly code?: number;
}

/** Runs a program with its arguments and its input. */
export type Program = (args: readonly string[], input: string, machine: Machine) => Outcome;

/** The letters of options, and the other arguments. */
export function optionsIn(args: readonly string[]): {
  readonly flags: string;
  readonly names: readonly string[];
} {
  const isOption = (arg: string): boolean => /^-[A-Za-z1]+$/.test(arg);
  return {
    flags: args.filter(isOption).join(''),
    names: args.filter((arg) => !isOption(arg) && arg !== '--'),
  };
}
