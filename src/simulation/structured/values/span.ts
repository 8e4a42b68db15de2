export type SpanKind =
  | 'email'
  | 'url'
  | 'path'
  | 'id'
  | 'phone'
  | 'date'
  | 'day'
  | 'time'
  | 'money'
  | 'percent'
  | 'number'
  | 'quoted'
  | 'name';

/** A value in a text that its notation gives away. */
export interface Span {
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  /** As written, without quotation marks. */
  readonly text: string;
  /** The amount of a number, percentage or sum of money; a date as YYYY-MM-DD, a time as HH:MM. */
  readonly value?: number | string;
  /** What follows or precedes a number: a currency code, or a unit in lower case. */
  readonly unit?: string;
}
