/** A generated identifier: a prefix with 20 or more random characters, or a UUID. */
const GENERATED =
  /\b([a-z]+(?:_[a-z]+)*[-_])[A-Za-z0-9]{20,}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** An identifier as a transcript shows it. */
const LABEL = /(?:[a-z]+(?:_[a-z]+)*[-_])?\{id(?: \d+)?\}/g;

/**
 * The identifiers of one conversation. Transcripts show them as `file-{id}`, `file-{id 2}`, … in the order of their
 * appearance, so that a change in how many are generated does not rewrite the transcripts.
 *
 * @example
 * const ids = new TranscriptIds();
 * ids.hide('{"id":"file-xLVIDoOReSsFmAYPT8uYce"}'); // '{"id":"file-{id}"}'
 * ids.reveal('GET /v1/files/file-{id}'); // 'GET /v1/files/file-xLVIDoOReSsFmAYPT8uYce'
 */
export class TranscriptIds {
  readonly #labels = new Map<string, string>();
  readonly #ids = new Map<string, string>();

  /** Replaces the identifiers in an answer by their labels; equal ones have the same label. */
  hide(answer: string): string {
    return answer.replace(GENERATED, (id, prefix: string = '') => {
      const known = this.#labels.get(id);
      if (known !== undefined) return known;
      let label = `${prefix}{id}`;
      for (let count = 2; this.#ids.has(label); count++) label = `${prefix}{id ${count}}`;
      this.#labels.set(id, label);
      this.#ids.set(label, id);
      return label;
    });
  }

  /** Replaces the labels in a request by the identifiers of earlier answers. */
  reveal(request: string): string {
    return request.replace(LABEL, (label) => {
      const id = this.#ids.get(label);
      if (id === undefined) throw new Error(`No earlier answer contains ${label}`);
      return id;
    });
  }
}
