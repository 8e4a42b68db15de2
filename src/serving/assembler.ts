import type { GenerationEvent } from '../engine/event.ts';
import type { Generation } from '../engine/generation.ts';
import type { Abort } from '../runtime/abort.ts';
import type { Turns } from '../runtime/turns.ts';

/** Folds the events of a generation into the final object, equal to what a client assembles from a stream. */
export interface Assembler<Whole> {
  add(events: readonly GenerationEvent[]): void;
  /** The object so far. */
  whole(): Whole;
}

/**
 * Takes a generation to its end, at once.
 *
 * @example
 * const completion = assemble(generation, createAssembler(head, 1));
 */
export function assemble<Whole>(generation: Generation, assembler: Assembler<Whole>): Whole {
  while (generation.nextAt !== undefined) assembler.add(generation.take(Number.POSITIVE_INFINITY) ?? []);
  return assembler.whole();
}

/** The same in turns of the event loop. */
export async function assembleInTurns<Whole>(
  generation: Generation,
  assembler: Assembler<Whole>,
  turns: Turns,
  abort: Abort,
): Promise<Whole> {
  while (generation.nextAt !== undefined) {
    assembler.add(generation.take(Number.POSITIVE_INFINITY) ?? []);
    const pause = generation.nextAt === undefined ? undefined : turns.pause(abort);
    if (pause) await pause;
  }
  return assembler.whole();
}
