/**
 * Bytes joined while they arrive. Thousands of small pieces that are held at the same time would fragment the
 * memory of the process, which then never shrinks again.
 *
 * @example
 * const bytes = new JoinedBytes();
 * for await (const piece of source) bytes.add(piece);
 * use(bytes.whole);
 */
export class JoinedBytes {
  /** Bytes added so far. */
  size = 0;
  readonly #announced: number;
  readonly #most: number;
  #whole: Uint8Array | undefined;
  /** The first piece is used as it is, because most bodies have only one. */
  #isCopied = false;

  /** `announced`: the final size, if it is known; otherwise `most` bounds the room that is set aside. */
  constructor(announced = 0, most = Number.POSITIVE_INFINITY) {
    this.#announced = announced;
    this.#most = most;
  }

  /** The piece must not be changed afterwards. */
  add(piece: Uint8Array): void {
    const end = this.size + piece.byteLength;
    if (this.size === 0) this.#whole = piece;
    else this.#room(end).set(piece, this.size);
    this.size = end;
  }

  /** Everything added. */
  get whole(): Uint8Array {
    return this.#whole?.subarray(0, this.size) ?? EMPTY;
  }

  #room(bytes: number): Uint8Array {
    const before = this.#whole as Uint8Array;
    if (this.#isCopied && before.byteLength >= bytes) return before;
    const room = Buffer.allocUnsafeSlow(
      Math.max(this.#announced || Math.min(GROWTH * bytes, this.#most), bytes),
    );
    room.set(before.subarray(0, this.size));
    this.#whole = room;
    this.#isCopied = true;
    return room;
  }
}

/** Growing in few steps leaves little garbage; memory that is not written yet costs nothing. */
const GROWTH = 4;

const EMPTY = new Uint8Array(0);
