/**
 * How long at least one of several overlapping pieces of work was under way. Pieces are added when they end, in that
 * order.
 *
 * @example
 * const busy = new BusyTime();
 * busy.add(0, 100);
 * busy.add(50, 200);
 * busy.until(300, undefined); // 200
 */
export class BusyTime {
  /** Disjoint spans, the last one ends last. Those that are full are only summed up. */
  readonly #spans: { start: number; end: number }[] = [];
  #sum = 0;

  /** Times in milliseconds. */
  add(start: number, end: number): void {
    let from = start;
    for (let last = this.#spans.at(-1); last && last.end >= from; last = this.#spans.at(-1)) {
      from = Math.min(from, last.start);
      this.#spans.pop();
    }
    this.#spans.push({ start: from, end: Math.max(end, from) });
    // Many at a time: taking the first one from an array moves all others.
    if (this.#spans.length < 2 * LEAST_SPANS) return;
    for (const { start: since, end: until } of this.#spans.splice(0, LEAST_SPANS)) this.#sum += until - since;
  }

  /** Milliseconds until `now`, with what has been under way since `openSince`. */
  until(now: number, openSince: number | undefined): number {
    let covered = this.#sum;
    const end = openSince ?? now;
    for (const span of this.#spans) covered += Math.max(0, Math.min(span.end, end) - span.start);
    return openSince === undefined ? covered : covered + Math.max(0, now - openSince);
  }
}

/** Only work that lasts longer than all of these spans, with the pauses between them, is counted too long. */
const LEAST_SPANS = 1000;
