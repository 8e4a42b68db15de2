import { describe, expect, it } from 'vitest';
import { Abort, Aborted } from './abort.ts';

describe('an abort', () => {
  it('fires once, synchronously, in the order of its listeners, with the first reason', () => {
    const abort = new Abort();
    const heard: unknown[] = [];
    abort.onAbort((reason) => heard.push(['one', reason]));
    abort.onAbort((reason) => heard.push(['two', reason]));
    expect(abort.aborted).toBe(false);
    expect(abort.reason).toBeUndefined();
    abort.abort('gone');
    abort.abort('again');
    expect(heard).toEqual([
      ['one', 'gone'],
      ['two', 'gone'],
    ]);
    expect(abort.aborted).toBe(true);
    expect(abort.reason).toBe('gone');
  });

  it('calls a late listener immediately', () => {
    const abort = new Abort();
    abort.abort();
    let heard: unknown;
    abort.onAbort((reason) => {
      heard = reason;
    })();
    expect(heard).toBeInstanceOf(Aborted);
  });

  it('lets listeners unregister, before and while it fires', () => {
    const abort = new Abort();
    const heard: string[] = [];
    const forget = abort.onAbort(() => heard.push('forgotten'));
    abort.onAbort(() => heard.push('kept'));
    forget();
    forget();
    abort.abort();
    forget();
    expect(heard).toEqual(['kept']);
  });
});
