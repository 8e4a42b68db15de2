import { quote } from '../kernel/wire/quote.ts';

/** Serialises an answer that never changes except for its id and creation time. */
export type AnswerText = (head: { readonly id: string; readonly created: number }) => string;

/**
 * Turns an answer into a template: everything after `created` is serialised once.
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
