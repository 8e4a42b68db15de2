/**
 * Reads consecutive HTTP/1.1 responses from a connection, parsing only what a load generator needs: the
 * status, the end of the body (content-length or chunked), and the number of complete server-sent events.
 */
export class ResponseReader {
  status = 0;
  /** Complete server-sent events of the current response. */
  events = 0;
  /** Bytes of the current response's body. */
  bytes = 0;

  #state: number = HEAD;
  #head = '';
  #left = 0;
  #newline = false;

  /**
   * Processes the data read; returns true if the response is complete. A response must be complete before the
   * next request is sent.
   */
  feed(data: Buffer, length: number): boolean {
    let at = 0;
    if (this.#state === HEAD) {
      at = this.#readHead(data, length);
      if (at < 0) return false;
    }
    while (at < length) {
      if (this.#state === FIXED || this.#state === CHUNK) {
        const end = Math.min(length, at + this.#left);
        this.#count(data, at, end);
        this.#left -= end - at;
        at = end;
        if (this.#left > 0) return false;
        if (this.#state === FIXED) return this.#finish();
        this.#state = AFTER;
        this.#left = 2;
      } else if (this.#state === SIZE) {
        const byte = data[at++]!;
        if (byte === 10) {
          this.#state = this.#left === 0 ? AFTER_LAST : CHUNK;
          if (this.#left === 0) this.#left = 2;
        } else if (byte !== 13) this.#left = this.#left * 16 + hexDigit(byte);
      } else {
        const skip = Math.min(length - at, this.#left);
        at += skip;
        this.#left -= skip;
        if (this.#left > 0) return false;
        if (this.#state === AFTER_LAST) return this.#finish();
        this.#state = SIZE;
      }
    }
    return this.#state === FIXED && this.#left === 0 ? this.#finish() : false;
  }

  #finish(): boolean {
    this.#state = HEAD;
    this.#left = 0;
    return true;
  }

  #readHead(data: Buffer, length: number): number {
    const before = this.#head.length;
    const text = this.#head + data.toString('latin1', 0, Math.min(length, 8192));
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) {
      this.#head = text;
      return -1;
    }
    this.#head = '';
    this.status = Number(text.slice(9, 12));
    this.events = 0;
    this.bytes = 0;
    this.#newline = false;
    const fixed = CONTENT_LENGTH.exec(text.slice(0, end));
    this.#state = fixed ? FIXED : SIZE;
    this.#left = fixed ? Number(fixed[1]) : 0;
    return end + 4 - before;
  }

  /** An event ends at an empty line; its data contain no line feeds. */
  #count(data: Buffer, from: number, to: number): void {
    this.bytes += to - from;
    let at = from;
    if (this.#newline && to > from) {
      this.#newline = false;
      if (data[at] === 10) {
        this.events++;
        at++;
      }
    }
    while (at < to) {
      const found = data.indexOf(10, at);
      if (found < 0 || found >= to) return;
      if (found + 1 === to) {
        this.#newline = true;
        return;
      }
      if (data[found + 1] === 10) {
        this.events++;
        at = found + 2;
      } else at = found + 1;
    }
  }
}

const HEAD = 0;
const FIXED = 1;
const SIZE = 2;
const CHUNK = 3;
const AFTER = 4;
const AFTER_LAST = 5;

const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;

function hexDigit(byte: number): number {
  return byte <= 57 ? byte - 48 : (byte | 32) - 87;
}
