import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import OpenAI from 'openai';
import { KEY } from '../sdk/world.ts';

/** A server process over a data folder of its own, which can be killed at any time and started again. */
export class KilledInstance {
  readonly #folder = mkdtempSync(join(tmpdir(), 'fakeai-crash-'));
  readonly #itl: string;
  #child: ChildProcess | undefined;

  /** @param itl the inter-token latency, as the option of this name */
  constructor(itl: string) {
    this.#itl = itl;
  }

  /** Resolves to a client once the process listens. */
  async start(): Promise<OpenAI> {
    const script = join(import.meta.dirname, 'instance.ts');
    const child = spawn(process.execPath, [script, this.#folder, this.#itl], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    for await (const url of createInterface({ input: child.stdout }))
      return new OpenAI({ apiKey: KEY, baseURL: `${url}/v1`, maxRetries: 0 });
    throw new Error('The instance exited before it was listening');
  }

  /** Without any notice: SIGKILL. */
  async kill(): Promise<void> {
    const ending = this.#child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await gone;
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true });
  }
}
