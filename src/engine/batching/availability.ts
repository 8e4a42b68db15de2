/** What a worker does at large. */
export type WorkerState = 'awake' | 'falling asleep' | 'asleep' | 'waking' | 'failed' | 'starting';

/** Sleep, crash and start of a worker: its state, and when the next one comes by itself. */
export class Availability {
  state: WorkerState = 'awake';
  /** When it is awake; infinity while nothing is loaded. */
  readyAt = Number.POSITIVE_INFINITY;
  #level: 1 | 2 = 1;
  readonly #loadMs: (level: 1 | 2) => number;

  /** @param loadMs Milliseconds to load the weights: 1 from host memory, 2 from disk. */
  constructor(loadMs: (level: 1 | 2) => number) {
    this.#loadMs = loadMs;
  }

  /** Whether sequences that run go on. */
  get isRunning(): boolean {
    return this.state === 'awake' || this.state === 'falling asleep';
  }

  sleep(level: 1 | 2): void {
    if (this.state !== 'awake') return;
    this.state = 'falling asleep';
    this.#level = level;
  }

  wake(now: number): void {
    if (this.state === 'falling asleep') this.state = 'awake';
    if (this.state !== 'asleep') return;
    this.state = 'waking';
    this.readyAt = now + this.#loadMs(this.#level);
  }

  fail(): void {
    this.state = 'failed';
    this.readyAt = Number.POSITIVE_INFINITY;
  }

  restart(now: number): void {
    if (this.state !== 'failed') return;
    this.state = 'starting';
    this.readyAt = now + this.#loadMs(2);
  }

  /** Returns whether the weights have just been loaded. */
  becomeReady(at: number): boolean {
    if (this.readyAt > at) return false;
    this.state = 'awake';
    this.readyAt = Number.POSITIVE_INFINITY;
    return true;
  }
}
