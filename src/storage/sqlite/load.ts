type Sqlite = typeof import('node:sqlite');

/**
 * `node:sqlite`, loaded when a store is opened. The older of the supported versions of Node announce on
 * stderr that the module is experimental; that one notice says nothing to people who run the simulator and is
 * withheld.
 */
export function loadSqlite(): Sqlite {
  return withoutNotice(() => process.getBuiltinModule('node:sqlite'));
}

/**
 * Runs `load` without the notice that SQLite is experimental. Node emits it synchronously, once, while the
 * module loads: only then is `process.emitWarning` stood in for, and everything else passes through.
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
