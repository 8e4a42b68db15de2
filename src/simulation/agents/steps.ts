import { saidBy, type Turn } from '../../engine/request.ts';

/** The words of a turn. */
export function wordsOf(turn: Turn): string {
  return turn.parts.map((part) => saidBy(part) ?? '').join('\n');
}

/** The system messages and the first message, in which an agent's instructions stand. */
export function instructionsOf(turns: readonly Turn[]): string {
  const first = turns.find(({ role }) => role === 'user');
  return turns
    .filter((turn) => turn.role === 'system' || turn === first)
    .map(wordsOf)
    .join('\n\n')
    .slice(0, MOST_CHARACTERS);
}

/** What the turns after the instructions say, and what follows the beginning of the task in the first message. */
export function transcriptOf(turns: readonly Turn[]): string {
  return turns
    .filter(({ role }) => role !== 'system')
    .map(wordsOf)
    .join('\n')
    .slice(-MOST_CHARACTERS);
}

const MOST_CHARACTERS = 30_000;

/** Arguments as JSON text: an object as it is, anything else as the value of the tool's first parameter. */
export function asArguments(input: string, parameter: string): string {
  const text = input.trim().replace(/^`{3}\w*\s*|\s*`{3}$/g, '');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return text;
  } catch {
    // Plain text.
  }
  return JSON.stringify({ [parameter]: text.replace(/^["']|["']$/g, '') });
}
