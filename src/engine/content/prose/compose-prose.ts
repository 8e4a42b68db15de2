import type { Answer, Brief } from '../source.ts';
import { citeSources } from './citations.ts';
import { furtherSections } from './forms/explanation.ts';
import { writingFor } from './forms/index.ts';
import { countWords } from './grammar.ts';
import type { Scene, Writing } from './scene.ts';

/** Writes an answer in words, of the form that fits the request, within the brief's budget. */
export function composeProse(brief: Brief, scene: Scene): Answer {
  const { budget, request } = brief;
  const draft = new Draft(budget.maximum);
  draft.take(writingFor(scene));
  let citations: Answer['citations'];
  if (request.webSearch !== undefined && !draft.full) {
    const sources = citeSources(scene.topic, scene.random.fork('sources'), draft.text.length);
    draft.add(sources.text);
    citations = sources.citations;
  }
  if (draft.words < budget.minimum) draft.take(furtherSections(scene), budget.minimum);
  return citations === undefined ? { text: draft.text } : { text: draft.text, citations };
}

/**
 * The text so far. It is measured in words, which is cheap and on the safe side: no vocabulary has a token that reaches
 * over two words, so a text has at least as many tokens as words.
 */
class Draft {
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
