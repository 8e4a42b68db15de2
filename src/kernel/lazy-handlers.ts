import type { Clock } from '../runtime/clock.ts';
import { lazy } from '../runtime/lazy.ts';
import type { Reply } from './reply.ts';

/** The handlers of a noun, by name. */
interface Handlers {
  readonly [name: string]: (call: never) => Reply | Promise<Reply>;
}

/** Takes one of the handlers for a row. */
export type TakeHandler<Made> = <Name extends keyof Made>(name: Name) => Made[Name];

/**
 * Handlers that are loaded, together, at the first call of one of them. Later calls are as direct as those of other
 * handlers. If loading fails, so does the call, and the next call tries again.
 *
 * @example
 * const handler = lazyHandlers(clock, async () => (await import('./handlers.ts')).createImageHandlers(services));
 * return [operation({ id: 'createImage', …, handle: handler('create') })];
 */
export function lazyHandlers<Made extends { readonly [Name in keyof Made]: Handlers[string] }>(
  clock: Pick<Clock, 'hold'>,
  load: () => Promise<Made>,
): TakeHandler<Made> {
  const handlers = lazy(clock, load);
  return (name) => {
    const handle: Handlers[string] = (call) => {
      const ready = handlers();
      return ready instanceof Promise ? ready.then((made) => made[name](call)) : ready[name](call);
    };
    return handle as Made[typeof name];
  };
}
