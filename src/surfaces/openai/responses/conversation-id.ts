import type { CreateResponseRequest } from './schema/request.ts';

/** The id of the conversation that a request names. */
export function conversationId(conversation: NonNullable<CreateResponseRequest['conversation']>): string {
  return typeof conversation === 'string' ? conversation : conversation.id;
}
