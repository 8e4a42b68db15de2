import { letterCaseIn } from '../../reading/letter-case.ts';
import { givenText } from '../given.ts';
import { capitalise } from '../grammar.ts';
import type { Form } from '../scene.ts';

/** "Say exactly …", "repeat after me", "reply with only the word …": repeats the text verbatim. */
export const echo: Form = {
  name: 'echo',
  clues: {
    opens:
      'state report confirm recall note say repeat echo reply respond answer output print return write recite rewrite convert change turn put transform',
  },
  recognise: (ask) => {
    if (
      /^(?:rewrite|convert|change|turn|put|transform|write|print)\b/.test(ask.lower) &&
      letterCaseIn(ask.command) !== undefined
    ) {
      const text = givenText(ask);
      return text === '' ? undefined : () => [text];
    }
    // "State what is known: Ann founded Acme."
    const stated = STATED.exec(ask.command)?.[1];
    if (stated !== undefined) return () => [stated];
    if (!/^(?:say|repeat|echo|reply|respond|answer|output|print|return|write|recite)\b/.test(ask.lower))
      return undefined;
    const wanted = wantedText(ask.command, () => givenText(ask));
    return wanted === undefined || wanted === '' ? undefined : () => [wanted];
  },
};

const STATED = /^(?:state|report|confirm|recall|note)\b[^:\n]{0,60}:\s+([^\n]{8,280}[.!])$/i;

function wantedText(command: string, given: () => string): string | undefined {
  const withColon =
    /^(?:say|repeat|echo|output|print|recite|reply|respond|answer|return|write)\b[^:]{0,60}:(?=\s|["“]|$)/i.exec(
      command,
    );
  if (
    withColon !== null &&
    !/\b(?:about|json|format|question|essay|poem|story|code|translate)\b/i.test(withColon[0])
  ) {
    const explicit = /^(?:say|repeat|echo|output|print|recite)|exactly|only|just|following|verbatim/i.test(
      withColon[0],
    );
    // A question behind the colon is to be answered.
    if (explicit) return /\?\s*$/.test(command) ? undefined : given();
  }
  const quoted =
    /^(?:say|repeat|echo|output|print|recite|reply|respond|answer|return|write)\b[^"“]{0,60}["“]([^"“”]{1,400})["”]/i.exec(
      command,
    ) ??
    /^(?:say|repeat|echo|output|print|recite|reply|respond|answer|return|write)\b[^'‘]{0,60}(?: )['‘]([^‘’]{1,400})['’](?=[\s.!?]|$)/i.exec(
      command,
    );
  if (quoted !== null) return quoted[1];
  const worded =
    /^(?:reply|respond|answer|say|output|print|return|write)(?: to (?:me|this))?(?: back)?(?:,? (?:with|using))?(?: (?:only|just|exactly|nothing but))+(?: with)?(?: the (?:single )?(?:word|phrase|words|text|letter|number|string))? ?(.{1,200})$/i.exec(
      command,
    ) ??
    /^(?:reply|respond|answer|say|output|print|return|write)(?: with)? (?:the )?(?:single |one )?(?:word|phrase|words)s? (.{1,200})$/i.exec(
      command,
    );
  // "only with a number" says what kind of answer is wanted.
  if (worded !== null) return KIND_OF_ANSWER.test(worded[1]!) ? undefined : trimmed(worded[1]!);
  const plain = /^(?:say|repeat after me|echo|repeat)[,:]? (.{1,200})$/i.exec(command);
  if (
    plain === null ||
    /^(?:something|anything|a |an |some |more |that again|it again|again|yes or no|what)/i.test(plain[1]!)
  )
    return undefined;
  const text = trimmed(
    plain[1]!
      .replace(/,? (?:and|but) nothing (?:else|more)(?=[.!]?$)/i, '')
      .replace(/^(?:exactly|just|only|the words?|the phrase|after me) /i, '')
      // "the code KX-17" is KX-17.
      .replace(/^the (?:code|number|name|letter|string|token|identifier|id) (?=\S+$)/i, ''),
  );
  return /^(?:say)/i.test(command) ? `${capitalise(text)}${/[.!?]$/.test(text) ? '' : closing(text)}` : text;
}

const KIND_OF_ANSWER =
  /^(?:\d+|two|three|four|five|six|seven|eight|nine|ten) \w+ \w+|^(?:an? |the |one |in )?(?:single )?(?:\w+ )?(?:number|integer|digit|letter|word|sentence|name|label|category|answer|result|value|score|rating|json|list|code|yes or no|option|date|year|translation)s?\b/i;

function closing(text: string): string {
  return /^(?:hi|hello|hey|cheese|goodbye|bye|welcome)\b/i.test(text) ? '!' : '.';
}

function trimmed(text: string): string {
  return text
    .replace(/[.!?]$/, '')
    .replace(/,? (?:and )?nothing (?:else|more)$/i, '')
    .replace(/,? please$/i, '')
    .replace(/^['"“‘](.*)['"”’]$/, '$1')
    .trim();
}
