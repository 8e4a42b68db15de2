import { type PatternNode, parsePattern } from './pattern/parse.ts';

/**
 * What one composition may still spend on matching, writing and checking what a client's schema asks for, in steps
 * of well under a microsecond. Shared by everything that is done for one answer, so that no combination of costly
 * parts adds up to more. Also keeps the patterns it has read.
 *
 * @example
 * const effort = new Effort(1_000);
 * effort.spend(1_001); // false: there was not that much left
 */
export class Effort {
  readonly #patterns = new Map<string, PatternNode | undefined>();
  readonly #written = new Map<PatternNode, Set<string>>();
  #left: number;
  /** Whether something was given up before it was certain: what was not found may exist all the same. */
  isUnsettled = false;
  /** How often a check was given up, so that its outcome says nothing. */
  doubts = 0;
  readonly #kept = new Map<string, unknown>();

  constructor(steps = 2_000_000) {
    this.#left = steps;
  }

  get exhausted(): boolean {
    return this.#left <= 0;
  }

  spend(steps: number): boolean {
    this.#left -= steps;
    if (this.exhausted) this.doubt();
    return !this.exhausted;
  }

  /** Notes that a check was given up before it was decided. */
  doubt(): void {
    this.doubts++;
    this.isUnsettled = true;
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  /** What was made once under a key, and is the same each time. */
  once<T>(key: string, make: () => T): T {
    if (!this.#kept.has(key)) this.#kept.set(key, make());
    return this.#kept.get(key) as T;
  }

  /** Remembers that a text was written from a pattern, for texts too long to be matched against it. */
  remember(pattern: PatternNode, text: string): void {
    const texts = this.#written.get(pattern) ?? new Set();
    this.#written.set(pattern, texts.add(text));
  }

  isWritten(pattern: PatternNode, text: string): boolean {
    return this.#written.get(pattern)?.has(text) ?? false;
  }

  /** A pattern read once; undefined when it cannot be read. */
  pattern(source: string): PatternNode | undefined {
    if (!this.#patterns.has(source)) {
      this.spend(source.length);
      this.#patterns.set(source, this.exhausted ? undefined : parsePattern(source));
    }
    return this.#patterns.get(source);
  }
}
