/**
 * Why a file cannot be used, in words that continue "Cannot read x:".
 *
 * @example
 * systemReason(Object.assign(new Error('EACCES: …'), { code: 'EACCES' })); // 'permission denied'
 */
export function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS.get(code ?? '') ?? code ?? message;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'part of its path is not a folder'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EMFILE', 'too many open files'],
]);
