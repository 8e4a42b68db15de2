/** What the program may touch of the process around it, so that a test can be that process. */
export interface Io {
  readonly env: { readonly [variable: string]: string | undefined };
  readonly cwd: string;
  /** Width of the terminal; undefined when output goes elsewhere. */
  readonly columns: number | undefined;
  /** Width of the terminal that shows what goes to `err`; undefined when it goes elsewhere. */
  readonly errColumns: number | undefined;
  out(text: string): void;
  err(text: string): void;
  /** Calls `listener` for every signal to stop. Returns a function that stops listening. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** A failure that the user can do something about: an unreadable file, a port in use. One line for each problem. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}

/** A command line that cannot be understood. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
}

/** How the program ends; see `fakeai --help`. */
export const EXIT = { ok: 0, failure: 1, usage: 2, SIGINT: 130, SIGTERM: 143 } as const;
