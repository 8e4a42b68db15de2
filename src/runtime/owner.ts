/** Closes what was opened, the last opened first. */
export interface Owner {
  /** Returns `part`, which `close` is going to close. */
  owns<Part>(part: Part, close: (part: Part) => unknown): Part;
  /** Closes everything, also if closing some of it fails; then rejects with the first error. Idempotent. */
  close(): Promise<void>;
}

/**
 * @example
 * const owner = createOwner();
 * const store = owner.owns(openSqliteStore(), (store) => store.close());
 * await owner.close();
 */
export function createOwner(): Owner {
  const closers: (() => unknown)[] = [];
  let closed: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    const errors: unknown[] = [];
    for (const close of closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  };
  return {
    owns(part, close) {
      closers.push(() => close(part));
      return part;
    },
    close() {
      closed ??= closeAll();
      return closed;
    },
  };
}
