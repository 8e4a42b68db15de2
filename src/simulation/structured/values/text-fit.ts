import { Roots } from '../../reading/roots.ts';
import { FIRST_NAMES } from '../facts/gazetteer.ts';
import type { Candidate } from './candidates.ts';
import type { Field, Want } from './fields.ts';
import { languageCode } from './languages.ts';
import { endOf } from './nearness.ts';
import { COUNTING, type Fit } from './number-fit.ts';
import { COUNTRY_NAMES, COUNTRY_OF, cityNamed, expanded, isKnownPlace, zoneOf } from './places.ts';
import { isBeforeStreet, STREET } from './streets.ts';

const TYPED: ReadonlyMap<Want, readonly string[]> = new Map([
  ['email', ['email']],
  ['phone', ['phone']],
  ['url', ['url']],
  ['date', ['date', 'day']],
  ['time', ['time']],
  ['datetime', ['date', 'day']],
  ['currency', ['currency']],
  ['language', ['language']],
  ['path', ['path', 'quoted']],
]);

/** How well a value suits a field for a text. */
export function textFit(field: Field, candidate: Candidate, text: string): Fit | undefined {
  const { kind, text: written } = candidate;
  const value: unknown = written;
  const { want } = field;
  // What is quoted in it is the value.
  if (
    (kind === 'object' || kind === 'phrase') &&
    /["“`«]/.test(text.slice(candidate.start, candidate.end + 1))
  )
    return undefined;
  if (kind === 'labelled')
    return isLabelFor(want, written) ? { merit: 1.2, value: written, needsContext: true } : undefined;
  if (want === 'expression' || want === 'operation') return undefined;
  const typed = TYPED.get(want);
  if (typed !== undefined) {
    if (want === 'date' && kind === 'date')
      return {
        merit: 2,
        value: candidate.value === undefined ? written : String(candidate.value).slice(0, 10),
      };
    if (want === 'datetime' && kind === 'date') return { merit: 2, value: candidate.value ?? written };
    if (want === 'time' && kind === 'time') return { merit: 2, value: candidate.value };
    if (want === 'currency' && kind === 'currency') {
      const isMeasured = /\d/.test(text.slice(Math.max(0, candidate.start - 3), candidate.end));
      return { merit: 2 + (isMeasured ? 0.8 : -0.8) * endOf(field), value };
    }
    if (want === 'language' && kind === 'language')
      return {
        merit: 2,
        value:
          /\bISO\b|\bcode\b|639/i.test(field.description) || /code|locale/.test(field.name)
            ? candidate.value
            : written,
      };
    if (typed.includes(kind)) {
      const isOwn = (kind === 'email' || kind === 'phone') && isInSignature(text, candidate);
      return { merit: (kind === typed[0] ? 2 : 1.5) + (isOwn ? 0.5 : 0), value };
    }
    return undefined;
  }
  if (want === 'zone') {
    if (kind === 'path' && /^[A-Z]\w+\/[A-Z]/.test(written)) return { merit: 2, value: written };
    if (kind === 'name' || kind === 'phrase') {
      const zone = /^(?:UTC|GMT)$/.test(written) ? written : zoneOf(written);
      if (zone !== undefined) return { merit: 2, value: zone };
    }
    return undefined;
  }
  if (want === 'id') {
    if (kind === 'id') return { merit: 1.5 - (isOfOther(field, candidate) ? 1.5 : 0), value };
    if (kind === 'number' && /house|building/.test(field.name))
      return { merit: isBeforeStreet(candidate, text) ? 1.4 : 0.4, value: written };
    if (kind === 'number')
      return /^\d+$/.test(written) ? { merit: 0.4, value: written, needsContext: true } : undefined;
    if (kind === 'quoted') return { merit: 0.7, value };
    if (kind === 'name' && /^[A-Z]{2,6}$/.test(written)) return { merit: 0.8, value };
    if (kind === 'name') return { merit: 0.2, value, needsContext: true };
    return undefined;
  }
  if (want === 'role')
    return (kind === 'name' || kind === 'phrase' || kind === 'object') && isRole(candidate)
      ? { merit: kind === 'name' ? 1.4 : 1.2, value }
      : undefined;
  if (kind === 'address')
    return want === 'street' || field.tokens.includes('address') ? { merit: 2, value } : undefined;
  if (want === 'street') return kind === 'name' && STREET.test(written) ? { merit: 1.8, value } : undefined;
  if (want === 'postal') {
    if (kind === 'number' && /^\d{4,6}$/.test(written)) return { merit: 1.2, value: written };
    return kind === 'id' && written.length <= 8 ? { merit: 0.8, value } : undefined;
  }
  if (
    want === 'money' ||
    want === 'percent' ||
    want === 'duration' ||
    (want === 'quantity' && COUNTING.test(field.name))
  ) {
    if (kind === 'money' && want === 'money')
      return { merit: 1.5, value: text.slice(candidate.start, candidate.end) };
    if (kind === 'percent') return { merit: want === 'percent' ? 1.5 : 0, value: written };
    if (kind !== 'number') return undefined;
    const withUnit =
      candidate.unit !== undefined && want !== 'money' ? `${written} ${candidate.unit}` : written;
    return { merit: 0.6, value: want === 'quantity' ? written : withUnit };
  }
  if (want === 'person' && kind === 'id')
    return { merit: PARTY.test(field.name.toLowerCase()) ? 0.6 : 0, value, needsContext: true };
  if (want === 'person' && kind === 'name' && /\d/.test(written)) return undefined;
  const first = written.split(/[ ,]/)[0]!.toLowerCase();
  const lower = written.toLowerCase();
  const isPlace = isKnownPlace(lower) || expanded(lower) !== undefined;
  if (kind === 'area')
    return want === 'place' && !/city|country|town|state/.test(field.name)
      ? { merit: 2.5, value }
      : undefined;
  if (want === 'person' || want === 'place' || want === 'company') {
    if (kind === 'quoted') return { merit: 0.2, value, needsContext: true };
    if (kind === 'phrase') {
      if (
        want === 'place' &&
        expanded(written) !== undefined &&
        /^(?:in|at|to|from|near)$/.test(candidate.cue)
      )
        return { merit: 1.5, value: placeValue(field, written) };
      if (/\d/.test(written) || written.split(' ').length > 4) return undefined;
      if (want === 'place' && cityNamed(lower) !== undefined) return { merit: 1.2, value: cityNamed(lower) };
      return {
        merit: want === 'place' && /^(?:in|at|to|from|near)$/.test(candidate.cue) ? 0.6 : -0.2,
        value,
        needsContext: true,
      };
    }
    if (kind !== 'name') return undefined;
    const isFirstName = FIRST_NAMES.has(first);
    const isTitled =
      /(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Miss)\.?|\bDear|\bRegards,|\bSincerely,|\bCheers,)\s*$/.test(
        text.slice(Math.max(0, candidate.start - 14), candidate.start),
      );
    const isOrganisation = ORGANISED.test(written);
    const isParty = PARTY.test(field.name.toLowerCase());
    const isAt = /\b(?:in|near|to|from|at|around) (?:the )?$/.test(
      text.slice(Math.max(0, candidate.start - 12), candidate.start),
    );
    const isGreeted = /(?:^|\n)(?:Dear|Hi|Hello|Hey)(?: \p{L}+ at)? $/u.test(
      text.slice(Math.max(0, candidate.start - 30), candidate.start),
    );
    const isReceiver = /recipient|receiver|addressee|customer|client|\bto\b/.test(
      `${field.name} ${field.description}`.toLowerCase(),
    );
    const isSender = /sender|vendor|supplier|seller|author|contact|from|signed|full/.test(
      `${field.name} ${field.description}`.toLowerCase(),
    );
    let merit = /^\p{Lu}{2,4}$/u.test(written) ? 0.5 : 1;
    if (want === 'person') {
      merit += (isFirstName ? 0.7 : 0) + (isTitled ? 0.7 : 0) + (candidate.isActor === true ? 0.5 : 0);
      if (/ /.test(written) && !isOrganisation) merit += 0.3;
      merit -= (isPlace ? 1.5 : 0) + (isOrganisation && !isParty ? 1.2 : 0) + (isAt ? 0.7 : 0);
      if (isParty && isOrganisation) merit += 0.4;
    } else if (want === 'place') {
      merit += (isPlace ? 0.8 : 0) + (isAt ? 0.5 : 0) - (isFirstName ? 0.9 : 0) - (isOrganisation ? 0.8 : 0);
      merit -= isTitled || candidate.isActor === true ? 0.6 : 0;
      if (/\b\d{4,6} $/.test(text.slice(Math.max(0, candidate.start - 7), candidate.start))) merit += 0.6;
      if (STREET.test(written) && /city|town|country|state/.test(field.name)) merit -= 0.5;
      if (/^\p{Lu}{2,}(?: \p{Lu}{2,})+$/u.test(written)) merit -= 0.8;
      if (AFTER_STREET.test(text.slice(Math.max(0, candidate.start - 30), candidate.start))) merit += 0.8;
      if (field.tokens.includes('city') && COUNTRY_NAMES.has(lower) && !COUNTRY_OF.has(lower)) merit -= 1.5;
      if (field.tokens.includes('country'))
        merit += COUNTRY_NAMES.has(lower) ? 0.8 : COUNTRY_OF.has(lower) ? -1.5 : 0;
    } else {
      merit += (isOrganisation ? 1 : 0) + (/^(?:at|for|with|by|from)$/.test(candidate.cue) ? 0.3 : 0);
      merit -= (isPlace ? 0.8 : 0) + (isFirstName || isTitled ? 0.8 : 0);
      merit -= languageCode(lower) === undefined ? 0 : 1;
    }
    if (isGreeted) merit += isReceiver ? 0.8 : isSender || want === 'company' ? -0.8 : -0.4;
    if (want !== 'place' && isSigned(text, candidate)) merit += isReceiver ? -0.8 : 0.8;
    return {
      merit,
      value:
        want === 'place'
          ? placeValue(field, written)
          : want === 'person'
            ? personValue(field, written)
            : value,
    };
  }
  if (
    want === 'message' &&
    field.key.includes('*') &&
    (kind === 'named' || kind === 'name' || kind === 'counted')
  )
    return { merit: kind === 'named' ? 1.2 : 0.8, value };
  if (want === 'message') {
    if (kind === 'quoted') return { merit: 1.6, value };
    if (kind === 'said')
      return (candidate.cue === 'because') === /reason|cause|why/.test(field.name)
        ? { merit: 1.2, value }
        : undefined;
    if (kind === 'infinitive' && /task|todo|reminder|text|title|note/.test(field.name))
      return { merit: 2, value };
    if (kind === 'object' && /task|todo|note|title/.test(field.name)) return { merit: 0.8, value };
    if (kind === 'phrase') return { merit: 0.2, value, needsContext: true };
    return undefined;
  }
  if (want === 'query') return kind === 'quoted' ? { merit: 1.2, value } : undefined;
  switch (kind) {
    case 'quoted':
      return { merit: TITLED.test(field.name) ? 1.8 : 1.2, value };
    case 'heading':
      return field.key.includes('*') ? { merit: 1.1, value } : undefined;
    case 'named': {
      const [last = ''] = written.split(' ').slice(-1);
      // "the Ostend field" is the field called Ostend.
      if (field.tokens.includes(last) || (field.tokens.includes('subject') && LESSON.test(last)))
        return { merit: 2, value: written.slice(0, -last.length).trim() };
      return { merit: 1.15, value };
    }
    case 'name':
      return {
        merit:
          (THING.test(field.name) ? 1.1 : 0.9) -
          (isPlace ? 0.4 : 0) -
          (candidate.isActor === true && !field.tokens.includes('name') ? 0.2 : 0) -
          (/^(?:Dr|Mrs?|Ms|Prof)\./.test(written) ? 0.5 : 0) -
          (!field.tokens.includes('name') && isPersonAt(candidate, text) ? 1.2 : 0),
        value,
      };
    case 'counted':
      return field.key.includes('*') || THING.test(field.name) ? { merit: 0.8, value } : undefined;
    case 'object':
      return { merit: TITLED.test(field.name) ? 1.3 : THING.test(field.name) ? 1.05 : 0.7, value };
    case 'id':
      return { merit: 0.4, value };
    case 'phrase':
      return { merit: 0.4, value, needsContext: !field.cues.has(candidate.cue) };
    case 'infinitive':
      return { merit: 0.5, value, needsContext: true };
    case 'path':
      return /^(?:branch|ref|tag)/.test(field.name)
        ? { merit: /\.[a-z]{1,5}$/.test(written) ? 0 : 1.2, value }
        : { merit: 0.1, value, needsContext: true };
    case 'date':
    case 'day':
    case 'time':
    case 'money':
    case 'percent':
      return { merit: 0.1, value, needsContext: true };
    case 'number':
      return {
        merit: 0.1,
        value: candidate.unit === undefined ? written : `${written} ${candidate.unit}`,
        needsContext: true,
      };
    default:
      return undefined;
  }
}

