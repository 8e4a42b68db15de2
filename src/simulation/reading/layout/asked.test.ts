import { describe, expect, it } from 'vitest';
import { layoutAsked } from './asked.ts';
import type { Parts } from './layout.ts';

const MARKERS = [
  'Your output fields are:\n1. `answer` (str): often between 1 and 5 words\n2. `score` (float):\nThis is the structure.\n',
  '[[ ## question ## ]]\n{question}\n',
  '[[ ## answer ## ]]\n{answer}\n',
  '[[ ## score ## ]]\n{score}        # note: the value you produce must be a single float value\n',
  '[[ ## completed ## ]]\nIn adhering to this structure, your objective is: Answer the question.',
].join('\n');

/** The parts with their places, with the name of each part in place of its text. */
function shown(...texts: readonly string[]): string | undefined {
  const layout = layoutAsked(texts)?.layout;
  if (layout?.kind !== 'parts') return undefined;
  return (
    layout.parts.map(({ before, property, fixed }) => before + (fixed ?? `{${property.name}}`)).join('') +
    layout.end
  );
}

describe('layouts', () => {
  it.each([
    [
      'markers',
      ['[[ ## question ## ]]\nWho is it?\n\nRespond with the corresponding output fields.', MARKERS],
      '[[ ## answer ## ]]\n{answer}\n\n[[ ## score ## ]]\n{score}\n\n[[ ## completed ## ]]\n',
    ],
    [
      'other markers',
      ['=== text ===\n{text}\n\n=== topic ===\n{topic}', '=== text ===\nThe sea.'].toReversed(),
      '=== topic ===\n{topic}\n',
    ],
    [
      'tags that are spoken of',
      [
        'Write the number into <order_id> tags, then the date into <bought> tags.\n\n<email>It is order 7.</email>',
      ],
      '<order_id>{order_id}</order_id>\n<bought>{bought}</bought>',
    ],
    [
      'tags that are shown',
      ['Respond as <answer>your answer</answer>.\n\nWho is it?'],
      '<answer>{answer}</answer>',
    ],
    [
      'labelled lines',
      [
        'Use the following format:\n\nVerdict: <yes or no>\nReason: <one sentence>\n\nContext: It opens at 9.',
      ],
      'Verdict: {Verdict}\nReason: {Reason}',
    ],
    [
      'a phrase of the answer itself',
      [
        'Who is it?\n\nThought:',
        'Respond using the exact following format:\n\nThought: I now can give an answer\nFinal Answer: the answer',
      ],
      'Thought: I now can give an answer\nFinal Answer: {Final_Answer}',
    ],
  ])('reads %s', (_, texts, layout) => expect(shown(...texts)).toBe(layout));

  it.each([
    'What does the <b> tag do in HTML?',
    'Summarize the text between the tags: <text>The sea is wide.</text>',
    'Which format has the file?',
    'Thought: x\nUse the following format:\n\nAction: the action\nAction Input: its input',
  ])('finds none in: %s', (text) => expect(shown(text)).toBeUndefined());

  it('knows the types of parts', () => {
    const layout = layoutAsked(['[[ ## question ## ]]\nWho?', MARKERS])?.layout as Parts;
    expect(layout.parts.map(({ property }) => (property.schema as { type?: string }).type)).toEqual([
      'string',
      'number',
    ]);
  });

  it('leaves the inputs as labelled sections', () => {
    expect(
      layoutAsked(['[[ ## question ## ]]\nWho is it?\n\nRespond with the fields.', MARKERS])?.source,
    ).toEqual(['question: Who is it?', 'Answer the question.']);
  });
});
