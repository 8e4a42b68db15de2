import { quote } from '../../kernel/wire/quote.ts';

/** Writes an answer that is the same but for its identifier and its time. */
export type AnswerText = (head: { readonly id: string; readonly created: number }) => string;

/**
 * An answer as a template: everything behind its time is serialised once.
 *
 * @example
 * toAnswerText(completion)(completion) === JSON.stringify(completion); // true
 */
export function toAnswerText<Answer extends { id: string; object: string; created: number }>({
  id: _,
  object,
  created: __,
  ...rest
}: Answer): AnswerText {
  const before = '{"id":';
  const between = `,"object":"${object}","created":`;
  const after = `,${JSON.stringify(rest).slice(1)}`;
  return ({ id, created }) => before + quote(id) + between + created + after;
}
