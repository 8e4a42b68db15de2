import type { PlainAnswer } from '../../engine/ports/content.ts';
import type { CitedSource } from '../../engine/ports/work.ts';
import type { GenerationRequest } from '../../engine/request.ts';
import { type Citation, isPage } from '../../engine/source.ts';
import { citationOf, markOf, quoteSources } from '../prose/citations.ts';
import { sentencesOf } from '../prose/grammar.ts';

/**
 * The answer with citations of the sources whose sentences it has. Pages are quoted behind an answer that has none of
 * them, and files of containers are named behind every answer. Answers in JSON cite nothing.
 *
 * @example
 * citing({ text: 'Swifts sleep in flight.' }, request).text;
 * // 'Swifts sleep in flight. ([nature.example.com](https://nature.example.com/swifts))'
 */
export function citing(answer: PlainAnswer, { sources = [], format }: GenerationRequest): PlainAnswer {
  const { text } = answer;
  if (sources.length === 0 || text === undefined || format.kind !== 'text') return answer;
  const read = sources.slice(0, MOST_SOURCES);
  const found = placesIn(text, read);
  const places = found.length > 0 ? found : wholeIn(text, read);
  const marked = withMarks(text, places);
  const cited = new Set(places.map(({ source }) => source));
  const quoted = [
    ...read.filter(({ source }) => places.length === 0 && isPage(source)).slice(0, MOST_QUOTED),
    ...read.filter((each) => isInContainer(each) && !cited.has(each)),
  ];
  const added = quoteSources(quoted, marked.text.length);
  return {
    ...answer,
    text: marked.text + added.text,
    citations: [...(answer.citations ?? []), ...marked.citations, ...added.citations],
  };
}

/** Whether a request has found only pages that say next to nothing: one sentence each. */
export function areSilent({ sources = [] }: GenerationRequest): boolean {
  return (
    sources.length > 0 &&
    sources.every(({ source, passage }) => isPage(source) && sentencesOf(passage, 2).length === 1)
  );
}

const MOST_SOURCES = 20;
const MOST_QUOTED = 2;
/** Characters of an answer in which sentences of sources are looked for. */
const LONGEST_READ = 10_000;
/** Sentences of a source that are looked for, and the length from which on they are told apart from others. */
const MOST_SENTENCES = 16;
const SHORTEST = 12;
const LONGEST_WHOLE = 200;

/** A part of an answer that comes from a source. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly source: CitedSource;
}

/** The sentences of sources in a text, in its order; each comes from the first source that has all of it. */
function placesIn(text: string, sources: readonly CitedSource[]): Place[] {
  const places = new Map<number, Place>();
  const read = text.slice(0, LONGEST_READ);
  for (const source of sources) {
    for (const sentence of sentencesOf(source.passage, MOST_SENTENCES)) {
      if (sentence.length < SHORTEST) continue;
      const start = read.indexOf(sentence);
      const end = start + sentence.length;
      if (start !== -1 && !places.has(end)) places.set(end, { start, end, source });
    }
  }
  let done = 0;
  const inOrder = [...places.values()]
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .filter(({ start, end }) => {
      // Passages may begin and end within sentences.
      const isApart = start >= done;
      if (isApart) done = end;
      return isApart;
    });
  // Sentences of one source in a row are cited once, behind the last.
  return inOrder.flatMap((place, index) => {
    const next = inOrder[index + 1];
    const goesOn = next?.source === place.source && text.slice(place.end, next.start).trim() === '';
    return goesOn ? [] : [place];
  });
}

/** A short answer that stands in a source as a whole. */
function wholeIn(text: string, sources: readonly CitedSource[]): Place[] {
  const said = text.trim().replace(/\.$/, '').toLowerCase();
  if (said.length < 2 || text.length > LONGEST_WHOLE) return [];
  const source = sources.find(({ passage }) => hasWords(passage.toLowerCase(), said));
  return source ? [{ start: 0, end: text.length, source }] : [];
}

/** Whether a text has some words, and not only within longer ones. */
function hasWords(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1))
    if (!/[\p{L}\p{N}]/u.test(`${text[at - 1] ?? ''}${text[at + words.length] ?? ''}`)) return true;
  return false;
}

function withMarks(text: string, places: readonly Place[]): { text: string; citations: Citation[] } {
  let marked = '';
  let from = 0;
  const citations: Citation[] = [];
  for (const { start, end, source } of places) {
    marked += text.slice(from, start);
    const at = marked.length;
    marked += text.slice(start, end) + markOf(source.source);
    citations.push(citationOf(source.source, at, marked.length));
    from = end;
  }
  return { text: marked + text.slice(from), citations };
}

function isInContainer({ source }: CitedSource): boolean {
  return !isPage(source) && source.containerId !== undefined;
}
