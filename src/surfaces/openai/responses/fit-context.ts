import type { Engine } from '../../../engine/engine.ts';
import { ContextExceeded } from '../../../engine/errors.ts';
import type { PreparedRequest } from '../../../engine/prepared-request.ts';
import type { GenerationRequest } from '../../../engine/request.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { ResponseCall } from './response-call.ts';

export interface FitServices {
  readonly engine: Engine;
  readonly turns: Turns;
}

/**
 * Prepares a request. With `truncation: auto`, the oldest turns are dropped until the rest fits the model. Returns a promise only
 * if it has to wait.
 *
 * @throws ContextExceeded if it does not fit
 */
export function prepareFitting(
  request: GenerationRequest,
  { body, abort }: ResponseCall,
  { engine, turns }: FitServices,
): PreparedRequest | Promise<PreparedRequest> {
  if (body.truncation !== 'auto') return engine.prepare(request, abort);
  return fit(request);

  async function fit(whole: GenerationRequest): Promise<PreparedRequest> {
    for (let fitted = whole; ; ) {
      try {
        return await engine.prepare(fitted, abort);
      } catch (error) {
        const shorter = error instanceof ContextExceeded ? withoutOldest(fitted) : undefined;
        if (shorter === undefined) throw error;
        fitted = shorter;
      }
      const pause = turns.pause(abort);
      if (pause) await pause;
    }
  }
}

/**
 * The request without the oldest eighth of its turns, or without the oldest one if there are few; undefined if only the last
 * one is left. Instructions stay, and no result stays without its call.
 */
function withoutOldest(request: GenerationRequest): GenerationRequest | undefined {
  const { turns } = request;
  const system = turns.filter(({ role }) => role === 'system');
  const others = turns.filter(({ role }) => role !== 'system');
  const drop = Math.max(1, Math.floor(others.length / 8));
  const first = others.findIndex(({ role }, index) => index >= drop && role !== 'tool');
  return first === -1 ? undefined : { ...request, turns: [...system, ...others.slice(first)] };
}