/** What is held in a subject of a school. */
const LESSON = /^(?:test|exam|quiz|class|lesson|course|homework)$/;
const THING =
  /item|product|device|article|thing|good|ingredient|food|dish|drink|material|part|species|crop|plant|animal/i;
const TITLED = /title|subject|summary|event|task|heading|headline/i;

const ORGANISED =
  /\b(?:Inc|Corp|Corporation|Ltd|LLC|GmbH|Co|Company|Group|Labs?|Technologies|Systems|Bank|Industries|Holdings|AG|SA|PLC|Partners|Studios?|Logistics|Foods|Media|Energy|Software|Solutions|Consulting|Works|University|Institute|Hospital|Airlines|Motors|Pharma|Robotics|Analytics|Freight|Trading|Supplies|Textiles|Ceramics|Optics|Shipping|Electronics|Services|Products|Tools|Insurance|Brothers|Sons|Bros|Transport|Travel|Tours|Publishing|Press|Stores|Markets?|Farms?|Brewery|Bakery|Clinic|Museum|Theatre|College|School|Council|Association|Foundation|Society|Union|Agency|Architects|Engineering|Construction|Design|Digital|Networks?|Telecom|Power|Chemicals?|Steel|Furniture|Fashion|Sports|Hotels?|Resorts?|Restaurants?)\b\.?$/;

