const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1000],
  ['mb', 1000 ** 2],
  ['gb', 1000 ** 3],
  ['kib', 1024],
  ['mib', 1024 ** 2],
  ['gib', 1024 ** 3],
]);

const BINARY = [...UNITS].filter(([unit]) => unit.endsWith('ib')).reverse();

/**
 * Parses a size such as `16mb` (16,000,000) or `1gib` (1,073,741,824), case-insensitively; a bare number is
 * bytes. Fractions of a byte are dropped. Returns undefined for anything else.
 *
 * @example
 * parseBytes('1.5 kib'); // 1536
 */
export function parseBytes(written: string | number): number | undefined {
  const match = /^(\d{1,16}(?:\.\d{1,12})?) ?([kmg]?i?b|)$/.exec(String(written).trim().toLowerCase());
  if (!match) return undefined;
  const factor = UNITS.get(match[2] ?? '');
  return factor === undefined ? undefined : Math.floor(Number(match[1]) * factor);
}

/** Formats a size in the shortest exact form that {@link parseBytes} accepts: `32mib`, `1500`. */
export function formatBytes(bytes: number): string {
  const exact = BINARY.find(([, factor]) => bytes > 0 && bytes % factor === 0);
  return exact ? `${bytes / exact[1]}${exact[0]}` : String(bytes);
}
