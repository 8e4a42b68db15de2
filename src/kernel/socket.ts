/**
 * An open WebSocket, as handlers see it: text messages in both directions. The transport bounds the size of messages and
 * the memory for what is not sent yet, answers pings, and closes the socket when its peer is gone.
 */
export interface Socket {
  /** Calls `listener` for each text message. To be called before `open` returns, or messages are lost. */
  onMessage(listener: (message: SocketMessage) => void): void;
  /**
   * Sends messages. Returns false if the peer does not read fast enough: send no more than short notices until
   * {@link onDrain} tells that it has caught up. Does nothing once the socket is closed.
   */
  send(messages: readonly string[]): boolean;
  /** Calls `listener` whenever the peer has caught up after `send` returned false. Returns a function that ends this. */
  onDrain(listener: () => void): () => void;
  /** Receives no further messages until `resume`. One that has already arrived may still follow. */
  pause(): void;
  resume(): void;
  /**
   * The server is about to close: the listener lets what is under way end and then closes the socket, with code 1001.
   * Without a listener, the socket is closed at once; in any case it is closed when the grace period is over.
   */
  onGoingAway(listener: () => void): void;
  /**
   * Closes the socket.
   *
   * @param code 1000 to 1014, or 4000 to 4999 (RFC 6455, section 7.4)
   * @param reason at most 123 bytes
   */
  close(code: number, reason: string): void;
}

export interface SocketMessage {
  /** The text in UTF-8. */
  readonly bytes: Uint8Array;
  /** To be called when nothing of the message is needed any more: it counts as memory until then. Idempotent. */
  release(): void;
}

/** The server is about to close, or the connection has lasted as long as it may: clients connect again (RFC 6455, section 7.4.1). */
export const GOING_AWAY = 1001;
