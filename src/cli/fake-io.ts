import type { Io, StopSignal } from './io.ts';

/** A fake process for tests: records output and can send signals. */
export interface FakeIo extends Io {
  readonly stdout: () => string;
  readonly stderr: () => string;
  signal(signal: StopSignal): void;
  listeners(): number;
}

export function createFakeIo(
  overrides: Partial<Pick<Io, 'env' | 'cwd' | 'columns' | 'errColumns'>> = {},
): FakeIo {
  const out: string[] = [];
  const err: string[] = [];
  const listeners = new Set<(signal: StopSignal) => void>();
  return {
    env: {},
    cwd: '/nonexistent',
    columns: undefined,
    errColumns: undefined,
    ...overrides,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stdout: () => out.join(''),
    stderr: () => err.join(''),
    signal: (signal) => {
      for (const listener of listeners) listener(signal);
    },
    listeners: () => listeners.size,
  };
}
