type Sqlite = typeof import('node:sqlite');

/**
 * Returns `node:sqlite`, loaded when a store is opened. Older supported versions of Node print a warning to
 * stderr that the module is experimental; it is of no use to our users and is suppressed.
 */
export function loadSqlite(): Sqlite {
  return withoutNotice(() => process.getBuiltinModule('node:sqlite'));
}

/**
 * Runs `load` and suppresses Node's warning that SQLite is experimental. Node emits it synchronously, once,
 * while the module loads, so `process.emitWarning` is only replaced during that time; all other warnings pass
 * through.
 */
export function withoutNotice<R>(load: () => R): R {
  const emitWarning = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (rest[0] === 'ExperimentalWarning' && /^SQLite\b/.test(String(warning))) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
