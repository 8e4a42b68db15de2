import { describe, expect, it } from 'vitest';
import { readRequest } from '../../reading/reading.ts';
import { createCodeRunner } from './habit.ts';
import { plansFor } from './plans.ts';
import { type Case, cases, others, requestOf } from './tasks.cases.ts';

const plansOf = (task: Case, isForced = false) => plansFor(readRequest(requestOf(task)), isForced);
const logsOf = (task: Case): string[] => plansOf(task).map(({ run }) => run.logs);

describe('programs', () => {
  it.each(cases.map((each) => [each.input, each] as const))('know how to do: %s', (_, each) => {
    const plans = plansOf(each);
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.length).toBeLessThanOrEqual(2);
    expect(plans.at(-1)!.says).toMatch(/\S\.?$/);
    // What is forced is what would have been done anyway.
    expect(plansOf(each, true)).toEqual(plans);
  });

  it.each([
    ['What is 0.1 + 0.2?', '0.3\n'],
    ['What is the GCD of 84 and 126?', '42\n'],
    ['How many r\'s are in "strawberry"?', '3\n'],
    ['What day of the week was July 4, 1776?', 'Thursday\n'],
    ['Sort these words alphabetically: pear, Apple, fig', "['Apple', 'fig', 'pear']\n"],
  ])('of %s print %j', (input, logs) => {
    expect(logsOf({ input })).toEqual([logs]);
  });

  it('are tried again without what made them fail', () => {
    const [failed, mended] = logsOf({ input: 'What is the total price?', file: 'broken.csv' });
    expect(failed).toContain("ValueError: could not convert string to float: 'n/a'");
    expect(mended).toBe('Total price: 1201.75\n');
  });

  it('convert the columns of a table as each needs it', () => {
    const [failed, mended] = logsOf({ input: 'What is the total of the orders?', file: 'mixed.csv' });
    expect(failed).toContain("ValueError: could not convert string to float: '1,200'");
    expect(mended).toBe('Total orders: 1234.0\n');
    expect(logsOf({ input: 'Analyse the file.', file: 'mixed.csv' }).at(-1)).toContain('stock 19 9.5 7 12\n');
  });

  it.each([
    ['line breaks', { input: `Plot a chart${'\n'.repeat(19_000)}of this.` }],
    ['cells', { input: 'What is the total of the amounts?', file: 'long.csv' }],
  ])('read long %s once', (_, task) => {
    expect(plansOf(task, true)).toHaveLength(1);
  });

  it('are of last resort only if code is asked for, or forced', () => {
    expect(others.map((each) => plansOf(each).length)).toEqual([1, 1, 1]);
    for (const input of ['Tell me a joke.', 'How do I add numbers in Python?', 'I have 3 cats and 2 dogs.'])
      expect(plansOf({ input })).toEqual([]);
    expect(plansOf({ input: 'Tell me a joke.' }, true)).toHaveLength(1);
  });

  it('say in their answers what they print', () => {
    for (const each of cases) {
      const { run, value } = plansOf(each).at(-1)!;
      const said = value?.split(', ')[0]?.replace(/^(?:Yes|No)$/, '') ?? '';
      const number = /\d[\d.]*$/.exec(said)?.[0] ?? '';
      expect([each.input, run.logs.includes(number)]).toEqual([each.input, true]);
    }
  });
});

describe('the code runner', () => {
  it('runs what was written for the request, and no other code', () => {
    const runner = createCodeRunner();
    const request = requestOf({ input: 'What is 6 * 7?' });
    expect(runner.run('result = 6 * 7\nprint(result)', request).logs).toBe('42\n');
    expect(runner.run('print(6 * 7)', request)).toEqual({ logs: '', isFailed: false, charts: [] });
  });
});
