/** A piece of the material from one source. */
export interface Passage {
  readonly text: string;
  /** What the prompt calls its source by, e.g. `2`. */
  readonly mark?: string;
  /** The name of the source, e.g. `report.pdf`. */
  readonly source?: string;
  /** Where the source is found on the web. */
  readonly address?: string;
  /** What it says something about, if its text does not tell: the arguments of the call that it results from. */
  readonly about?: string;
  readonly from: Origin;
  /** Whether it is one message of several, of which the latest holds. */
  readonly isMessage?: boolean;
}

/** `context`: given for the purpose, by label or announcement; `stated`: said beside the question. */
export type Origin = 'context' | 'stated' | 'system' | 'earlier' | 'result';

/** Something that the material states: a sentence, or a field of a record. */
export interface Statement {
  /** As it stands in the material. */
  readonly text: string;
  /** Roots of its words. */
  readonly own: ReadonlySet<string>;
  /** Roots of what it is said of: headings, the subject that "it" refers to, the other fields of a record. */
  readonly near: ReadonlySet<string>;
  /** The sentence that it refers back to. */
  readonly before?: string;
  /** The headings that it stands below, the outermost first. */
  readonly headings: readonly string[];
  readonly passage: Passage;
  /** The whole sentence, of a part of one. */
  readonly whole?: string;
  readonly field?: Field;
  /** Whether it is a line of a conversation, of which the latest holds. */
  readonly isSpoken?: boolean;
  /** Whether it stands below a question. */
  readonly isAnswer?: boolean;
  /** Whether it is an item of a list. */
  readonly isItem?: boolean;
}

/** A value in a record, which it names by its key. */
export interface Field {
  readonly key: string;
  readonly value: string;
  readonly record: Record;
}

/** Values that belong together: a row of a table, a JSON object, lines of keys and values with their comments. */
export interface Record {
  readonly fields: readonly (readonly [key: string, value: string, note?: string])[];
  /** Whether its fields are lines of a list that name things of their own: `- KX-17: open`. */
  readonly isList?: boolean;
}

/** What the material says to a question. */
export interface Found {
  /** A sentence or two that answer, from the material or about one of its records. */
  readonly text: string;
  /** What the material says, word for word. */
  readonly quote: string;
  /** The value that is asked for, if it can be told from the rest. */
  readonly value?: string;
  /** Where it stands. */
  readonly passages: readonly Passage[];
  /** The share of what the question is about that the answer speaks of, 0 to 1 and more with a fitting kind of value. */
  readonly score: number;
}
