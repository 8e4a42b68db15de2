import { resolve } from 'node:path';
import { Check } from 'typebox/value';
import { engineProfiles as profilesForm } from '../config/engine-profiles.ts';
import { suggestion } from '../config/nearest.ts';
import { showValue } from '../config/option-error.ts';
import {
  type Calibration,
  calibrate,
  type FittedField,
  type RunFit,
} from '../engine/batching/calibrate/calibrate.ts';
import type { LoadRun } from '../engine/batching/calibrate/load-run.ts';
import { engineProfiles } from '../engine/batching/engine-profiles.ts';
import { toEngineProfile } from '../engine/batching/own-profile.ts';
import type { Arguments } from './arguments.ts';
import { CommandError, EXIT, type Io, UsageError } from './io.ts';
import { readResults } from './load-results/read-results.ts';
import { toTable } from './text.ts';

const DEFAULT_LIKE = 'llama-8b-h100';
const DEFAULT_NAME = 'calibrated';

/**
 * Fits an engine profile to the files of load tools and prints it with the errors of the fit.
 *
 * @throws UsageError for an unknown base profile or an impossible name; CommandError for a file without usable runs, or if
 * the fit is no possible profile
 */
export async function printCalibration(
  {
    results,
    like = DEFAULT_LIKE,
    name = DEFAULT_NAME,
    json,
  }: Pick<Arguments, 'results' | 'like' | 'name' | 'json'>,
  io: Pick<Io, 'cwd' | 'out'>,
): Promise<number> {
  const base = engineProfiles.get(like);
  if (base === undefined) {
    const names = [...engineProfiles.keys()];
    throw new UsageError(
      `Wrong value for --like: ${showValue(like)}. Allowed: ${names.join(', ')}.${suggestion(like, names)}`,
    );
  }
  const form = profilesForm();
  if (!Check(form.schema, { [name]: {} })) {
    throw new UsageError(
      `Wrong value for --name: ${showValue(name)}. Allowed: up to 64 letters, digits, ., _ and -.`,
    );
  }
  const runs: LoadRun[] = [];
  for (const file of results) runs.push(...(await readResults(file, resolve(io.cwd, file))));
  const fit = calibrate(runs, base);
  const written = { [name]: { like, ...fit.fields } };
  checkProfile();
  io.out(json ? `${JSON.stringify(toJson(), null, 2)}\n` : toText());
  return EXIT.ok;

  function checkProfile(): void {
    try {
      toEngineProfile(name, { like, ...fit.fields });
    } catch (error) {
      throw new CommandError(`No possible profile fits these results: ${(error as Error).message}`);
    }
    const fault = Check(form.schema, written) ? undefined : form.explain?.(written);
    if (fault)
      throw new CommandError(
        `No possible profile fits these results: ${fault.shown}. Allowed: ${fault.allowed}.`,
      );
  }

  function toJson() {
    return {
      engineProfiles: written,
      kept: { like, fields: fit.kept },
      errors: { ttft: errorOf(fit, ttftError), itl: errorOf(fit, itlError) },
      runs: fit.runs.map(({ run, ttftMs, itlMs }) => ({
        name: run.name,
        requests: Number.isFinite(run.requests) ? run.requests : null,
        concurrency: run.concurrency,
        promptTokens: run.promptTokens,
        outputTokens: run.outputTokens,
        ttftMs: { measured: run.ttftMs, fitted: ttftMs ?? null },
        itlMs: { measured: run.itlMs, fitted: itlMs ?? null },
      })),
    };
  }

  function toText(): string {
    return [
      toTable([HEAD, ...fit.runs.map(toRow)]),
      `TTFT: ${inWords(errorOf(fit, ttftError))}\nITL: ${inWords(errorOf(fit, itlError))}\n`,
      `Kept from ${like}:\n${[...fit.kept.map((field) => `  ${field}: ${NEEDS[field]}`), `  ${REST}`].join('\n')}\n`,
      `For the config file:\n${JSON.stringify({ engineProfiles: written }, null, 2)}\n`,
    ].join('\n');
  }
}

const HEAD = ['run', 'concurrency', 'prompt', 'answer', 'TTFT ms', 'fitted', 'ITL ms', 'fitted'];

function toRow({ run, ttftMs, itlMs }: RunFit): string[] {
  return [
    run.name,
    digits(run.concurrency),
    digits(run.promptTokens),
    digits(run.outputTokens),
    digits(run.ttftMs),
    ttftMs === undefined ? '-' : digits(ttftMs),
    digits(run.itlMs),
    itlMs === undefined ? '-' : digits(itlMs),
  ];
}

/** Why a field cannot be told from the results, as what would be needed. */
const NEEDS: { readonly [Field in FittedField]: string } = {
  overheadMs: 'needs first tokens at low concurrency',
  prefillUsPerToken: 'needs prompts of different lengths at low concurrency',
  prefillNsPerTokenSquared: 'needs short and very long prompts at low concurrency',
  stepMs: 'needs answers of several tokens',
  stepMsPerSequence: 'needs runs at different concurrencies',
  stepUsPerContextToken: 'needs contexts of different lengths',
};
const REST =
  'the deviation of the overhead, the size of the batch, memory and GPU: not measured by load tools';

interface FitError {
  /** Percent of the measured value, on average over the runs. */
  readonly meanPercent: number;
  readonly worst: { readonly run: string; readonly percent: number };
}

type ErrorOfRun = (fit: RunFit) => number | undefined;

const ttftError: ErrorOfRun = ({ run, ttftMs }) => percentOff(run.ttftMs, ttftMs);
const itlError: ErrorOfRun = ({ run, itlMs }) => percentOff(run.itlMs, itlMs);

function percentOff(measured: number, fitted: number | undefined): number | undefined {
  return fitted === undefined ? undefined : (100 * Math.abs(fitted - measured)) / measured;
}

/** Null if no run has the value. */
function errorOf({ runs }: Calibration, of: ErrorOfRun): FitError | null {
  const errors = runs.flatMap((fit) => {
    const percent = of(fit);
    return percent === undefined ? [] : [{ run: fit.run.name, percent }];
  });
  if (errors.length === 0) return null;
  return {
    meanPercent: errors.reduce((sum, { percent }) => sum + percent, 0) / errors.length,
    worst: errors.reduce((worst, each) => (each.percent > worst.percent ? each : worst)),
  };
}

function inWords(error: FitError | null): string {
  if (error === null) return 'not measured';
  const { meanPercent, worst } = error;
  return `${meanPercent.toFixed(1)} % off on average, at worst ${worst.percent.toFixed(1)} % (${worst.run})`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
