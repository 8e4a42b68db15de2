import { Fault } from '../../../kernel/fault.ts';

/**
 * The conversations that a response is being made for: only one at a time may continue each. Responses in the background
 * hold theirs in its record, so that they do it after a restart too.
 */
export class ConversationLocks {
  readonly #held = new Map<string, object>();

  /**
   * Holds a conversation until the function that is returned is called.
   *
   * @throws Fault if another response holds it
   */
  take(project: string, id: string): () => void {
    const key = `${project}\u0000${id}`;
    if (this.#held.has(key)) throw conversationLocked();
    const hold = {};
    this.#held.set(key, hold);
    return () => {
      if (this.#held.get(key) === hold) this.#held.delete(key);
    };
  }
}

/** The fault of a response to a conversation that another one is being made for. */
export function conversationLocked(): Fault {
  return new Fault({
    kind: 'invalid_value',
    param: 'conversation',
    message: 'Another process is currently operating on this conversation. Please retry in a few seconds.',
    code: 'conversation_locked',
  });
}
