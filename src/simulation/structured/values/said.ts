import { VERBS } from './names.ts';

/** A part of a request that is to be said, written or remembered. */
export interface Said {
  readonly kind: 'said' | 'labelled' | 'infinitive';
  readonly text: string;
  readonly start: number;
  readonly cue: string;
  /** The word that names what it is: "title" of "with the title …". */
  readonly label?: string;
}

/**
 * What a text wants to be said: after a colon to the end of the paragraph, after "that" and the like to the end of the
 * sentence; reasons; what is to be remembered; titles and subjects.
 *
 * @example
 * saidIn('Tell Ann that we are late.'); // 'we are late'
 */
export function* saidIn(text: string): Generator<Said> {
  const colons = new Set<number>();
  for (const match of text.matchAll(AFTER_COLON)) {
    const [, word, written] = match;
    const start = match.index + match[0].length - written!.length;
    const said = withoutOrders(written!).trim();
    if (said.length < 2) continue;
    colons.add(start);
    const label = word!.toLowerCase();
    yield SPEECH.has(label)
      ? { kind: 'said', text: said, start, cue: 'saying' }
      : { kind: 'labelled', text: said.replace(/(?<![.!?].{0,800})\.$/s, ''), start, cue: ':', label };
  }
  for (const match of text.matchAll(SAID)) {
    const start = match.index + match[0].length - match[1]!.length;
    const said = match[1]!.trim().replace(/[.,;]+$/, '');
    if (said.length > 2 && !colons.has(start)) yield { kind: 'said', text: said, start, cue: 'saying' };
  }
  for (const match of text.matchAll(/\b(?:because|since|due to|as) ([^.\n;]{3,200})/g))
    yield {
      kind: 'said',
      text: match[1]!.trim(),
      start: match.index + match[0].length - match[1]!.length,
      cue: 'because',
    };
  for (const match of text.matchAll(ENTITLED))
    yield {
      kind: 'labelled',
      text: match[2]!.trim(),
      start: match.index + match[0].length - match[2]!.length,
      cue: ':',
      label: match[1]!.toLowerCase(),
    };
  for (const match of text.matchAll(REMEMBERED)) {
    const what = match[1]!.replace(WHEN, '').trim();
    if (what.length > 2)
      yield {
        kind: 'infinitive',
        text: what,
        start: match.index + match[0].length - match[1]!.length,
        cue: 'to do',
      };
  }
}

/** Words before a colon for what is said; other words are labels. */
const SPEECH = new Set(
  'say saying says text message note write writing tell reply answer reads read that'.split(' '),
);

const AFTER_COLON =
  /(?<![\p{L}\d])(say|saying|says|text|message|note|write|writing|reply|reads?|body|content|description|details|reason|comment|caption|title|subject|heading|summary|purpose)(?: (?:is|reads?|line|should (?:be|read)|(?:to )?(?:him|her|them|\p{Lu}\p{L}{1,20}))){0,2}:[ \t]+(?!["“'`])([^\n]{2,1000})/giu;

const SAID =
  /\b(?:[Ss]ay(?:ing|s)?|[Tt]ell(?:ing|s)? (?:him|her|them|us|me|\p{Lu}[\p{L}’-]{1,30}|the \p{L}{2,20})|[Ii]nform(?:ing)? (?:him|her|them|\p{Lu}[\p{L}’-]{1,30}|the \p{L}{2,20})|[Mm]essage|[Aa]sk(?:ing)?(?: (?:him|her|them|\p{Lu}[\p{L}’-]{1,30}))?|[Mm]ention(?:ing)?|[Rr]eply(?:ing)?|[Nn]ote|[Ll]et (?:him|her|them|\p{Lu}[\p{L}’-]{1,30}|the \p{L}{2,20}) know)(?: that|:| to| if| whether|,)? ["“']?((?:[^.\n"”]|\.(?=\S)){3,300})/gu;

const ENTITLED =
  /\b(?:with |under |the |as )(?:the |a |an )?(subject|title|heading|headline|caption|summary)(?: line)?(?: of)? ["“]?(?!(?:of|and|or|is|for|to|should|line|that|field)\b)([^"”.;:\n]{2,100}?)["”]?(?=,| and (?:say|write|tell|ask|the|a|with|body|text|message|high|low|normal|medium|urgent)\b| (?:saying|with|for|to|on|in|at) (?:the |a )?(?:body|text|message|description|priority)\b|[.;\n]|$)/giu;

const REMEMBERED =
  /\b(?:[Rr]emind(?:er|s)?|[Rr]emember|[Tt]o-?do|[Tt]ask|[Aa]larm)\b[^.;\n]{0,80}?\bto ((?!the\b|my\b|our\b|a\b|an\b|be\b)\p{Ll}{2,20} [^.;\n]{2,200})/gu;

/** When something is to be done is no part of it. */
const WHEN =
  /,?(?: please)? ?(?:\b(?:on|at|by|before|until|from|every|next|this|tomorrow|today|tonight|in)\b(?: (?:the )?(?:\d|mon|tues|wednes|thurs|fri|satur|sun|week|month|year|day|morning|evening|afternoon|noon|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|end of)[^.;\n]{0,60}|$)).*$/iu;

/** A text up to the next label or the next order to the assistant. */
function withoutOrders(written: string): string {
  const [label] = /\s[\p{Lu}][\p{L}]{2,20}(?: \p{L}{2,12})?:\s/u.exec(written)?.slice(0, 1) ?? [];
  const whole = label === undefined ? written : written.slice(0, written.indexOf(label));
  for (const match of whole.matchAll(
    /[.!?]["”]?\s+(?:(?:[Tt]hen|[Aa]nd|[Aa]lso|[Pp]lease|[Nn]ow) )?(\p{Lu}?\p{L}{1,20})\b(?! (?:you|we|is|are|was|were)\b)/gu,
  )) {
    const verb = match[1]!.toLowerCase();
    if (/^(?:then|please|also|do|don)$/.test(verb) || (VERBS.has(verb) && ORDERS.has(verb)))
      return whole.slice(0, match.index + 1);
  }
  return whole;
}

/** Verbs of orders that follow a text rather than belong to it. */
const ORDERS = new Set(
  'send set mark use assign save post copy cc add schedule flag put email label'.split(' '),
);
