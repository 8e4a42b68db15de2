/** Turns 16-bit mono samples into the bytes of one file, piece by piece. */
export interface AudioEncoder {
  /**
   * The bytes that are final once these samples have come; possibly none. The samples may be reused
   * afterwards.
   */
  encode(samples: Int16Array): Uint8Array<ArrayBuffer>;
  /** The rest of the file. */
  finish(): Uint8Array<ArrayBuffer>;
  /** Gives back what the encoder holds outside the JavaScript heap; nothing may be asked of it afterwards. */
  close(): void;
}

/** What a file has to say at its beginning. */
export interface AudioTarget {
  /** Samples a second. */
  readonly rate: number;
  /** Samples that will come, exactly: headers state it before the first of them is there. */
  readonly samples: number;
}
