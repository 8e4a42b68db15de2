/**
 * One write of a `Store.commit`; `R` is its result. Created by `Documents` and `Log`, and only valid for the
 * store that created it.
 */
export interface Write<out R> {
  readonly result?: R;
}
