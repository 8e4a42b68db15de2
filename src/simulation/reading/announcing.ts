import { roleOf } from './labels.ts';

/** Where a label such as "Context:" begins after the end of a sentence; -1 if there is none. */
export function inlineLabelIn(line: string): number {
  INLINE_LABEL.lastIndex = 0;
  for (let tries = 0; tries < MOST_LABELS; tries++) {
    const match = INLINE_LABEL.exec(line);
    if (match === null) return -1;
    const role = roleOf(match[2]!);
    if (role === 'material' || role === 'question' || role === 'cursor')
      return match.index + match[1]!.length;
  }
  return -1;
}

const INLINE_LABEL = /([.!?)]["'”]?\s+)([A-Z][A-Za-z]+(?: [A-Za-z]+)?):(?=\s|$)/g;
const MOST_LABELS = 8;

/** "Use the following pieces of context to answer:", "Context information is below." */
export const ANNOUNCING =
  /\b(?:following|below|these|provided|given|here (?:is|are)|this is the)\b.*\b(?:context|information|documents?|passages?|sources?|excerpts?|snippets?|articles?|text|data|facts|notes|results|paragraphs?)\b[^.?!]*:$|\b(?:context|information|documents?|passages?|sources?|excerpts?|results|text)\b.*\b(?:below|follows?|following)\b\W*$/i;

/** "…, answer the question: Who lives in Rome?", "The original query is as follows: …" */
export const ANNOUNCED_QUESTION = /\b(?:question|query)(?: is)?(?: as follows)?:\s+(\S.*)$/i;

/** `Use only this text: "Ann lives in Rome."` */
export const QUOTED_END =
  /\b(?:text|passage|context|document|information|facts?|sentence|statement|paragraph|excerpt):\s*["“]([^"”]{20,1500})["”]$/i;

/** Characters at the end of a line in which material is announced. */
export const LONGEST_ANNOUNCEMENT = 400;
