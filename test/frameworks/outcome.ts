/** What a program reports. */
export interface Outcome {
  readonly framework: string;
  /** Version of the package, empty if the program did not start. */
  readonly version: string;
  readonly quickstarts: readonly Quickstart[];
}

interface Quickstart {
  /** What it shows. */
  readonly title: string;
  /** Why it failed, null if it did not. */
  readonly failure: string | null;
}

/** What became of a program: it passes, fails as the page says that it does, or fails. */
export type Verdict = 'pass' | 'known' | 'FAIL';

/** One line that says how many quick starts passed, and why the others failed. */
export function summary({ framework, version, quickstarts }: Outcome, verdict: Verdict): string {
  const failures = quickstarts.flatMap(({ title, failure }) =>
    failure === null ? [] : [`${title}: ${failure.replace(/\s+/g, ' ').slice(0, 300)}`],
  );
  const passed = `${quickstarts.length - failures.length} of ${quickstarts.length}`;
  return [`${verdict.padEnd(5)} ${framework} ${version}  ${passed}`, ...failures].join(' | ');
}
