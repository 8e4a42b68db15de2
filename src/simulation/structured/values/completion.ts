import type { Candidate } from './candidates.ts';
import type { Field } from './fields.ts';
import { COUNTRY_OF, countryCode } from './places.ts';
import type { Assigned } from './region.ts';

/** Fields that follow from others: the country of a city, a date and its time as one. */
export function complete(
  fields: readonly Field[],
  candidates: readonly Candidate[],
  found: Map<Field, Assigned>,
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
