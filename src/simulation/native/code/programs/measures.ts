import { conversionIn } from '../../../prose/forms/conversion.ts';
import type { Program } from '../program.ts';
import { OutOfRange, python } from '../python/operations.ts';
import { fixed, round } from '../python/values.ts';
import { shown } from '../said.ts';
import { type Plan, Script } from '../script.ts';

/** Conversions of units. */
export const conversions: Program = {
  name: 'conversions',
  plan: ({ sentences }) => {
    for (const sentence of sentences) {
      const asked = conversionIn(sentence.toLowerCase());
      if (asked) return [converted(asked)];
    }
    return [];
  },
};

function converted({ amount, source, target }: NonNullable<ReturnType<typeof conversionIn>>): Plan {
  const script = new Script(`amount = ${amount}`);
  const [code, value] =
    source.kind === 'temperature' && source !== target
      ? source.offset === 0
        ? ['amount * 9 / 5 + 32', (amount * 9) / 5 + 32]
        : ['(amount - 32) * 5 / 9', ((amount - 32) * 5) / 9]
      : [`amount * ${source.factor} / ${target.factor}`, (amount * source.factor) / target.factor];
  const result = round(value, 6);
  const said = shown(result);
  const unit = (of: number, { one, many }: typeof source): string => (of === 1 ? one : many);
  return script
    .line(`result = ${code}`)
    .print('round(result, 6)', result)
    .plan({
      says: `${amount} ${unit(amount, source)} is ${said} ${unit(Number(result), target)}.`,
      value: said,
    });
}

/** Compound interest. */
export const interest: Program = {
  name: 'interest',
  plan: ({ lower }) => {
    if (lower.length > LONGEST || !/\bcompound(?:ed|ing)?\b/.test(lower)) return [];
    const principal =
      /[$€£] ?([\d,]{1,15}(?:\.\d{1,4})?)|\b(?:on|invest|deposit|principal of) ([\d,]{1,15}(?:\.\d{1,4})?)\b/.exec(
        lower,
      );
    const rate = /(\d{1,3}(?:\.\d{1,4})?) ?(?:%|percent)/.exec(lower)?.[1];
    const years = /\b(\d{1,3}) years?\b/.exec(lower)?.[1];
    const amount = (principal?.[1] ?? principal?.[2])?.replaceAll(',', '');
    if (!amount || rate === undefined || years === undefined) return [];
    const plan = grown(Number(amount), Number(rate), Number(years), periodsIn(lower));
    return plan ? [plan] : [];
  },
};

const LONGEST = 1_000;

const PERIODS: readonly (readonly [RegExp, number])[] = [
  [/\bmonthly\b/, 12],
  [/\bquarterly\b/, 4],
  [/\b(?:semi-?annually|twice a year)\b/, 2],
  [/\bdaily\b/, 365],
];

function periodsIn(lower: string): number {
  return PERIODS.find(([pattern]) => pattern.test(lower))?.[1] ?? 1;
}

function grown(principal: number, rate: number, years: number, periods: number): Plan | undefined {
  try {
    const factor = python.power(1 + rate / 100 / periods, BigInt(periods * years));
    const amount = principal * Number(factor);
    const gained = amount - principal;
    if (!Number.isFinite(amount)) return undefined;
    return new Script(
      `principal = ${principal}`,
      `rate = ${rate} / 100`,
      `years = ${years}`,
      `periods = ${periods}`,
      '',
      'amount = principal * (1 + rate / periods) ** (periods * years)',
    )
      .print('f"Amount: {amount:.2f}"', `Amount: ${fixed(amount, 2)}`)
      .print('f"Interest: {amount - principal:.2f}"', `Interest: ${fixed(gained, 2)}`)
      .plan({
        says: `After ${years} years the amount is ${fixed(amount, 2)}, of which ${fixed(gained, 2)} is interest.`,
        value: fixed(amount, 2),
      });
  } catch (problem) {
    if (problem instanceof OutOfRange) return undefined;
    throw problem;
  }
}
