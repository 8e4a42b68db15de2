import type { Brief, PlainAnswer } from '../../engine/ports/content.ts';
import { madeUpPages, quoteSources } from './citations.ts';
import { Draft } from './draft.ts';
import { furtherSections } from './forms/explanation.ts';
import { writingFor } from './forms/index.ts';
import type { Scene } from './scene.ts';

/** Writes a prose answer in the form that fits the request, within the brief's budget. */
export function composeProse(brief: Brief, scene: Scene): PlainAnswer {
  const { budget, request } = brief;
  const draft = new Draft(budget.maximum);
  draft.take(writingFor(scene));
  let citations: PlainAnswer['citations'];
  if (request.webSearch !== undefined && !draft.full) {
    const pages = madeUpPages(scene.topic, scene.random.fork('sources'));
    const quoted = quoteSources(pages, draft.text.length);
    draft.add(quoted.text);
    citations = quoted.citations;
  }
  if (draft.words < budget.minimum) draft.take(furtherSections(scene), budget.minimum);
  return citations === undefined ? { text: draft.text } : { text: draft.text, citations };
}
