import type { Brief, PlainAnswer } from '../../engine/ports/content.ts';
import { textOf } from '../../engine/request.ts';
import type { Random } from '../../runtime/random.ts';
import { Draft } from '../prose/draft.ts';
import { capitalise } from '../prose/grammar.ts';
import type { Writing } from '../prose/scene.ts';
import { createTemplates } from '../prose/templates.ts';
import { createTopic } from '../prose/topic.ts';
import { codeLines } from './code-lines.ts';
import { type Context, createContext } from './context.ts';
import { exampleAnswer } from './examples.ts';
import { nextItems } from './next-items.ts';
import { SUBJECTS } from './passages.ts';
import { accountLines, furtherParagraphs, prose } from './prose.ts';
import { expectedAfter } from './sentence-end.ts';
import { endsLine, gapAfter, readText } from './text-end.ts';

/**
 * Continues a text like a base model without chat training: completes an unfinished sentence, carries on a
 * story, answers an example, adds items to a list or a body to a function. A text that is a request is
 * answered in a new paragraph. With a suffix, it writes text that could stand in between.
 *
 * @example
 * continueText(brief, random).text; // ', in a small town by the sea there lived …' after 'Once upon a time'
 */
export function continueText(brief: Brief, random: Random): PlainAnswer {
  const { request, budget } = brief;
  const suffix = request.continuation?.suffix;
  const context = createContext(brief, readText(textOf(request.turns)), random);
  const draft = new Draft(budget.maximum);
  draft.take(suffix === undefined ? writingFor(context) : insertionFor(context, budget.maximum));
  if (draft.words < budget.minimum) draft.take(furtherParagraphs(context), budget.minimum);
  return { text: suffix === undefined ? draft.text : joined(draft.text, suffix) };
}

function writingFor(context: Context): Writing {
  const { tail } = context.end;
  if (tail.trim() === '') return newDocument(context);
  const code = codeLines(context);
  if (code) return code;
  const answer = exampleAnswer(context);
  if (answer !== undefined) return [gapAfter(tail) + answer];
  const list = nextItems(context);
  if (list) return list;
  if (isRequest(context)) return [paragraphAfter(tail) + context.compose(tail)];
  if (/^\s*once upon a time\W{0,3}$/i.test(tail)) return fairyTale(context);
  return prose(context, context.scene.aim(90));
}

const paragraphAfter = (tail: string): string => (endsLine(tail) ? '' : '\n\n');

/** Whether the text wants an answer: it ends with a question, or is an instruction. */
function isRequest({ end, scene }: Context): boolean {
  const { tail, sentence } = end;
  if (tail.trimEnd().endsWith('?')) return true;
  if (sentence !== '' && !MAY_END.has(expectedAfter(sentence))) return false;
  return REQUEST.test(scene.ask.command);
}

/** A sentence that could continue like this may also be complete, although it has no end mark. */
const MAY_END: ReadonlySet<string> = new Set(['adjunct', 'verb']);

const REQUEST =
  /^(?:write|explain|describe|list|give|tell|translate|summari[sz]e|create|generate|say|name|suggest|classify|rewrite|rephrase|correct|fix|convert|extract|calculate|compute|solve|answer|compose|draft|provide|define|compare|repeat|brainstorm|propose|outline|recommend|what (?:is|are|was|were|does|do)|how (?:do|does|can|to)|why (?:is|are|do|does)|who (?:is|was)) \S/i;

function* newDocument({ random }: Context): Writing {
  const subject = random.pick(SUBJECTS);
  const next = accountLines(createTemplates(createTopic(subject), random), random);
  yield `${capitalise(subject)}\n`;
  for (let paragraph = 0; paragraph < 3; paragraph++) {
    for (let line = 0; line < 3; line++) yield `${line === 0 ? '\n' : ' '}${next()}`;
    yield '\n';
  }
}

function fairyTale(context: Context): Writing {
  const story = context.compose('Once upon a time');
  const comma = /\w$/.test(context.end.tail) ? ', ' : gapAfter(context.end.tail);
  return [comma + story.charAt(0).toLowerCase() + story.slice(1)];
}

/** Maximum words of an inserted text. */
const INSERTED_WORDS = 24;

function insertionFor(context: Context, maximum: number): Writing {
  return codeLines(context) ?? prose(context, Math.min(INSERTED_WORDS, maximum / 2));
}

/** The inserted text, with its end adjusted to the suffix. */
function joined(text: string, suffix: string): string {
  const bare = text.trimEnd();
  if (/^\s/.test(suffix)) return bare;
  if (/^[,.;:!?)\]]/.test(suffix)) return bare.replace(/[.!?]$/, '');
  if (/^\p{Ll}/u.test(suffix)) return `${bare.replace(/[.!?]$/, '')} `;
  return bare === text ? `${text} ` : text;
}