/** Whether the words before an identifier say that it identifies something else. */
function isOfOther({ named, described, owned }: Field, { context }: Candidate): boolean {
  let isOther = false;
  for (const root of IDENTIFIED) {
    if ((context.get(root) ?? 0) < 0.75) continue;
    if (named.has(root) || described.has(root) || owned.has(root)) return false;
    isOther = true;
  }
  return isOther;
}

/** Roots of things that have identifiers. */
const IDENTIFIED = new Roots().of(
  'order invoice customer account ticket booking reservation product article policy contract serial part member patient employee student user flight tracking parcel sensor device machine room case claim licence passport',
);

/** Whether a name is a person's by itself or by the word before it. */
const isPersonAt = ({ text: name, start }: Candidate, text: string): boolean =>
  FIRST_NAMES.has(name.split(' ')[0]!.toLowerCase()) ||
  /\b(?:customer|client|patient|guest|tenant|student|pupil|employee|colleague|member|user|Mr|Mrs|Ms|Dr)\.? $/i.test(
    text.slice(Math.max(0, start - 14), start),
  );

/** The part of a person's name that a field holds. */
function personValue(field: Field, written: string): string {
  const plain = written.replace(/^(?:Dr|Mr|Mrs|Ms|Prof|Professor|Miss|Sir)\.? /, '');
  const words = plain.split(' ');
  if (/^(?:sur|last|family)_?name$|surname|last_?name|family_?name/i.test(field.name)) return words.at(-1)!;
  if (/first_?name|given_?name|forename/i.test(field.name)) return words[0]!;
  return written;
}

