/** The program's access to its process; tests substitute a fake. */
export interface Io {
  readonly env: { readonly [variable: string]: string | undefined };
  readonly cwd: string;
  /** Width of the terminal; undefined if output does not go to a terminal. */
  readonly columns: number | undefined;
  /** Width of the terminal that shows `err`; undefined if it does not go to a terminal. */
  readonly errColumns: number | undefined;
  out(text: string): void;
  err(text: string): void;
  /** Calls `listener` for every stop signal. Returns a function that unsubscribes it. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** A failure that the user can fix: an unreadable file, a port in use. One line per problem. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}

/** An invalid command line. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
}

/** Exit codes; see `fakeai --help`. */
export const EXIT = { ok: 0, failure: 1, usage: 2, SIGINT: 130, SIGTERM: 143 } as const;
