/** The waiting queue of a worker is full. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
  /** Sequences that may wait. */
  readonly limit: number;
  /** Milliseconds until a place is expected to be free, above 0. */
  readonly retryAfter: number;

  constructor(limit: number, retryAfter: number) {
    super(`The waiting queue is full: ${limit} sequences wait`);
    this.limit = limit;
    this.retryAfter = retryAfter;
  }
}

/** A request that an empty worker could not serve: waiting would not help. */
export class NeverFits extends Error {
  override readonly name = 'NeverFits';
  readonly of: 'blocks' | 'choices';
  readonly needed: number;
  readonly capacity: number;

  constructor(of: 'blocks' | 'choices', needed: number, capacity: number) {
    super(
      of === 'blocks'
        ? `The request needs ${needed} KV blocks, and the pool holds ${capacity}`
        : `The request has ${needed} choices, and the batch holds ${capacity}`,
    );
    this.of = of;
    this.needed = needed;
    this.capacity = capacity;
  }
}

/** The worker takes no work now. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  readonly state: 'asleep' | 'failed' | 'starting';
  /** Milliseconds until it is ready, if that is known. */
  readonly retryAfter: number | undefined;

  constructor(state: 'asleep' | 'failed' | 'starting', retryAfter?: number) {
    super(`The worker is ${state === 'failed' ? 'not running' : state}`);
    this.state = state;
    this.retryAfter = retryAfter;
  }
}
