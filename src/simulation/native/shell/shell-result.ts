import { parsed } from '../../reading/calls.ts';

/** What one command has printed and how it has ended. */
export interface CommandResult {
  readonly output: string;
  /** Undefined if it is not known. */
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
}

/**
 * The results of commands, from the text that tells them: what each has printed, and in brackets how it has ended. Clients
 * that run the commands themselves may also send JSON, or the bare output.
 *
 * @example
 * commandResults('hi\n[exit code 0]\nsh: foo: command not found\n[exit code 127]').map(({ exitCode }) => exitCode); // [0, 127]
 */
export function commandResults(text: string): CommandResult[] {
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const fields = value as Readonly<Record<string, unknown>>;
    const known = fromFields(fields);
    if (known) return [known];
  }
  const results: CommandResult[] = [];
  let from = 0;
  for (const match of text.matchAll(ENDING)) {
    const [whole, code] = match;
    results.push({
      output: text.slice(from, match.index).replace(/^\n|\n$/g, ''),
      exitCode: code === undefined ? undefined : Number(code),
      timedOut: code === undefined,
    });
    from = match.index + whole.length;
    if (results.length >= MOST_RESULTS) return results;
  }
  const rest = text.slice(from).replace(/^\n|\n$/g, '');
  if (rest !== '' || results.length === 0)
    results.push({ output: rest, exitCode: undefined, timedOut: false });
  return results;
}

const MOST_RESULTS = 32;
const ENDING = /^\[(?:exit code (-?\d{1,10})|timed out)\]$/gm;

/** `{"stdout": "…", "stderr": "…", "exit_code": 0}`, as many clients report it; also inside of `metadata`. */
function fromFields(fields: Readonly<Record<string, unknown>>): CommandResult | undefined {
  const { stdout, stderr, output, metadata } = fields;
  if (typeof stdout !== 'string' && typeof output !== 'string' && typeof stderr !== 'string')
    return undefined;
  const beside = (typeof metadata === 'object' && metadata !== null ? metadata : {}) as Readonly<
    Record<string, unknown>
  >;
  const code = [fields.exit_code, fields.exitCode, fields.returncode, fields.code, beside.exit_code].find(
    (each) => typeof each === 'number',
  );
  const printed = [stdout, stderr, output].filter((each) => typeof each === 'string' && each !== '');
  return {
    output: printed
      .join('\n')
      .replace(/\n{2,}/g, '\n')
      .trimEnd(),
    exitCode: code as number | undefined,
    timedOut: fields.timed_out === true || fields.timeout === true,
  };
}
