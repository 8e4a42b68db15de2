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

/** A request that cannot be carried out, for a reason the user can do something about; the message is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
