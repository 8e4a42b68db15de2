import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readRequest } from '../../reading/reading.ts';
import { plansFor } from './plans.ts';
import type { Plan } from './script.ts';
import { cases, files, others, requestOf } from './tasks.cases.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'programs-'));
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs each of a list of programs and tells what it has printed, its error and the line of the error. */
const DRIVER = `
import contextlib, io, json, sys, traceback
done = []
for code in json.load(sys.stdin):
    out, error, line = io.StringIO(), None, None
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(code, "<stdin>", "exec"), {"__name__": "__main__"})
        except Exception as raised:
            error = type(raised).__name__ + ": " + str(raised)
            line = [f.lineno for f in traceback.extract_tb(raised.__traceback__) if f.filename == "<stdin>"][0]
    done.append({"out": out.getvalue(), "error": error, "line": line})
print(json.dumps(done))
`;

/** Only our own code is run: what it contains of a request comes from this test. */
function expectTrue(plans: readonly Plan[]): void {
  const input = JSON.stringify(plans.map(({ code }) => code.replaceAll('/mnt/data/', `${folder}/`)));
  const { stdout, stderr } = spawnSync('python3', ['-c', DRIVER], {
    input,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr).toBe('');
  const done = JSON.parse(stdout) as { out: string; error: string | null; line: number | null }[];
  for (const [index, { code, run }] of plans.entries()) {
    const { out, error, line } = done[index]!;
    const trace = `Traceback (most recent call last):\n  File "<stdin>", line ${line}, in <module>\n${error}\n`;
    expect({ code, logs: run.logs }).toEqual({ code, logs: error === null ? out : out + trace });
    expect(run.isFailed).toBe(error !== null);
  }
}

const plansOf = (input: string) => plansFor(readRequest(requestOf({ input })), false);

describe.skipIf(!hasPython)('programs print what Python prints', () => {
  it('for tasks of all kinds', () => {
    expectTrue([...cases, ...others].flatMap((each) => plansFor(readRequest(requestOf(each)), false)));
  });

  it('for lists of numbers', () => {
    const number = fc.oneof(
      fc.integer({ min: -1000, max: 1000 }).map(String),
      fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((value) => value.toFixed(3)),
    );
    const lists = fc.sample(fc.array(number, { minLength: 2, maxLength: 12 }), { numRuns: 300, seed: 13 });
    const plans = lists.map((numbers) =>
      plansOf(
        `Mean, median, mode, sum, variance, range, standard deviation and sorted order of ${numbers.join(', ')}`,
      ),
    );
    expect(plans.every(({ length }) => length === 1)).toBe(true);
    expectTrue(plans.flat());
  });

  it('for expressions', () => {
    const operand = fc.oneof(
      fc.nat({ max: 10 ** 12 }).map(String),
      fc.nat({ max: 9999 }).map((cents) => String(cents / 100)),
    );
    const sign = fc.constantFrom('+', '-', '*', '/', '%', '^');
    const small = fc.nat({ max: 30 }).map(String);
    const expressions = fc.sample(fc.tuple(operand, sign, operand, sign, small), { numRuns: 400, seed: 14 });
    const plans = expressions.flatMap(([a, one, b, other, c]) =>
      plansOf(`What is (${a} ${one} ${b}) ${other} ${c}?`),
    );
    expect(plans.length).toBeGreaterThan(250);
    expectTrue(plans);
  });

  it('for powers of numbers with a point', () => {
    const powers = fc.sample(fc.tuple(fc.nat({ max: 99_999 }), fc.nat({ max: 60 })), {
      numRuns: 300,
      seed: 15,
    });
    expectTrue(powers.flatMap(([base, by]) => plansOf(`What is ${(base + 1) / 1000} ^ ${by}?`)));
  });
});
