import { FENCE } from './block.ts';
import { asks } from './command.ts';
import type { Reading } from './reading.ts';

/**
 * What a request gives to be worked on, without the instructions: its labelled or quoted text, what follows a colon, or
 * the whole message if the system messages hold the instructions.
 */
export function contentOf(reading: Reading): string {
  const { blocks, text, request, question } = reading;
  const given = blocks
    .filter(
      ({ role, name }) => role === 'material' || role === 'input' || role === 'question' || name === FENCE,
    )
    .map((block) => block.text)
    .filter((each) => each !== '');
  if (given.length > 0) return given.join('\n');
  const quoted = /["“]([^"“”]{12,2000})["”]/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  if (request.turns.some(({ role }) => role === 'system')) return text;
  const after = /:\s+(\S[\s\S]{8,})$/.exec(text)?.[1];
  if (after !== undefined) return after;
  // What states something is no command about the rest.
  const isAsked = question.endsWith('?') || asks(question);
  return (isAsked && text.replace(question, '').trim()) || text;
}