/** A place as the field's description wants it: abbreviations are written out where it says so. */
function placeValue(field: Field, written: string): string {
  const whole = expanded(written);
  if (whole === undefined) return written;
  return /\bfull\b|\bnot an? abbrev|\bno abbrev|\bofficial\b/i.test(field.description) ? whole : written;
}

const AFTER_STREET =
  /(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln|Drive|Row|Way|Close|Court|Place|Square|Boulevard|Terrace|Alley|Crescent|Gardens?|Hill|Walk|Quay|Mews|Parade)(?:,| in|,? \d{4,6}) $/;
/** Parties to a contract, which may be people or companies. */
const PARTY =
  /customer|client|buyer|seller|vendor|supplier|tenant|contractor|merchant|sender|recipient|payee|payer/;
const ROLE_NOUN =
  /\b(?:engineer|manager|director|designer|developer|analyst|officer|assistant|consultant|nurse|teacher|president|architect|owner|tester|head of|chief|lead|programmer|administrator|technician|accountant|lawyer|attorney|writer|editor|scientist|researcher|professor|clerk|driver|chef|cook|baker|plumber|electrician|carpenter|mechanic|pilot|coordinator|supervisor|specialist|advisor|adviser|agent|representative|planner|buyer|recruiter|intern|trainee|apprentice|secretary|librarian|pharmacist|surgeon|therapist|physician|dentist|photographer|translator|journalist|founder|chair|chairman|chairwoman|chairperson|treasurer|captain|coach|trainer|volunteer|delegate|moderator|curator|welder|mason|painter|tailor|butcher|guard|waiter|waitress|cashier|receptionist|caretaker|ceo|cto|cfo|coo)s?\b/i;
