/** The prompt, alone or together with the completion, exceeds the model's context window. All in tokens. */
export class ContextExceeded extends Error {
  override readonly name = 'ContextExceeded';
  readonly limit: number;
  readonly promptTokens: number;
  /** Present when the prompt alone fits. */
  readonly completionTokens: number | undefined;
  /** The prompt was not counted to its end: it has at least `promptTokens` tokens. */
  readonly isAtLeast: boolean;

  constructor(
    limit: number,
    promptTokens: number,
    { completionTokens, isAtLeast = false }: { completionTokens?: number; isAtLeast?: boolean } = {},
  ) {
    super(`${promptTokens + (completionTokens ?? 0)} tokens exceed the context window of ${limit} tokens`);
    this.limit = limit;
    this.promptTokens = promptTokens;
    this.completionTokens = completionTokens;
    this.isAtLeast = isAtLeast;
  }
}

/** The answer, written as a whole, would exceed the caller's {@link SizeLimit}. In bytes. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
  readonly limit: number;
  /** What is too large: the text with its log probabilities, or what hosted tools have made and found. */
  readonly of: 'text' | 'works';

  constructor(limit: number, of: 'text' | 'works' = 'text') {
    super(`The ${of} of the answer would exceed ${limit} bytes`);
    this.limit = limit;
    this.of = of;
  }
}

/** What an answer has to be cannot be written: a schema or a grammar that no value meets, or none that was found. */
export class FormUnmet extends Error {
  override readonly name = 'FormUnmet';
  /** What was asked for: the answer itself, the arguments of a function or the input of a custom tool. */
  readonly of: 'format' | 'function' | 'custom';
  /** The name of the format or the tool. */
  readonly subject: string;

  constructor(of: 'format' | 'function' | 'custom', subject: string, reason: string) {
    super(reason);
    this.of = of;
    this.subject = subject;
  }
}

/** The engine takes no work until somebody wakes it. `message` says what to do. */
export class EngineAsleep extends Error {
  override readonly name = 'EngineAsleep';
  /** Seconds until it is worth trying again. */
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}
