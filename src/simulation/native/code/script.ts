import type { Chart, CodeRun } from '../../../engine/ports/code-runner.ts';
import type { PythonError } from './python/operations.ts';
import { type PythonValue, str } from './python/values.ts';

/** A program, and what it does. */
export interface Plan {
  /** The code, without a line break at its end. */
  readonly code: string;
  readonly run: CodeRun;
  /** What is said of the result; absent: there is nothing to say beyond what was printed. */
  readonly says?: string;
  /** The result alone, for requests that want nothing else. */
  readonly value?: string;
}

/**
 * Writes a program and what it prints side by side, so that both say the same.
 *
 * @example
 * const script = new Script('total = 2 + 3').print('"Total:", total', 'Total:', 5n);
 * script.plan({ says: 'The total is 5.' }).run.logs; // 'Total: 5\n'
 */
export class Script {
  readonly #lines: string[];
  readonly #charts: Chart[] = [];
  #logs = '';

  constructor(...lines: readonly string[]) {
    this.#lines = [...lines];
  }

  /** Code that prints nothing. */
  line(...lines: readonly string[]): this {
    this.#lines.push(...lines);
    return this;
  }

  /**
   * A call of `print`.
   *
   * @param expressions its arguments, as code
   * @param values what they are
   */
  print(expressions: string, ...values: readonly PythonValue[]): this {
    this.#logs += `${values.map(str).join(' ')}\n`;
    return this.line(`print(${expressions})`);
  }

  /** What lines of code have printed that were added otherwise. */
  printed(...values: readonly PythonValue[]): this {
    this.#logs += `${values.map(str).join(' ')}\n`;
    return this;
  }

  draw(chart: Chart): this {
    this.#charts.push(chart);
    return this;
  }

  plan(said: Pick<Plan, 'says' | 'value'> = {}): Plan {
    return { code: this.#code(), run: { logs: this.#logs, isFailed: false, charts: this.#charts }, ...said };
  }

  /** The program fails in its last line. */
  failing({ type, message }: PythonError, said: Pick<Plan, 'says'> = {}): Plan {
    const code = this.#code();
    const line = code.split('\n').length;
    const trace = `Traceback (most recent call last):\n  File "<stdin>", line ${line}, in <module>\n${type}: ${message}\n`;
    return { code, run: { logs: this.#logs + trace, isFailed: true, charts: [] }, ...said };
  }

  #code(): string {
    return this.#lines.join('\n');
  }
}
