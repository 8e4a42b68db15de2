/** Several words that mean one thing, so that rules need to know it by one name only. */
export interface Phrase {
  /** The class it belongs to, or several with spaces between: `<kill>`. Its verb's form comes along: `<kill.past>`. */
  readonly as: string;
  /** In the notation of `parsePattern`. The whole match is read as one word: `put a bullet in`. */
  readonly joined?: readonly string[];
  /** The same, but only the first word is given the class, because the object stands inside: `beat him to death`. */
  readonly around?: readonly string[];
}
