import type { Record, Statement } from './material.ts';
import { hasOwnName } from './openers.ts';
import type { Roots } from './roots.ts';
import type { Wanted } from './wanted.ts';

/** One of several things of a kind: a row of a table, an object of JSON, an item of a list. */
export interface Entry {
  /** What it is called. */
  readonly name: string | undefined;
  readonly fields: Record['fields'];
  /** Roots of its values. */
  readonly values: ReadonlySet<string>;
  /** One of its fields. */
  readonly statement: Statement;
}

/** The records and list items of the material, in order. */
export function entriesOf(statements: readonly Statement[], wanted: Wanted, words: Roots): Entry[] {
  const entries = new Map<Record | Statement, Entry>();
  for (const statement of statements) {
    const { field } = statement;
    if (field === undefined) continue;
    const { record, key, value } = field;
    const unit = record.isList ? statement : record;
    if (entries.has(unit)) continue;
    const fields = record.isList
      ? ([
          ['', key],
          ['', value],
        ] as const)
      : record.fields;
    // What is "not done" is not done.
    const values = words.of(
      fields
        .map(([, each]) => each)
        .filter((each) => !/^(?:not|no|non|never)\b/i.test(each))
        .join(' \n'),
    );
    const name = record.isList ? key : nameOf(record, '', wanted, words);
    if (/^(?:grand |sub)?(?:total|sum)\b/i.test(name ?? '')) continue;
    entries.set(unit, { name, fields, values, statement });
  }
  return [...entries.values()];
}

/** What a record is about: the field that the question names the kind of, its name or title, else its first text. */
export function nameOf(
  record: Record,
  except: string,
  { question, roots }: Wanted,
  words: Roots,
): string | undefined {
  const others = record.fields.filter(
    ([key, value]) =>
      key !== except && /\p{L}/u.test(value) && [...words.of(value)].some((root) => !roots.has(root)),
  );
  const noun = /\b(?:which|what)(?: of the)? (\p{L}+)/iu.exec(question)?.[1];
  const asked = noun === undefined ? new Set<string>() : words.of(noun);
  const kind = others.find(
    ([key]) => [...words.of(key)].some((root) => asked.has(root)) && !/id$/i.test(key),
  );
  return (kind ??
    others.find(([key]) => /(?:^|[ _])(?:name|title)$/i.test(key)) ??
    others[0] ??
    record.fields[0])?.[1];
}

/** The name that a sentence says something of; one that the question has, if any. */
export function subjectOf({ text, before }: Statement, { names }: Wanted, words: Roots): string | undefined {
  const said = `${before ?? ''} ${text}`.trim();
  const all = [...said.matchAll(NAMES)]
    .filter(({ 0: name }) => !CALENDAR.test(name))
    .filter(({ 0: name, index }) => index > 0 || name.includes(' ') || hasOwnName(said))
    .map(([name]) => name);
  return all.find((name) => [...words.of(name)].some((root) => names.has(root))) ?? all[0];
}

/** Months and days are no subjects. */
const CALENDAR =
  /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:[a-z]{0,6}y|[a-z]{0,6}er|ch|il|e|ust)?\b(?: \d{4})?$/;

const NAMES =
  /(?<![\p{L}\p{N}])(?!(?:The|A|An|It|He|She|They|This|In|On|At|Our|My|Its)\s)\p{Lu}[\p{L}\p{N}'’-]*(?: \p{Lu}[\p{L}\p{N}'’-]*){0,4}(?: (?:kettle|tower|bridge|plan|hotel|model)\b)?/gu;
