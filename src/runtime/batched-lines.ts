/**
 * Joins lines written in one turn of the event loop into one write, because a system call for each request's line would cost more than
 * the request. `flush` writes what waits at once.
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
