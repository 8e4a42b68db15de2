/** Encodes 16-bit mono samples into the bytes of one file, chunk by chunk. */
export interface AudioEncoder {
  /**
   * Returns the bytes that are final after these samples, possibly none. The caller may reuse `samples`
   * afterwards.
   */
  encode(samples: Int16Array): Uint8Array<ArrayBuffer>;
  /** The rest of the file. */
  finish(): Uint8Array<ArrayBuffer>;
  /** Releases memory held outside the JavaScript heap. The encoder must not be used afterwards. */
  close(): void;
}

/** What the file header states. */
export interface AudioTarget {
  /** Samples per second. */
  readonly rate: number;
  /** Exact number of samples to come; headers state it before the first sample arrives. */
  readonly samples: number;
}
