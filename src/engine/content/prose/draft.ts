import { countWords } from './grammar.ts';
import type { Writing } from './scene.ts';

/**
 * The text so far. It is measured in words, which is cheap and on the safe side: no vocabulary has a token that reaches
 * over two words, so a text has at least as many tokens as words.
 */
export class Draft {
  text = '';
  words = 0;
  readonly #maximum: number;

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** More words than the budget allows tokens: what follows would be cut. */
  get full(): boolean {
    return this.words > this.#maximum;
  }

  add(piece: string): void {
    this.text += piece;
    this.words += countWords(piece);
  }

  /** Takes pieces until the writing ends, the draft is full or has `enough` words. */
  take(writing: Writing, enough = Number.POSITIVE_INFINITY): void {
    for (const piece of writing) {
      this.add(piece);
      if (this.full || this.words >= enough) return;
    }
  }
}
