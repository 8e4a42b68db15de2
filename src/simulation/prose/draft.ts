import { countWords } from './grammar.ts';
import type { Writing } from './scene.ts';

/**
 * The text so far, measured in words. Counting words is cheap and safe: no vocabulary has tokens that span
 * two words, so a text has at least as many tokens as words.
 */
export class Draft {
  text = '';
  words = 0;
  readonly #maximum: number;

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** Whether there are more words than the budget allows tokens; further text would be cut off. */
  get full(): boolean {
    return this.words > this.#maximum;
  }

  add(piece: string): void {
    this.text += piece;
    this.words += countWords(piece);
  }

  /** Adds pieces until the writing ends, the draft is full or has `enough` words. */
  take(writing: Writing, enough = Number.POSITIVE_INFINITY): void {
    for (const piece of writing) {
      this.add(piece);
      if (this.full || this.words >= enough) return;
    }
  }
}
