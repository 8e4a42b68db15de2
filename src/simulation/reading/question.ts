import { sentencesOf } from '../prose/grammar.ts';
import { type Block, FENCE } from './block.ts';
import { commandOf } from './command.ts';

/**
 * What a turn asks, wherever its template puts it: below a label, in the last paragraph, else in the first.
 *
 * @example
 * questionOf(text, blocksOf(text)); // 'Where does Ann live?' for 'Where does Ann live?\n\nContext: Ann lives in Rome.'
 */
export function questionOf(text: string, blocks: readonly Block[]): string {
  return foundIn(text, blocks).replace(ORDERED, '');
}

/** How to answer, before the question in its sentence: "Answer in one word: is it open?" */
const ORDERED = /^(?:answer|reply|respond)\b[^:?\n]{0,80}:\s+(?=[^\n]{3,}\?$)/i;

function foundIn(text: string, blocks: readonly Block[]): string {
  if (blocks.length < 2) return questionIn(blocks[0]?.text ?? '');
  const prose = blocks
    .filter(({ role, name }) => (role === undefined && name !== FENCE) || role === 'instruction')
    .map((block) => block.text);
  const command = commandOf(prose.join('\n'));
  const asked = blocks.findLast(({ role, text: said }) => role === 'question' && said !== '');
  if (isTransforming(command)) return command;
  if (asked) return commandOf(asked.text);
  const last = prose.findLast((paragraph) => !isAboutAnswering(paragraph));
  const hasMaterial = blocks.some(({ role, name }) => role === 'material' || name === FENCE);
  for (const paragraph of [last, prose[0]]) {
    const question =
      paragraph === undefined ? undefined : askedIn(paragraph, hasMaterial || prose.length > 1);
    if (question !== undefined) return commandOf(question);
  }
  if (hasMaterial) {
    const question = prose
      .map((paragraph) => askedIn(paragraph, true))
      .findLast((each) => each !== undefined);
    if (question !== undefined) return commandOf(question);
  }
  const input = blocks.findLast(({ role, text: said }) => role === 'input' && said !== '');
  if (command !== '' && !ABOUT_ANSWERING.test(command) && !(input && ASKING.test(input.text))) return command;
  return input ? commandOf(input.text) : command || commandOf(text);
}

/** The question of one paragraph: the last one of a paragraph that states something first. */
function questionIn(paragraph: string): string {
  const command = commandOf(paragraph);
  if (!ABOUT_ANSWERING.test(command) || isTransforming(command)) return command;
  return askedIn(paragraph, false) ?? command;
}

/** The last sentence of a paragraph that asks. */
function askedIn(paragraph: string, mayCommand: boolean): string | undefined {
  if (paragraph.length > LONGEST_PARAGRAPH) return undefined;
  const sentences = sentencesOf(paragraph, MOST_SENTENCES);
  const question = sentences.findLast((sentence) => /\?["')\]]?$/.test(sentence));
  if (question !== undefined) return question.replace(LEADING, '');
  if (!mayCommand) return undefined;
  return sentences
    .map((sentence) => sentence.replace(LEADING, ''))
    .findLast((sentence) => ASKING.test(sentence) && !isAboutAnswering(sentence) && !sentence.endsWith(':'));
}

/** Whether the object of a command is the text or the question that follows: it is worked on, not answered. */
export function isTransforming(command: string): boolean {
  return TRANSFORMING.test(command) && !/\banswer(?:s|ing)?\b/i.test(command.slice(0, 80));
}

/** Whether a sentence or paragraph says how to answer and not what. */
export function isAboutAnswering(text: string): boolean {
  return sentencesOf(text, 12).every(
    (sentence) =>
      !sentence.endsWith('?') &&
      (ABOUT_ANSWERING.test(sentence.replace(/^[-*\d.)\s]+/, '')) || FORM_ONLY.test(sentence)),
  );
}

const TRANSFORMING =
  /^(?:translate|summari[sz]e|shorten|condense|rewrite|rephrase|paraphrase|classify|categori[sz]e|label|rate|grade|judge|evaluate|score|compare|proofread|correct|fix|improve|extract|generate|convert|decompose|simplify|reformulate)\b/i;

/** Sentences that say how to answer and not what. */
const ABOUT_ANSWERING =
  /^(?:(?:please|always|only|just|then|now|also|you (?:must|should|may|can|will)|try to)\s+)*(?:answer|respond|reply|use (?:the|only|no|three|at|this|these|your|a)|using (?:the|only)|given (?:the|this|only|these)|based (?:on|only|solely)|provide|return|output|cite|include|do not|don['’]t|never|ensure|make sure|keep (?:the|your|it)|if (?:you|the|it|no|none|there|unsure|uncertain|neither)|you are (?:a|an|the)\b|you answer|your (?:task|job|answer|reply|role)|be (?:brief|concise|precise|short)|(?:this|here|these) (?:is|are) (?:the |your )?[^:.\n]{0,40}\b(?:for|of) your (?:final )?(?:answer|response|output|reply)|limit|say (?:so|that|["“'‘])|skip|give (?:only|just|the (?:shortest|number|name|answer)|your|a short)|write (?:only|just|your|in|the answer)|no (?:explanation|preamble|other|extra|prose)|refer to|mark|name (?:the|your) sources?|with(?:out)? (?:the |a |any )?(?:number|name|explanation|words?)|(?:this is|these are|here (?:is|are)) the (?:expected|required|desired|acceptance|evaluation) |you must\b|begin!|antworte|réponds|réponse|responde|rispondi)\b/i;

const FORM_ONLY =
  /^(?:in (?:one|a single|at most|no more than|\d+)|at most|maximum|max\.?|briefly|concisely|short(?:ly)?|numbers? only|name only)\b|\b(?:only|nothing else|no explanation)\W*$/i;

/** Words before a question on its line. */
const LEADING = /^(?:(?:user|human|q|question|frage)\s*:\s*|[-*>]\s+)/i;

const ASKING =
  /^(?:(?:please|and|so|now|based on [^,]{1,60},|according to [^,]{1,60},|from [^,]{1,60},|using [^,]{1,60},|in [^,]{1,60},)\s+)?(?:what|who|whose|whom|where|when|why|how|which|is|are|was|were|do|does|did|can|could|has|have|tell|list|name|give|find|quote|state|say|identify|explain|describe|look up|show|calculate|count|wer|was|wann|wo|wie|warum|welche[rs]?|qui|quand|où|combien|quel(?:le)?s?|quién|cuándo|dónde|cuánto|cuál|chi|quando|dove|quanto|quale)\b/i;

const MOST_SENTENCES = 64;
const LONGEST_PARAGRAPH = 1500;
