/** The prompt, alone or together with the completion, exceeds the model's context window. All in tokens. */
export class ContextExceeded extends Error {
  override readonly name = 'ContextExceeded';
  readonly limit: number;
  readonly promptTokens: number;
  /** Present when the prompt alone fits. */
  readonly completionTokens: number | undefined;

  constructor(limit: number, promptTokens: number, completionTokens?: number) {
    super(`${promptTokens + (completionTokens ?? 0)} tokens do not fit a context window of ${limit}`);
    this.limit = limit;
    this.promptTokens = promptTokens;
    this.completionTokens = completionTokens;
  }
}
