import type { Span } from './span.ts';

/** A capitalised word; titles and initials keep their full stop. */
const WORD = String.raw`(?:(?:Dr|Mrs?|Ms|St|Mt|Prof|Jr|Sr|\p{Lu})\.(?=\s\p{Lu})|\p{Lu}[\p{L}\p{M}’'&-]{0,40})`;
const NAME = new RegExp(
  String.raw`(?<![\p{L}\d_@./°-])${WORD}(?:(?: (?:of|the|de|la|van|von|der|di|da|and the|&) | )(?:${WORD}|\d{1,4}(?=[,;?!]|\.\s|$))){0,5}`,
  'gu',
);

/** Runs of capitalised words. The first word of a sentence counts only if it is no common word. */
export function* namesAt(text: string, taken: Uint8Array): Generator<Span> {
  const lower = new Set<string>();
  for (const match of text.matchAll(/(?<![\p{L}])\p{Ll}[\p{L}’'-]{1,40}/gu))
    if (!taken[match.index]) lower.add(match[0]);
  for (const match of text.matchAll(NAME)) {
    // "Ann's Garden" is what Ann has.
    const [owner] = /^.*['’]s /.exec(match[0]) ?? [''];
    const whole = match[0]
      .slice(owner.length)
      .replace(/['’]s?$/, '')
      .replace(/[.'’&-]+$/, '');
    const isFirst = owner === '' && OPENING.test(text.slice(Math.max(0, match.index - 4), match.index));
    // Words that belong to a value before it, such as "10 AM".
    let from = 0;
    while (from < whole.length && taken[match.index + owner.length + from]) from++;
    while (from > 0 && /[ .]/.test(whole[from] ?? '')) from++;
    const isLetter =
      /^\p{L}$/u.test(whole.slice(from)) &&
      /[\d°] ?$/.test(text.slice(Math.max(0, match.index - 2), match.index));
    if (isLetter) continue;
    const isCommand =
      isFirst &&
      !whole.includes(' ') &&
      COMMANDED.test(text.slice(match.index + whole.length, match.index + whole.length + 12));
    // What follows "PM." opens a sentence.
    const opens = from > 0 && /\.\s*$/.test(whole.slice(0, from));
    if (isHeading(text, match.index, match.index + match[0].length)) continue;
    for (
      let word = FIRST_WORD.exec(whole.slice(from));
      word !== null;
      word = FIRST_WORD.exec(whole.slice(from))
    ) {
      const bare = word[1]!.toLowerCase().replace(/['’].*$/, '');
      const isOpener =
        (opens || (isFirst && from === 0)) &&
        (isCommand || lower.has(bare) || STARTS.has(bare) || VERBS.has(bare));
      if (!COMMON.has(bare) && !isOpener) break;
      from += word[0].length;
    }
    const written = whole.slice(from);
    const start = match.index + owner.length + from;
    // "Ann Lee 40." may be a name and a number.
    const [, unnumbered] = / /.test(written) ? (/^(.* \p{L}.*) \d{1,4}$/u.exec(written) ?? []) : [];
    if (unnumbered !== undefined)
      yield { kind: 'name', start, end: start + unnumbered.length, text: unnumbered };
    if (written === '' || /^\d/.test(written) || taken[start]) continue;
    // A label: "Net amount: 40".
    if (
      isFirst &&
      from === 0 &&
      /^[^\n.,;:]{0,24}:(?!\/)/.test(text.slice(start + written.length, start + written.length + 26))
    )
      continue;
    yield { kind: 'name', start, end: start + written.length, text: written };
    const bearer = owner.slice(0, -3);
    if (bearer !== '' && !COMMON.has(bearer.toLowerCase()))
      yield { kind: 'name', start: match.index, end: match.index + bearer.length, text: bearer };
  }
}

/** The first word of a name, and what joins it to the next one. */
const FIRST_WORD = /^([^ ]{1,80})(?: (?:(?:of|the|de|and the|&) )?|$)/;
const OPENING = /(?:^|[.!?:\n"“•*-]|^\s{0,4}\d[.)])\s*$/;

/** Whether a line in capitals is a heading: one word, or one that ends in the name of a document or a part of one. */
function isHeading(text: string, start: number, end: number): boolean {
  const isLine =
    /(?:^|\n)\s*$/.test(text.slice(Math.max(0, start - 4), start)) &&
    /^:?\s*(?:\n|$)/.test(text.slice(end, end + 6));
  const line = text.slice(start, end);
  if (!isLine || line.length < 4 || line !== line.toUpperCase()) return false;
  return !line.includes(' ') || DOCUMENTS.has(line.split(' ').at(-1)!.toLowerCase());
}

const DOCUMENTS = new Set(
  'form application report invoice receipt order notice agreement contract sheet slip certificate statement summary experience skills education history details information data list note request registration protocol minutes record log card'.split(
    ' ',
  ),
);

/** What follows the verb of a command, or a word that opens a question. */
const COMMANDED =
  /^(?:!| \d| (?:the|a|an|my|our|your|his|its|their|this|these|those|all|any|some|every|each|me|us|it|them|you|we|I|he|she|they|up|down|off|out|another|more)\b)/;

/** Capitalised words that are no names wherever they stand. */
const COMMON = new Set(
  `nobody everybody everyone someone somebody anyone anybody none nothing i i'm i'd i've i'll the a an my our your his her its their this that these those he she it we they you who what when where which why how
  in on at to from for with by of as into over under per via if is are was were and or but so then there here yes no not please hi hello hey dear thanks thank regards best kind warm yours faithfully sincerely cheers ok okay
  january february march april may june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday mon tue tues wed thu thur thurs fri sat sun am pm utc gmt cet est pst json xml csv html id url api sql`.split(
    /\s+/,
  ),
);

/** Words that begin sentences without being names or verbs of requests. */
const STARTS = new Set(
  `after all also another any as at because before between both by can could customer client patient employee user from for during each either every
  first second third final finally further given great happy however just last later let like many me met more most much new next now of old on once one
  only other otherwise over per quick remember same second since some soon sorry subject such sure than thankfully that there therefore though three today
  tomorrow tonight two under unless until upon usually very via what while with within without would yesterday yet
  amount address age author budget category city code company contact context content cost country date deadline department description details document
  due duration email event example file format from goal input instruction instructions issue item items job language level location meeting
  message name note notes number order output owner passenger password phone place position price priority product project purpose quantity
  question reason reference regarding re report result results role room route sender service shipping size source status step steps
  summary table task team text ticket time title topic total type unit urgent user value vendor version weather year`.split(
    /\s+/,
  ),
);

/** Verbs of requests. */
export const VERBS: ReadonlySet<string> = new Set(
  `add append bring brew cool dim heat lock ring rent text unlock warm warn water apply archive arrange assign attach ask answer begin block book build buy calculate call cancel change charge check choose clean clear close
  compare compute compose configure contact convert copy correct count create cut debit decrease define delete deliver deploy describe
  determine disable divide do does download draft draw email enable enter escalate estimate evaluate execute explain export extract fetch file fill find fix
  flag forward generate get give go grant have help hire include increase inform insert invite invoice install issue join keep label tag launch list
  load log look lookup lower mail make mark measure merge message move multiply name need note notify open order organise organize order pause pay
  plan play please post prepare print process provide publish purchase put raise rate read record reduce refund register remind remove rename
  repeat reply report request reserve reset resolve respond restart retrieve return review round route run save say schedule search select sell send
  set ship show sign skip sort split start stop store submit subtract sum summarise summarize swap switch take tell text track transfer translate
  trim turn update upgrade upload use verify view wait wake write`.split(/\s+/),
);
