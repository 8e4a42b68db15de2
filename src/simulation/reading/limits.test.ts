import { describe, expect, it } from 'vitest';
import { amountsIn, isWithin, limitsIn } from './limits.ts';

describe('limits', () => {
  it.each([
    ['Passengers aged 6 to 14 pay 9 euros.', 'I am 10.', true],
    ['Passengers aged 6 to 14 pay 9 euros.', 'I am 15.', false],
    ['Under 6 it is free.', 'She is 5 years old.', true],
    ['Under 6 it is free.', 'She is 6 years old.', false],
    ['65 and over', 'a visitor aged 70', true],
    ['Adults (18-64)', 'a visitor aged 70', false],
    ['up to 2 kg', 'a parcel of 3 kg', false],
    ['Orders above 40 euros', 'My order is 55 euros.', true],
    ['From 1 April to 30 June the fee is 180 euros.', 'on 15 May', true],
    ['The fee is 120 euros until 31 March.', 'on 15 May', false],
    ['Closed from November to March.', 'in January', true],
    ['June 2014 to February 2019', 'in 2016', true],
    ['March 2019 to present', 'in 2016', false],
    ['from 08:15 to 17:45', 'at 18:00', false],
  ])('%s: %s', (statement, question, expected) => {
    const told = limitsIn(statement).flatMap((limits) =>
      amountsIn(question).map((amount) => isWithin(amount, limits)),
    );
    expect(told.includes(true)).toBe(expected);
    expect(told.includes(false)).toBe(!expected);
  });

  it('of other things say nothing', () => {
    const [amount] = amountsIn('an order of 65 euros');
    const [limits] = limitsIn('within 5 to 7 days');
    expect(isWithin(amount!, limits!)).toBeUndefined();
  });
});
