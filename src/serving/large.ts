/**
 * Answers with more work than this, in log probabilities (`Generation.work`), are made and written in pieces by
 * `lazyJson`: they take about 10 ms.
 */
export const LARGE = 4096;
