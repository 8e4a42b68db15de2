import { sentencesOf } from '../prose/grammar.ts';

/** The first sentence that is a request, in a long text also near its end; else the first question or sentence. */
export function commandOf(text: string): string {
  const opening = text.length <= 600 ? text : text.slice(0, 600);
  const sentences = sentencesOf(opening, 12);
  for (const sentence of sentences) {
    const bare = withoutCourtesy(sentence).slice(0, LONGEST_COMMAND);
    if (/^how are you/i.test(bare) && sentences.length > 2) continue;
    if (asks(bare)) return bare;
  }
  if (text.length > 600) {
    const closing = sentencesOf(text.slice(-400), 24).map(withoutCourtesy);
    const asking = closing.findLast((sentence) => asks(sentence) || sentence.endsWith('?'));
    if (asking !== undefined) return asking.slice(0, LONGEST_COMMAND);
  }
  const question = sentences.find((sentence) => sentence.endsWith('?'));
  return withoutCourtesy(question ?? sentences[0] ?? '').slice(0, LONGEST_COMMAND);
}

/** `sentence` without a polite opening, if the remainder is still a request. */
function withoutCourtesy(sentence: string): string {
  let rest = sentence;
  for (let round = 0; round < 4 && COURTEOUS.has(firstWordOf(rest)); round++) {
    const shorter = rest.replace(COURTESY, '');
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest === sentence || asks(rest) ? rest : sentence;
}

/** Whether a sentence begins like a question or a command. */
export function asks(sentence: string): boolean {
  return ASKING.has(firstWordOf(sentence));
}

/** The letters and apostrophes at the beginning, in lower case. */
function firstWordOf(sentence: string): string {
  let end = 0;
  for (; end < sentence.length; end++) {
    const unit = sentence.charCodeAt(end);
    const letter = unit | 0x20;
    if ((letter < 97 || letter > 122 || unit > 122) && unit !== 39) break;
  }
  return sentence.slice(0, end).toLowerCase();
}

/** Maximum characters of a command. */
export const LONGEST_COMMAND = 300;

const COURTESY =
  /^(?:(?:in|using|with) (?:exactly |only |just |at most |no more than |fewer than |up to )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) (?:words?|sentences?)(?: or (?:less|fewer))?[,:] |(?:hi|hello|hey|ok|okay|so|now|please|kindly|also|then|thanks)(?: there)?[,!.:;]* |(?:can|could|would|will) you (?:please )?|i(?:'d| would) like (?:you )?to |i (?:want|need) (?:you )?to |help me (?:to )?|i(?:'d| would) like )/i;

/** The first words of {@link COURTESY}. */
const COURTEOUS = new Set(
  "in using with hi hello hey ok okay so now please kindly also then thanks can could would will i i'd help".split(
    ' ',
  ),
);

const ASKING = new Set(
  (
    "what what's whats how how's why who who's when where where's which whose whom is are was were am do does did can could " +
    'should would will has have may explain describe define tell write list name give show compare contrast translate ' +
    'summarize summarise shorten condense tldr tl classify categorize categorise label rate rewrite rephrase paraphrase ' +
    'fix correct improve proofread edit say repeat echo reply respond answer output print return calculate compute solve ' +
    'evaluate count create make generate compose draft build implement code develop design discuss outline suggest ' +
    'recommend brainstorm teach plan convert add multiply divide subtract recite sing share provide enumerate analyze ' +
    'analyse review extract find identify determine decide choose pick guess imagine pretend think talk elaborate ' +
    'introduce prepare propose detail sort simplify spell continue complete let remember know learn understand get help'
  ).split(' '),
);
