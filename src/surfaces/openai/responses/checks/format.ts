import { invalid } from '../../invalid.ts';
import type { FilledPrompt } from '../prompt.ts';
import type { CreateResponseRequest } from '../schema/request.ts';

/** @throws Fault for an answer in JSON that nothing in the request mentions */
export function checkFormat(
  { text, input, instructions }: CreateResponseRequest,
  prompt: FilledPrompt | undefined,
): void {
  if (text?.format?.type !== 'json_object') return;
  const items = typeof input === 'string' ? [input] : (input ?? []);
  if ([instructions ?? '', ...(prompt?.messages ?? []), ...items].some(mentionsJson)) return;
  throw invalid(
    'input',
    "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
  );
}

/** Whether a text, or a message in its text, has the word. */
function mentionsJson(item: string | object): boolean {
  if (typeof item === 'string') return /json/i.test(item);
  const { content } = item as { readonly content?: string | readonly { readonly text?: string }[] };
  if (typeof content === 'string') return /json/i.test(content);
  return Array.isArray(content) && content.some(({ text }) => text !== undefined && /json/i.test(text));
}
