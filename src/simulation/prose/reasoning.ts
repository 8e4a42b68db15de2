import type { ReasoningEffort } from '../../engine/models/card.ts';
import type { Random } from '../../runtime/random.ts';
import { countWords, toPlainLine } from './grammar.ts';
import { TOKENS_PER_WORD } from './length.ts';
import type { Scene } from './scene.ts';

/** Plausible reasoning before an answer; longer with more effort. Undefined for effort `none`. */
export function thinkAbout(scene: Scene, effort: ReasoningEffort): string | undefined {
  if (effort === 'none') return undefined;
  const random: Random = scene.random.fork('reasoning');
  const { templates, ask } = scene;
  const target =
    (TYPICAL_TOKENS[effort] / TOKENS_PER_WORD) * Math.exp(0.35 * Math.max(-2, Math.min(2, random.normal())));
  const asked = toPlainLine(ask.command, 120);
  let text =
    asked === ''
      ? 'The message is empty, so a friendly opening will do.'
      : random.pick(RESTATING).replace('{q}', () => asked);
  if (effort === 'minimal' && asked !== '')
    text = random.pick(BRIEF).replace('{q}', () => toPlainLine(ask.command, 48));
  let words = countWords(text);
  for (let index = 0; words < target; index++) {
    const phase = PHASES[Math.min(PHASES.length - 1, Math.floor((words / target) * PHASES.length))]!;
    const sentence = templates.from(phase);
    words += countWords(sentence);
    text += (index % 4 === 3 ? '\n\n' : ' ') + sentence;
  }
  return text;
}

const TYPICAL_TOKENS: Readonly<Record<Exclude<ReasoningEffort, 'none'>, number>> = {
  minimal: 15,
  low: 60,
  medium: 200,
  high: 500,
  xhigh: 900,
  max: 1400,
};

const BRIEF = [
  'The request is simple: "{q}". I can answer directly.',
  'Asked: "{q}". A direct answer fits.',
  'A short answer to "{q}" is enough.',
];

const RESTATING = [
  'The user asks: "{q}".',
  'The request is "{q}".',
  'So the question in front of me is "{q}".',
  'I am asked the following: "{q}".',
];

const UNDERSTANDING = [
  'Let me first make sure that I understand what is wanted.',
  'The subject is {t}, so I should keep to that.',
  'There may be a hidden part to this, but the plain reading is most likely the right one.',
  'I should check whether a certain length or format was asked for.',
  'The tone seems neutral, so a clear and friendly answer fits.',
  'It matters who is asking: I assume general interest rather than expert knowledge.',
  'Nothing in the earlier messages changes the meaning of this request.',
  'One could also read it as a question about the use of {t}, and I can cover that in passing.',
  'The words are simple, so the answer should be simple too.',
  'Before anything else, what do I know about {t} for certain?',
];
const PLANNING = [
  'A good structure would be a short direct answer first and the reasons after it.',
  'I could begin with a definition of {t} and follow with an example.',
  'Two or three points are enough; more would hide the main one.',
  'An example from daily life would make {t} easier to grasp.',
  'It would be wise to mention one limit, so that the answer does not promise too much.',
  'I will leave out side issues unless they change the conclusion.',
  'First the main idea, then how it works, then what to keep in mind.',
  'Perhaps a comparison helps here, since people often know something similar.',
  'I should avoid technical terms, or explain them where they first appear.',
  'The order matters: what comes first should be useful on its own.',
];
const WEIGHING = [
  'There are two ways to see {t}, and they lead to slightly different answers.',
  'On the one hand a short answer is easy to use; on the other hand some detail builds trust.',
  'Wait, is that always true? There are exceptions, but they do not change the general picture.',
  'If I think about {concern}, the first option looks better.',
  'Let me test this with a simple case: a beginner who meets {t} for the first time.',
  'In that case the explanation holds, as long as the parts are named clearly.',
  'What about the opposite case? It would need a different start but lead to the same end.',
  'I should not claim figures that I cannot support, so I will speak of tendencies.',
  'Some would put more weight on {concern}, and I can mention that view.',
  'The link between {matter} and the result is the important step here.',
  'A common mistake would be to treat {t} as a single thing; it has several sides.',
  'Let me look at it once more from the point of view of {people}.',
  'That leaves one open point, and I think it can be stated openly.',
  'Hmm, the second argument is weaker than the first, so I will keep it short.',
  'So far nothing speaks against the plan.',
];
const CHECKING = [
  'Let me check the answer against the request once more.',
  'The main point is covered, and the length seems right.',
  'Does it answer what was asked? Yes, and it does so in the first sentence.',
  'The wording about {t} should stay careful where the evidence is mixed.',
  'I will read it again as if I knew nothing about {t}.',
  'The format fits, so there is nothing to change there.',
  'One sentence can go, because it repeats an earlier one.',
  'Good, this is consistent from beginning to end.',
];
const DECIDING = [
  'That settles it, and I can write the answer now.',
  'I am fairly confident, so I will answer in a clear tone.',
  'Now I only need to put it into words.',
  'The answer is ready to be written.',
  'I will go with the simple version.',
];

/** The phases of reasoning, in order. */
const PHASES = [UNDERSTANDING, PLANNING, WEIGHING, WEIGHING, WEIGHING, CHECKING, DECIDING];
