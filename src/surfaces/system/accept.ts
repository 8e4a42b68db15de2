/**
 * Whether the `Accept` header (RFC 9110, section 12.5.1) prefers `wanted` over `usual` (media types without
 * parameters). False if both are equally acceptable.
 *
 * @example
 * prefers('text/html,*' + '/*;q=0.8', 'text/html', 'application/json'); // true
 * prefers('*' + '/*', 'text/html', 'application/json'); // false
 */
export function prefers(accept: string, wanted: string, usual: string): boolean {
  const ranges = accept.split(',').map(toRange);
  return qualityOf(wanted, ranges) > qualityOf(usual, ranges);
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function toRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = given === undefined ? 1 : Number(given);
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The quality given by the most specific matching range; of equally specific ones, the highest. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  for (const range of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const matching = ranges.filter((one) => one.type === range);
    if (matching.length > 0) return Math.max(...matching.map(({ quality }) => quality));
  }
  return 0;
}
