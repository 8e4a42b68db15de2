import { Roots } from './roots.ts';

/**
 * Whether a statement says yes to a question of yes or no: neither or both of them are negated, numbers keep its limits,
 * and its exceptions and conditions are considered. Undefined if a condition decides that nothing is said about.
 *
 * @param beside what is said with the question
 *
 * @example
 * affirms('Dogs are not allowed, except guide dogs.', 'May I bring my guide dog?', ''); // true
 * affirms('No refunds unless the event is cancelled.', 'Can I get a refund?', 'The event was cancelled.'); // true
 */
export function affirms(text: string, question: string, beside: string): boolean | undefined {
  const limit = /\b(?:within|up to|at most|maximum of|no more than|not exceed|for)\s+(\d+)\s*(\w+)/i.exec(
    text,
  );
  if (limit) {
    const asked = new RegExp(String.raw`(\d+)\s*${limit[2]!.slice(0, 3)}`, 'i').exec(question);
    if (asked) return Number(asked[1]) <= Number(limit[1]);
  }
  const exception = EXCEPTION.exec(text);
  if (exception) {
    const rest = text.replace(exception[0], ' ');
    const isSame = NEGATED.test(rest) === NEGATED.test(question);
    return holds(exception[1]!, rest, question, beside) === true ? !isSame : isSame;
  }
  const condition = CONDITION.exec(text);
  if (condition) {
    const rest = text.replace(condition[0], ' ');
    const isMet = holds((condition[1] ?? condition[2])!, rest, question, beside);
    const isSame = NEGATED.test(rest) === NEGATED.test(question);
    return isMet === undefined ? undefined : isMet === isSame;
  }
  return NEGATED.test(text) === NEGATED.test(question);
}

/** Whether what is said is the case that an exception or a condition speaks of; undefined if that is not said. */
function holds(clause: string, rest: string, question: string, beside: string): boolean | undefined {
  const words = new Roots();
  const general = words.of(rest);
  for (const item of clause.split(BETWEEN)) {
    const own = [...words.of(item)];
    // What the rule itself is about does not tell the exception.
    const telling = own.filter((root) => !general.has(root));
    const meant = telling.length > 0 ? telling : own;
    if (meant.length === 0) continue;
    for (const said of `${beside} ${question}`.split(SENTENCE)) {
      const roots = words.of(said);
      const share = meant.filter((root) => roots.has(root)).length / meant.length;
      if (share < ENOUGH) continue;
      return NEGATED.test(said) === NEGATED.test(item);
    }
  }
  return undefined;
}

/** The share of the words of a condition that have to be said. */
const ENOUGH = 0.6;

const NEGATED =
  /\b(?:not|no|never|none|neither|nor|cannot|without|excluded|prohibited|forbidden|banned|closed|unavailable|refused|nicht|kein\w*|pas|jamais)\b|n['’]t\b/i;

const EXCEPTION =
  /,?\s*\b(?:unless|unlike|except(?:ing)?(?: (?:for|that|when|if|on|in|during))?|in contrast to|excluding|other than|apart from|with the exception of|but not)\b([^.;]{2,160})/i;
const CONDITION =
  /,?\s*\b(?:only (?:if|when|for|with|to|after|by)|provided(?: that)?|as long as|on (?:the )?condition that)\b([^.;]{2,160})|^only ([\p{L} ]{2,60}?)(?= (?:may|can|have|has|get|are|is|receive|must)\b)/iu;
const BETWEEN = /,\s*(?:and |or )?|\s(?:and|or)\s/;
const SENTENCE = /(?<=[.!?;])\s|,?\s(?:but|and)\s/;
