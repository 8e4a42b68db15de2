import { capitalise, countWords, sentencesOf, toPlainLine } from './grammar.ts';

/**
 * The most central sentences of `text` in their original order, shortened: at most `count`, with no more
 * words than the text has. A sentence is central if its words are frequent in the text; early sentences have
 * more weight.
 */
export function centralSentences(text: string, count: number): string[] {
  const sentences = sentencesOf(text, MOST_SENTENCES).filter((sentence) => /\p{L}/u.test(sentence));
  if (sentences.length === 0) return [];
  const frequency = new Map<string, number>();
  const contents = sentences.map((sentence) => contentWords(sentence));
  for (const words of contents) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const scores = contents.map((words, index) => {
    let score = 0;
    for (const word of new Set(words)) score += frequency.get(word)! - 1;
    return (score / (words.length + 4)) * (index === 0 ? 1.6 : 1) + (index === 0 ? 0.5 : 0);
  });
  return scores
    .map((score, index) => ({ score, index }))
    .sort((left, right) => right.score - left.score || left.index - right.index)
    .slice(0, count)
    .sort((left, right) => left.index - right.index)
    .map(({ index }) => compressed(sentences[index]!));
}

/** The most frequent words, at most `count`. */
export function frequentWords(text: string, count: number): string[] {
  const frequency = new Map<string, number>();
  for (const word of contentWords(text.slice(0, 8000))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return [...frequency]
    .sort((left, right) => right[1] - left[1] || right[0].length - left[0].length)
    .slice(0, count)
    .map(([word]) => word);
}

function compressed(sentence: string): string {
  let text = sentence
    .slice(0, 600)
    .replace(/^[-*•\d.)\s]+(?=\p{L})/u, '')
    .replace(/ ?\([^()]{0,200}\)/g, '')
    .replace(
      /^(?:However|Moreover|Furthermore|In addition|Also|Therefore|Thus|For example|In fact|Meanwhile|As a result|Additionally), /i,
      '',
    )
    .replace(/\b(?:very|really|quite|basically|actually|simply|of course,?) /gi, '');
  if (countWords(text) > 28) {
    const cut = /^(.{60,200}?)[,;:] /.exec(text);
    text = cut === null ? toPlainLine(text, 200) : cut[1]!;
  }
  text = capitalise(text.trim().replace(/[,;:]$/, ''));
  return /[.!?]["”']?$/.test(text) ? text : `${text}.`;
}

function contentWords(text: string): string[] {
  const lower = text.toLowerCase();
  // Both patterns match the same letters; without Unicode tables the search takes half the time.
  const words = lower.match(/^[\0-\xff]*$/.test(lower) ? /[a-zªµºß-öø-ÿ]{3,30}/g : /\p{L}{3,30}/gu);
  return (words ?? []).filter((word) => !COMMON.has(word));
}

const COMMON = new Set(
  'the and for are but not you all any can had her was one our out day get has him his how man new now old see two way who boy did its let put say she too use that with have this will your from they know want been good much some time very when come here just like long make many more only over such take than them well were what which their there would about could other into most also after first these those while where being both each between through during before because'.split(
    ' ',
  ),
);

const MOST_SENTENCES = 300;
