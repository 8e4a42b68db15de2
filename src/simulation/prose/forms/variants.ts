import { contentOf } from '../../reading/content.ts';
import { listOf, listStyleIn } from '../../reading/list-style.ts';
import { capitalise } from '../grammar.ts';
import type { Form } from '../scene.ts';

/** Other wordings of a given question, as many as the request asks for, one a line. */
export const variants: Form = {
  name: 'variants',
  clues: {
    mentions:
      'versions version variations variation variants variant rephrase rephrasing rephrasings paraphrase paraphrases queries questions subquestions sub alternative ways',
  },
  recognise: ({ reading }) => {
    if (!ASKING.test(reading.text)) return undefined;
    const style = listStyleIn(reading.text);
    const questions = contentOf(reading)
      .slice(-LONGEST)
      .match(/[^.!?\n:]{4,300}\?/g);
    const question = questions?.at(-1)?.trim();
    if (question === undefined) return undefined;
    const count = Math.min(MOST, style.count ?? 3);
    return () => [listOf(wordingsOf(question).slice(0, count), style.kind)];
  },
};

const MOST = 8;
const LONGEST = 3000;
const ASKING =
  /\b(?:generate|write|give|create|produce|provide|rephrase|reformulate|paraphrase)\b[^.?]{0,80}\b(?:versions?|variations?|variants?|rephrasings?|paraphrases?|alternative|different (?:ways|questions|queries)|(?:search )?queries|sub-?questions)\b/i;

/** The question in other words, with all of its names. */
function wordingsOf(question: string): string[] {
  const bare = question.replace(/\?+$/, '').trim();
  const how = /^how (?:do|can|should|would|could) (?:i|we|you|one) (.+)$/i.exec(bare)?.[1];
  if (how !== undefined)
    return [
      `What are the steps to ${how}?`,
      `What is the best way to ${how}?`,
      `How can one ${how}?`,
      `Which instructions are there to ${how}?`,
      `What is needed to ${how}?`,
      `Is there a guide that shows how to ${how}?`,
      `Who can explain how to ${how}?`,
      `What should I know in order to ${how}?`,
    ];
  const is = /^(what|who|where|when|which \S+) (is|are|was|were) (.+)$/i.exec(bare);
  const indirect = is ? `${is[1]!.toLowerCase()} ${is[3]} ${is[2]}` : undefined;
  const lower = `${bare[0]!.toLowerCase()}${bare.slice(1)}`;
  const rest = bare.replace(/^\S+ (?:(?:is|are|was|were|do|does|did|can|will|has|have) )?/i, '');
  return [
    indirect === undefined ? `Can you tell me: ${lower}?` : `Can you tell me ${indirect}?`,
    `What is known about this: ${rest}?`,
    indirect === undefined ? `I would like to find out: ${lower}?` : `Do you know ${indirect}?`,
    `Where can I read about this: ${rest}?`,
    `${capitalise(rest)}: what does the documentation say?`,
    `Which sources explain this: ${rest}?`,
    `What should I know about this: ${rest}?`,
    `Is there information on this: ${rest}?`,
  ];
}
