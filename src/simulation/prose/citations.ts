import type { PageCitation } from '../../engine/source.ts';
import type { Random } from '../../runtime/random.ts';
import { capitalise } from './grammar.ts';
import type { Topic } from './topic.ts';

/**
 * Sentences with links to made-up pages on reserved example domains. Offsets count from the start of `text`.
 */
export function citeSources(
  topic: Topic,
  random: Random,
  at: number,
): { text: string; citations: PageCitation[] } {
  const count = random.between(2, 4);
  const start = random.int(SENTENCES.length);
  const kindStart = random.int(PAGES.length);
  const citations: PageCitation[] = [];
  let text = at === 0 ? '' : '\n\n';
  for (let index = 0; index < count; index++) {
    const [kind, label] = PAGES[(kindStart + index) % PAGES.length]!;
    const host = HOSTS[index % HOSTS.length]!;
    const url = `https://www.${host}/${kind}/${slugOf(topic.name)}?utm_source=simulated`;
    const link = `([${host}](${url}))`;
    text += `${index === 0 ? '' : ' '}${SENTENCES[(start + index) % SENTENCES.length]!.replace('{t}', () => topic.name)} `;
    const from = at + text.length;
    text += link;
    citations.push({
      start: from,
      end: from + link.length,
      url,
      title: `${capitalise(topic.name)}: ${label}`,
    });
  }
  return { text, citations };
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
