import type { Candidate } from './candidates.ts';
import type { Field } from './fields.ts';
import { COUNTRY_OF, countryCode } from './places.ts';
import type { Assigned } from './region.ts';

/** Fields that follow from others: the country of a city, a date and its time as one. */
export function complete(
  fields: readonly Field[],
  candidates: readonly Candidate[],
  found: Map<Field, Assigned>,
  text: string,
): void {
  const city = fields.find(({ tokens, type }) => type === 'text' && tokens.at(-1) === 'city');
  const country = fields.find(({ tokens, type }) => type === 'text' && tokens.at(-1) === 'country');
  const at = city && found.get(city);
  if (country !== undefined && !found.has(country) && at !== undefined) {
    const name = COUNTRY_OF.get(String(at.value).toLowerCase());
    if (name !== undefined) found.set(country, { ...at, value: name });
  }
  for (const field of fields) {
    const at = found.get(field);
    if (field.want !== 'datetime' || at === undefined || !/^\d{4}-\d\d-\d\d$/.test(String(at.value)))
      continue;
    // The time of the same sentence, or the only one.
    const times = candidates.filter(({ kind }) => kind === 'time');
    const time =
      times.find(({ start }) => start > at.end && start - at.end < 60) ??
      times.findLast(({ end }) => end < at.start && at.start - end < 60) ??
      (times.length === 1 ? times[0] : undefined);
    if (time !== undefined)
      found.set(field, {
        ...at,
        value: `${at.value}T${time.value}${/HH:MM(?!:)|T\d\d:\d\d(?!:)/.test(field.description) ? '' : ':00'}`,
      });
  }
  const code = fields.find(
    ({ tokens, type }) => type === 'text' && tokens.includes('country') && tokens.at(-1) === 'code',
  );
  if (code !== undefined) {
    for (const { kind, text, start, end } of candidates) {
      const name = kind === 'name' ? countryCode(text) : undefined;
      if (name !== undefined) found.set(code, { value: name, score: 2, start, end });
    }
  }
  completeScores(fields, candidates, found);
  completeRange(fields, found);
  completeParty(fields, text, found);
  const [owner, repository] = [
    fields.find(({ name }) => /^(?:owner|org|organization|user|namespace)$/i.test(name)),
    fields.find(({ name }) => /^(?:repo|repository|project)(?:_?name)?$/i.test(name)),
  ];
  if (owner !== undefined && repository !== undefined) {
    const path = candidates.find(({ kind, text }) => kind === 'path' && /^[\w.-]+\/[\w.-]+$/.test(text));
    if (path !== undefined) {
      const [first, second] = path.text.split('/');
      const place = { score: 4, start: path.start, end: path.end };
      found.set(owner, { ...place, value: first }).set(repository, { ...place, value: second });
    }
  }
}

/** Points go to the sides that made them: the winner has more; else each number belongs to the side named before it. */
function completeScores(
  fields: readonly Field[],
  candidates: readonly Candidate[],
  found: Map<Field, Assigned>,
): void {
  const scores = fields.filter(
    ({ side, type, tokens }) =>
      type === 'number' &&
      side !== undefined &&
      CONTESTS.has(side) &&
      tokens.some((token) => POINTS.test(token)),
  );
  const [one, other] = scores;
  if (scores.length !== 2 || one!.side === other!.side) return;
  const [first, second] = [found.get(one!), found.get(other!)];
  if (typeof first?.value !== 'number' || typeof second?.value !== 'number') return;
  const swap = (): void => void found.set(one!, second).set(other!, first);
  if (one!.side === 'winner' || one!.side === 'loser') {
    if (first.value > second.value !== (one!.side === 'winner')) swap();
    return;
  }
  const teams = fields.filter(
    ({ side, type }) => side !== undefined && CONTESTS.has(side) && type === 'text',
  );
  const named = candidates.filter(({ kind }) => kind === 'name');
  const before = (at: Assigned): string | undefined => named.findLast(({ end }) => end <= at.start)?.text;
  const later = first.start > second.start ? first : second;
  const team = teams.find((field) => found.get(field)?.value === before(later));
  const mentions = named.filter(({ text }) => text === before(later)).length;
  // Named again right before the later number: that one is its own.
  if (team === undefined || mentions < 2) return;
  if ((later === first ? one! : other!).side !== team.side) swap();
}

const CONTESTS = new Set(['winner', 'loser', 'home', 'away']);
const POINTS = /^(?:score|goals?|points?|runs?|sets?)$/;

/** Whether a value lies outside the limits beside it. */
function completeRange(fields: readonly Field[], found: Map<Field, Assigned>): void {
  const numberOf = (form: RegExp): number | undefined => {
    const value = found.get(fields.find(({ type, name }) => type === 'number' && form.test(name))!)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const flag = fields.find(
    ({ type, name }) =>
      type === 'flag' && /abnormal|out_?of_?range|outside|exceed|within|normal|in_?range/i.test(name),
  );
  const value = numberOf(/^(?:value|result|reading|measured|measurement|level)$/i);
  if (flag === undefined || value === undefined) return;
  const low = numberOf(/(?:^|_)(?:low|lower|min|minimum)(?:$|_)/i);
  const high = numberOf(/(?:^|_)(?:high|upper|max|maximum)(?:$|_)/i);
  if (low === undefined && high === undefined) return;
  const isOutside = (low !== undefined && value < low) || (high !== undefined && value > high);
  const saysInside = /within|in_?range|^(?:is_)?normal/i.test(flag.name);
  found.set(flag, { value: isOutside !== saysInside, score: 2, start: 0, end: 0 });
}

/** Adults who are named by what they are to the speaker: "my wife, our two children and me". */
function completeParty(fields: readonly Field[], text: string, found: Map<Field, Assigned>): void {
  const adults = fields.find(({ type, name }) => type === 'number' && /^(?:num_?)?adults$/i.test(name));
  const stated = adults && found.get(adults)?.value;
  if (adults === undefined || (stated !== undefined && stated !== 0)) return;
  let count = /\b(?:and (?:me|myself|I)|me and|for me,|my\p{L}* and I)\b/u.test(text) ? 1 : 0;
  for (const match of text.matchAll(RELATIVES)) count += match[1] === undefined ? 1 : 2;
  if (count > 0) found.set(adults, { value: count, score: 2, start: 0, end: 0 });
}

const RELATIVES =
  /\b(?:my|our) (?:(parents|grandparents|in-laws)|(?:wife|husband|partner|girlfriend|boyfriend|mother|father|mum|mom|dad|sister|brother|friend|colleague|boss|grandmother|grandfather|aunt|uncle))\b/gi;
