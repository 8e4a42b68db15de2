import type { Clock } from '../../runtime/clock.ts';

/** Opens simulated machines for the commands of models. */
export interface Sandboxes {
  open(options: SandboxOptions): Sandbox;
}

export interface SandboxOptions {
  /** Files in the working directory; those that are no text are there by their size. */
  readonly files: readonly SandboxFile[];
  /** Gigabytes. */
  readonly memory: number;
  readonly clock: Pick<Clock, 'epoch'>;
}

export interface SandboxFile {
  readonly name: string;
  readonly content: { readonly text: string } | { readonly bytes: number };
}

/**
 * A simulated machine with files in memory and a small shell. Nothing outside of it is read, run or reached; work and memory of a
 * command are bounded.
 *
 * @example
 * const sandbox = sandboxes.open({ files: [], memory: 1, clock });
 * sandbox.run('echo hi > a.txt && cat a.txt'); // { stdout: 'hi\n', stderr: '', exitCode: 0, duration: 20 }
 */
export interface Sandbox {
  run(command: string): SandboxRun;
}

export interface SandboxRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Milliseconds that it takes in the simulated machine. */
  readonly duration: number;
}
