/** Statistics of one quantity over a window; zero if it is empty. */
export interface WindowSummary {
  /** Observations since the start. */
  readonly total: number;
  /** Observations in the window; all following statistics refer to these. */
  readonly count: number;
  /** Sum of the values. */
  readonly sum: number;
  /** Observations per second. */
  readonly rate: number;
  /** Sum of the values per second. */
  readonly sumRate: number;
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/**
 * The last 60 seconds of one quantity, in bounded memory. Counts, sums, averages and extremes are exact.
 * Percentiles (nearest rank) are exact up to 64 values per second; above that they are computed from an
 * evenly spaced sample. Times are milliseconds on one monotonic scale.
 */
export interface SlidingWindow {
  add(value: number, now: number): void;
  /**
   * Statistics over the last 60 s, which expire in steps of whole seconds. Rates are relative to the time
   * covered: until the window has filled up, the time since its start, but at least one second.
   */
  summary(now: number): WindowSummary;
  /** Observations per second; cheaper than a summary. */
  rate(now: number): number;
  /** Number of values ever added. */
  readonly totalCount: number;
  /** Sum of all values ever added. */
  readonly totalSum: number;
}

/**
 * @example
 * const window = createSlidingWindow(clock.now());
 * window.add(0.25, clock.now());
 * window.summary(clock.now()).p99; // 0.25
 */
export function createSlidingWindow(start: number): SlidingWindow {
  return new Window(start);
}

const SLOTS = 60;
const SLOT_MS = 1000;
const SAMPLES = 64;

const NOTHING: Omit<WindowSummary, 'total'> = {
  count: 0,
  sum: 0,
  rate: 0,
  sumRate: 0,
  avg: 0,
  min: 0,
  max: 0,
  p50: 0,
  p90: 0,
  p99: 0,
};

interface Slot {
  /** Seconds since the start. */
  readonly second: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  /** Only every `stride`-th value is kept. */
  stride: number;
  kept: number;
  readonly samples: Float64Array;
}

class Window implements SlidingWindow {
  readonly #start: number;
  readonly #slots: (Slot | undefined)[] = new Array(SLOTS);
  totalCount = 0;
  totalSum = 0;

  constructor(start: number) {
    this.#start = start;
  }

  add(value: number, now: number): void {
    this.totalCount++;
    this.totalSum += value;
    const slot = this.#slotAt(this.#secondAt(now));
    if (slot === undefined) return;
    if (slot.count === 0 || value < slot.min) slot.min = value;
    if (slot.count === 0 || value > slot.max) slot.max = value;
    if (slot.count % slot.stride === 0) keep(slot, value);
    slot.count++;
    slot.sum += value;
  }

  rate(now: number): number {
    let count = 0;
    for (const slot of this.#liveAt(now)) count += slot.count;
    return count / this.#secondsAt(now);
  }

  summary(now: number): WindowSummary {
    const live = this.#liveAt(now);
    let count = 0;
    let sum = 0;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const slot of live) {
      count += slot.count;
      sum += slot.sum;
      min = Math.min(min, slot.min);
      max = Math.max(max, slot.max);
    }
    const total = this.totalCount;
    if (count === 0) return { total, ...NOTHING };
    const seconds = this.#secondsAt(now);
    const [p50 = 0, p90 = 0, p99 = 0] = percentiles(live, [0.5, 0.9, 0.99]);
    return {
      total,
      count,
      sum,
      rate: count / seconds,
      sumRate: sum / seconds,
      avg: sum / count,
      min,
      max,
      p50,
      p90,
      p99,
    };
  }

  #liveAt(now: number): Slot[] {
    const oldest = this.#secondAt(now) - SLOTS + 1;
    return this.#slots.filter((slot) => slot !== undefined && slot.second >= oldest) as Slot[];
  }

  #secondsAt(now: number): number {
    const elapsed = (now - this.#start) / SLOT_MS;
    if (elapsed < SLOTS) return Math.max(1, elapsed);
    // The current second is incomplete; the 59 before it are complete.
    return SLOTS - 1 + (elapsed - Math.floor(elapsed));
  }

  #secondAt(now: number): number {
    return Math.max(0, Math.floor((now - this.#start) / SLOT_MS));
  }

  /** Undefined for a second that has left the window. */
  #slotAt(second: number): Slot | undefined {
    const index = second % SLOTS;
    const slot = this.#slots[index];
    if (slot?.second === second) return slot;
    if (slot && slot.second > second) return undefined;
    const samples = slot?.samples ?? new Float64Array(SAMPLES);
    const fresh = { second, count: 0, sum: 0, min: 0, max: 0, stride: 1, kept: 0, samples };
    this.#slots[index] = fresh;
    return fresh;
  }
}

/** When the sample is full, drops every other value and doubles the stride. */
function keep(slot: Slot, value: number): void {
  if (slot.kept === SAMPLES) {
    for (let index = 0; index < SAMPLES / 2; index++) slot.samples[index] = slot.samples[2 * index] as number;
    slot.kept = SAMPLES / 2;
    slot.stride *= 2;
    if (slot.count % slot.stride !== 0) return;
  }
  slot.samples[slot.kept++] = value;
}

/**
 * The smallest values that are at least as large as the given shares of all values; each sample is weighted
 * by its stride.
 */
function percentiles(slots: readonly Slot[], shares: readonly number[]): number[] {
  const samples: { value: number; weight: number }[] = [];
  let total = 0;
  for (const { samples: values, kept, count } of slots) {
    const weight = count / kept;
    for (let index = 0; index < kept; index++) samples.push({ value: values[index] as number, weight });
    total += count;
  }
  samples.sort((one, other) => one.value - other.value);
  let index = 0;
  let reached = samples[0]?.weight ?? 0;
  return shares.map((share) => {
    // The tolerance keeps rounding errors of fractional weights from overshooting an exact rank.
    while (reached < share * total - 1e-6 && index < samples.length - 1)
      reached += samples[++index]?.weight ?? 0;
    return samples[index]?.value ?? 0;
  });
}
