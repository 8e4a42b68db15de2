/**
 * Calls `next` with a value, at once if it is not a promise. For hot paths whose steps seldom have to wait: nothing is
 * deferred to a later turn unless a step returns a promise.
 *
 * @example
 * andThen(findModel(id), (model) => prepare(model)); // a promise only if findModel or prepare returns one
 */
export function andThen<T, U>(value: T | Promise<T>, next: (value: T) => U | Promise<U>): U | Promise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