/** Whether a phrase says what somebody is: by its noun, or by its ending after "as", "is" or "was". */
const isRole = ({ text: written, cue }: Candidate): boolean =>
  ROLE_NOUN.test(written) ||
  (/^(?:as|is|was|be|been|are|were)$/.test(cue) &&
    /^(?:\p{L}+ ){0,3}\p{Ll}{3,}(?:er|or|ist|ian|ant|man|woman|wright|smith)$/u.test(written));

/** Whether a labelled value can be of a kind; dates, numbers and the like are read from within it. */
function isLabelFor(want: Want, written: string): boolean {
  if (want === 'id') return !/\s/.test(written);
  if (want === 'person' || want === 'place' || want === 'company' || want === 'role')
    return !/\d/.test(written) && written.split(' ').length <= 6;
  return want === 'text' || want === 'message' || want === 'query' || want === 'street';
}

/** Whether a value stands below the mark or the greeting that closes a mail. */
const isInSignature = (text: string, { start }: Candidate): boolean =>
  /\n(?:-- ?|(?:(?:kind|best|warm) )?(?:regards|wishes)|sincerely|yours\b[^\n]{0,20}|cheers|thanks),?\n[^\n]{0,120}(?:\n[^\n]{0,120}){0,6}$/i.test(
    text.slice(Math.max(0, start - 600), start),
  );

/** Whether a name stands alone in one of the last lines, as signatures do. */
function isSigned(text: string, { start, end }: Candidate): boolean {
  const isOwnLine =
    /(?:^|\n)\s*$|\b(?:[Rr]egards|[Ss]incerely|[Cc]heers|[Tt]hanks|[Bb]est|[Yy]ours),? $/.test(
      text.slice(Math.max(0, start - 20), start),
    );
  const after = text.slice(end, end + 400);
  return (
    isOwnLine &&
    /^["”']?\s*(?:\n|$)/.test(after) &&
    text.slice(0, start).includes('\n') === text.includes('\n') &&
    after.split('\n').length <= 5
  );
}
