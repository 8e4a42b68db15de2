import type { Turn } from '../engine/request.ts';

/** Turns of a conversation, parts of a turn and calls of a turn that are read. */
const MOST = 2048;
/** Of these, taken from the beginning, where the instructions are; the others are the latest. */
const FIRST = 512;

/**
 * The part of a conversation that decides the answer: all of it up to 2,048 turns with as many parts and calls
 * each, else the first 512 and the latest. The text of a part is not cut, because its readers read only its ends.
 *
 * @example
 * excerptOf(turns); // the same array, unless the conversation is longer than any platform's limit
 */
export function excerptOf(turns: readonly Turn[]): readonly Turn[] {
  const read = ends(turns);
  return read.some(isLong) ? read.map(shortened) : read;
}

function isLong({ parts, toolCalls }: Turn): boolean {
  return parts.length > MOST || (toolCalls !== undefined && toolCalls.length > MOST);
}

function shortened(turn: Turn): Turn {
  if (!isLong(turn)) return turn;
  const { parts, toolCalls } = turn;
  return { ...turn, parts: ends(parts), ...(toolCalls && { toolCalls: ends(toolCalls) }) };
}

function ends<T>(list: readonly T[]): readonly T[] {
  return list.length > MOST ? [...list.slice(0, FIRST), ...list.slice(FIRST - MOST)] : list;
}
