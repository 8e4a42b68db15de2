import { listOf, listStyleIn } from '../../reading/list-style.ts';
import { givenText } from '../given.ts';
import { joinList } from '../grammar.ts';
import type { Form } from '../scene.ts';

/** "Extract the names, dates, numbers, addresses from …": items that can be recognised by their form. */
export const extraction: Form = {
  name: 'extraction',
  clues: {
    opens: 'extract find identify list get pull return output give',
    mentions:
      'name names people person persons entities e email mail emails mails numbers dates urls links phone addresses',
  },
  recognise: (ask) => {
    const wanted =
      /^(?:extract|find|identify|list|get|pull out|return|output|give me)\b.{0,20}?\b(names?|people|persons|entities|phone numbers|email addresses|e-?mails?|numbers|dates|urls|links)\b(?:.{0,30}?\b(?:from|in|of)\b|[^a-z]|$)/.exec(
        ask.lower,
      )?.[1];
    if (wanted === undefined) return undefined;
    const text = givenText(ask);
    if (text === '') return undefined;
    const found = [...new Set(matchesOf(wanted, text.slice(0, 8000)))].slice(0, 50);
    const style = listStyleIn(`${ask.reading.question}\n${ask.reading.instructions}`);
    return ({ random }) => {
      if (found.length > 0 && (style.kind !== undefined || style.isAlone))
        return [
          listOf(style.isSorted ? found.toSorted() : found.slice(0, style.count), style.kind ?? 'lines'),
        ];
      if (found.length === 0) return [`I found no ${wanted} in the text.`];
      if (found.length > 3)
        return [
          `${random.pick(['I found these', 'The text contains these'])} ${wanted}:\n\n${found.map((each) => `- ${each}`).join('\n')}`,
        ];
      return [
        random.pick([
          `${joinList(found)}.`,
          `I found ${joinList(found)}.`,
          `The text mentions ${joinList(found)}.`,
        ]),
      ];
    };
  },
};

function matchesOf(wanted: string, text: string): string[] {
  if (/^e-?mail/.test(wanted)) return text.match(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g) ?? [];
  if (/^(?:urls|links)/.test(wanted)) return text.match(/https?:\/\/[^\s"'<>)]{1,300}/g) ?? [];
  if (wanted === 'phone numbers') return text.match(/\+?\d[\d ()-]{6,18}\d/g) ?? [];
  if (wanted === 'numbers') return text.match(/-?\d+(?:[.,]\d+)*/g) ?? [];
  if (wanted === 'dates') {
    return (
      text.match(
        /\b\d{4}-\d{2}-\d{2}\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(?:, \d{4})?|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b/g,
      ) ?? []
    );
  }
  const names = text.match(/\p{Lu}[\p{Ll}’'-]{1,30}(?: \p{Lu}[\p{Ll}’'-]{1,30}){0,3}/gu) ?? [];
  return names.filter((name) => !COMMON_OPENINGS.has(name));
}

const COMMON_OPENINGS = new Set(
  'The This That These Those There Then They He She It We You I In On At And But Or If When While After Before My Our His Her Their A An Yesterday Today Tomorrow'.split(
    ' ',
  ),
);
