import { saidBy, type Turn } from '../../../../engine/request.ts';
import type { Sealer } from '../seal.ts';

/** Characters of what a compacted history says, and of one turn in it. */
const MOST_CHARACTERS = 20_000;
const MOST_OF_A_TURN = 600;

/** What a compaction stands for: all that was said before it, or only what was said besides the messages of users. */
export type Covered = 'everything' | 'answers';

/** A compacted history, as its item holds it. */
export interface CompactedHistory {
  readonly covers: Covered;
  readonly text: string;
  /** With the messages of users, for conversations that have left these out. */
  readonly whole?: string;
}

/**
 * What turns say, the latest last, for a history that is compacted.
 *
 * @param most characters; the oldest turns are left out beyond
 * @example
 * tell([{ role: 'assistant', parts: [{ kind: 'text', text: 'High tide is at noon.' }] }], 'answers');
 * // 'High tide is at noon.'
 */
export function tell(turns: readonly Turn[], covers: Covered, most = MOST_CHARACTERS): string {
  const lines: string[] = [];
  let left = Math.min(most, MOST_CHARACTERS);
  for (const { role, parts, toolCalls = [] } of turns.toReversed()) {
    if ((role === 'user' && covers === 'answers') || left <= 0) continue;
    const said = parts.map((part) => saidBy(part) ?? '').join('\n');
    const calls = toolCalls.map(({ name, input }) => `${name}(${input})`).join('\n');
    const line = [said, calls]
      .filter((text) => text !== '')
      .join('\n')
      .slice(0, Math.min(MOST_OF_A_TURN, left));
    if (line === '') continue;
    left -= line.length;
    lines.push(line);
  }
  return lines.toReversed().join('\n\n');
}

/** The turn that tells a compacted history. */
export function toToldTurn(text: string): Turn {
  return { role: 'system', parts: [{ kind: 'text', text }] };
}

/** Seals a history for the `encrypted_content` of an item. */
export function sealHistory(history: CompactedHistory, { seal }: Pick<Sealer, 'seal'>): string {
  return seal(JSON.stringify(history));
}

/** The history in a sealed content; undefined if it holds something else, or was not sealed here. */
export function openHistory(sealed: string, open: Sealer['open']): CompactedHistory | undefined {
  const text = open(sealed);
  if (text === undefined) return undefined;
  try {
    const { covers, text: said, whole } = JSON.parse(text) as Partial<CompactedHistory>;
    if (typeof said !== 'string') return undefined;
    return {
      covers: covers === 'everything' ? covers : 'answers',
      text: said,
      ...(typeof whole === 'string' && { whole }),
    };
  } catch {
    // The sealed content of another item: reasoning.
    return undefined;
  }
}
