import type { FoundPage } from '../../engine/ports/web.ts';
import type { CitedSource } from '../../engine/ports/work.ts';
import { type Citation, isPage, type Source } from '../../engine/source.ts';
import type { Random } from '../../runtime/random.ts';
import { capitalise, sentencesOf } from './grammar.ts';
import type { Topic } from './topic.ts';

/** Made-up pages on reserved example domains, each with one sentence about a topic. */
export function madeUpPages(topic: Topic, random: Random): FoundPage[] {
  const count = random.between(2, 4);
  const start = random.int(SENTENCES.length);
  const kindStart = random.int(PAGES.length);
  return Array.from({ length: count }, (_, index) => {
    const [kind, label] = PAGES[(kindStart + index) % PAGES.length]!;
    const host = HOSTS[index % HOSTS.length]!;
    const url = `https://www.${host}/${kind}/${slugOf(topic.name)}?utm_source=simulated`;
    return {
      source: { url, title: `${capitalise(topic.name)}: ${label}` },
      passage: SENTENCES[(start + index) % SENTENCES.length]!.replace('{t}', () => topic.name),
    };
  });
}

/**
 * A paragraph that quotes the beginning of each source and cites it.
 *
 * @param at length of the text that it follows; offsets of the citations count from the beginning of that text
 */
export function quoteSources(
  sources: readonly CitedSource[],
  at: number,
): { text: string; citations: Citation[] } {
  const citations: Citation[] = [];
  let text = '';
  for (const { source, passage } of sources) {
    text += text === '' ? (at === 0 ? '' : '\n\n') : ' ';
    const sentence = sentencesOf(passage, 1)[0] ?? 'The result is in this file:';
    const from = at + text.length;
    text += sentence;
    const mark = markOf(source);
    text += mark;
    citations.push(citationOf(source, from, at + text.length));
  }
  return { text, citations };
}

/** What stands in a text where it cites a source: a link to a page or to a file of a container; nothing for others. */
export function markOf(source: Source): string {
  if (isPage(source)) return ` ([${hostOf(source.url)}](${source.url}))`;
  return source.containerId === undefined
    ? ''
    : ` [${source.filename}](sandbox:/mnt/data/${source.filename})`;
}

/** A citation of what stands from `from` to `end`, mark included: of the mark alone if there is one. */
export function citationOf(source: Source, from: number, end: number): Citation {
  const mark = markOf(source).length;
  const start = mark === 0 ? from : end - mark + 1;
  return { ...source, start, end };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url;
}

function slugOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 48) || 'page'
  );
}

const HOSTS = ['example.com', 'example.org', 'example.net'];

const PAGES: readonly (readonly [string, string])[] = [
  ['guide', 'a guide'],
  ['news', 'the latest news'],
  ['overview', 'an overview'],
  ['research', 'recent research'],
  ['faq', 'questions and answers'],
];

const SENTENCES = [
  'A recent overview of {t} comes to a similar view.',
  'Current reports on {t} point in the same direction.',
  'A longer guide to {t} goes into the details.',
  'One study of {t} adds figures to this picture.',
  'Further background can be found in a collection of questions and answers.',
  'Another source describes the practical side with examples.',
];
