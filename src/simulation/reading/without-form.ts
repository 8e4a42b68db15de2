import type { Span } from './shape/asked.ts';

/**
 * A text without what it says of the form of the answer: without the given parts and the sentences that speak of JSON,
 * schemas, keys and code fences. With `onlyParts`, the sentences stay. Linear in the length of the text.
 *
 * @example
 * withoutForm('John is 30. Answer in JSON.', []); // 'John is 30.'
 */
export function withoutForm(text: string, parts: readonly Span[], onlyParts = false): string {
  if (parts.length === 0 && !SPEAKS_OF_FORM.test(text)) return text;
  const lines = withoutParts(text, parts)
    .replace(FENCED_MARK, MARK)
    .replace(WORKED_EXAMPLE, '\n')
    .split('\n');
  const kept = onlyParts ? lines : lines.map(withoutSentences);
  return kept
    .join('\n')
    .replaceAll(MARK, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Stands for a part that was taken out, so that the words before it can be seen to announce it. */
const MARK = '\u0000';

/** An input with its output, which shows what to do with the last input. */
const WORKED_EXAMPLE =
  /(?:^|\n)[ \t]{0,12}[#*]{0,4}[ \t]{0,12}(?:example )?(?:inputs?|texts?|sentences?|reviews?|messages?|questions?|q|user|human|e-?mails?|document|passage|note|query|request)(?: \d{1,2})?[ \t]{0,12}\*{0,2}:[^\u0000]{1,1200}?\n[ \t]{0,12}\*{0,2}(?:example )?(?:outputs?|json|answers?|a|responses?|results?|assistant|ai|extracted|extraction)(?: \d{1,2})?[ \t]{0,12}\*{0,2}:[ \t]{0,12}\n?[ \t]{0,12}\u0000[^\n]*/gi;

/** A fence around what was taken out. */
const FENCED_MARK = /`{3}\w{0,12}\s{0,20}\u0000\s{0,20}`{3}/g;

function withoutParts(text: string, parts: readonly Span[]): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of parts) {
    if (start < from) continue;
    rest += text.slice(from, start) + MARK;
    from = end;
  }
  return rest + text.slice(from);
}

function withoutSentences(line: string): string {
  if (!line.includes(MARK) && !SPEAKS_OF_FORM.test(line)) return line;
  return (line.match(SENTENCE) ?? [])
    .map((sentence) =>
      sentence.includes(MARK) || SPEAKS_OF_FORM.test(sentence) ? withoutPhrase(sentence) : sentence,
    )
    .join('')
    .trimEnd();
}

/** A sentence that only says how to answer is left out; of another, what it says of the form. */
function withoutPhrase(sentence: string): string {
  const bare = sentence.trim();
  // What follows the colon is what the command is about: "Return the person as JSON: John is 30".
  const colon = /^([^:]{3,200}):\s+(?=[^\s\u0000])(.{8,})$/s.exec(bare);
  if (colon && !SPEAKS_OF_FORM.test(colon[2]!))
    return `${withoutPhrase(`${colon[1]}.`).replace(/\.\s*$/, ':')} ${colon[2]} `;
  // "If it is a question, answer with …"
  if (bare.includes(MARK) && CASE.test(bare)) return '';
  const rest = bare.replace(PHRASE, '').replaceAll(MARK, '').trim();
  if (!/[\p{L}\d]/u.test(rest) || SPEAKS_OF_FORM.test(rest)) return '';
  // "Give me the capital of France as JSON" asks for something, "Return your answer as JSON" does not.
  if ((PHRASE.test(bare) ? ABOUT_ANSWER : ABOUT_FORM).test(rest)) return '';
  if (ABOUT_TEXT.test(rest)) return '';
  return `${rest}${/[.!?:]$/.test(rest) ? '' : (/[.!?]$/.exec(bare)?.[0] ?? '')} `;
}

const CASE = /^(?:[-*•]\s)?(?:if|when|whenever|in case|otherwise|else|in all other cases|unless)\b/i;

const SPEAKS_OF_FORM =
  /\bjson(?:_schema)?\b|\byaml\b|\bxml\b|\b[ct]sv\b|\bheader (?:row|line)\b|\b(?:only|just|nothing (?:but|except|else but)) the (?:table|lines?|rows?|records?|values?)\b|\bno (?:other|further|additional|extra) (?:output|text|words|prose)\b|\bno (?:prose|explanations?|comments?|commentary|code)\b|\bprevious attempt\b|\bvalidation errors?\b|\btry again\b|\bwell-formed\b|\b(?:a|one) (?:dict|dictionary)\b|\bextra explanations?\b|\bschema\b|\bcode ?(?:block|snippet|fence)s?\b|\bmarkdown\b|```|\b(?:other|extra|additional|exact(?:ly)?|these|those|following|the|two|three|four|five|its|each|all) (?:two |three |four |five )?(?:keys|fields|properties)\b|\b(?:keys?|fields?) (?:named|called)\b|\bplaceholders?\b|\bfollowing (?:structure|format|form|shape)\b|\bthis (?:structure|format|form|shape)\b/i;

const SENTENCE = /[^.!?]*(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*(?:\s+|$)/g;

/** "in JSON with the keys …", "as a JSON object" at the end of a command. */
const PHRASE =
  /,?\s{0,9}\b(?:as|in|into|to|using|with|and (?:return|respond|reply|output|answer|give|format)(?: \w+){0,3}?(?: as| in| with)?)\s+(?:an?\s|the\s|valid\s|strict\s|one\s|single\s|plain\s|raw\s|this\s|following\s|only\s|it\s){0,4}(?:\u0000|(?:json|yaml|xml|[ct]sv|schema|keys?|fields?|format|structure|(?:markdown )?code ?block)\b).*$/is;

const ABOUT_FORM =
  /^(?:(?:please|always|only|just|now|also|then|and|but|you (?:must|should|may|can|will))\s+)*(?:return|respond|reply|output|answer|format|provide|give|use|make sure|ensure|do not|don['’]t|never|no\b|must|your (?:answer|response|output|reply)|you are an? |the (?:answer|response|output|reply|object|result|schema|following|json)|here (?:is|are)|follow|include|wrap|put|produce|emit|print|write (?:only|the|your)|as (?:an|a) (?:example|json)|it|each|all|both|strictly|exactly|as|in|with|using|for example|example|this|these|stick|conform|adhere|keep|fill|leave|set|escape|start|end|begin|nothing|without|correct|just|however|you already|an example|another)\b[^?]*$/i;

/** A command whose object is only the text that follows. */
const ABOUT_TEXT =
  /^(?:please\s)?(?:convert|turn|transform|rewrite|reformat|restate|put|parse|summari[sz]e|organi[sz]e|present|render|extract|express|describe)(?:\s(?:all|the|this|these|following|above|below|my|our|it|them|data|information|details|facts|notes?|texts?|messages?|mails?|e-?mails?|passages?|paragraphs?|transcripts?|statements?|lines?|sentences?|here|given|provided|from|of|in|into|pydantic|models?|types?|class(?:es)?|structured|structures?|objects?|schemas?|format|entit(?:y|ies)|values))+[.:]?$/i;

/** A command whose object is only the answer. */
const ABOUT_ANSWER =
  /^(?:(?:please|always|only|just|now|also|then|and|you (?:must|should|may|can|will)|make sure to|be sure to)\s+)*(?:return|respond|reply|output|answer|format|provide|give|use|write|put|present|structure|express|do not|don['’]t|never|ensure|must|no|it|the (?:answer|response|output|reply|object|result)|your (?:answer|response|output|reply)|here (?:is|are)|follow|include|wrap|an example|correct|just|as|in|with)(?:\s(?:me|your|the|an?|only|it|them|this|each|all|back|answers?|responses?|outputs?|results?|repl(?:y|ies)|data|information|following|objects?|items?|values?|fields?|extracted|final|single|valid|is|be|must|should|to|and|nothing|else|please|user|query|question))*[.:,;]?$/i;
