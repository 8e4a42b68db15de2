import type { Machine } from './machine.ts';

/** Whether a name is like a pattern with `*` and `?`, without backtracking over more than the last star. */
export function isLike(name: string, pattern: string, machine: Pick<Machine, 'spend'>): boolean {
  machine.spend(pattern.length + name.length * Math.min(name.length, pattern.length));
  let at = 0;
  let star = -1;
  let tried = 0;
  for (let index = 0; index < name.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      tried = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[index])) {
      at++;
      index++;
    } else if (star !== -1) {
      at = star + 1;
      index = ++tried;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
