/** Characters of all strings in a document. The store writes and reads a document in one piece of work. */
export const LARGEST_STORED = 8 * 2 ** 20;

/** Whether the strings in a value have more than `limit` characters in all. */
export function isLonger(value: unknown, limit: number): boolean {
  let left = limit;
  const pending = [value];
  while (pending.length > 0 && left >= 0) {
    const next = pending.pop();
    if (typeof next === 'string') left -= next.length;
    else if (typeof next === 'object' && next !== null)
      for (const member of Object.values(next)) pending.push(member);
  }
  return left < 0;
}
