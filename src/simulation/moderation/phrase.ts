/** Wordings with one meaning, so that rules can refer to it by one class. */
export interface Phrase {
  /** Its class, or several separated by spaces: `<kill>`. The verb's form is added: `<kill.past>`. */
  readonly as: string;
  /** Patterns (see `parsePattern`) whose match is merged into one word: `put a bullet in`. */
  readonly joined?: readonly string[];
  /** Patterns with the object inside, so that only the first word gets the class: `beat him to death`. */
  readonly around?: readonly string[];
}
