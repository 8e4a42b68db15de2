/**
 * Joins lines written in one turn of the event loop into a single write, because a system call per request
 * would cost more than the request. `flush` writes pending lines immediately.
 */
export interface BatchedLines {
  write(line: string): void;
  flush(): void;
}

export function createBatchedLines(write: (text: string) => void): BatchedLines {
  let waiting = '';
  let pending: NodeJS.Immediate | undefined;
  const flush = (): void => {
    clearImmediate(pending);
    pending = undefined;
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    write(text);
  };
  return {
    write(line) {
      waiting += line;
      pending ??= setImmediate(flush);
    },
    flush,
  };
}
