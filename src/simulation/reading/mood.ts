/**
 * Above 0 for a text with kind words, below for one with harsh ones; "not" inverts the words that follow it.
 *
 * @example
 * moodOf('It is not good.'); // -1
 */
export function moodOf(text: string): number {
  const words =
    text
      .toLowerCase()
      .match(/[\p{L}']+/gu)
      ?.slice(0, 800) ?? [];
  let mood = 0;
  let turned = 0;
  for (const word of words) {
    if (/^(?:not|never|no|isn't|wasn't|don't|didn't|doesn't|hardly|cannot|can't|won't)$/.test(word))
      turned = 4;
    else if (/^(?:and|but|though|yet)$/.test(word)) turned = 0;
    const value = KIND.has(word) ? 1 : HARSH.has(word) ? -1 : 0;
    mood += turned > 0 ? -value : value;
    turned = value === 0 ? Math.max(0, turned - 1) : 0;
  }
  return mood;
}

const KIND = new Set(
  'love loved loves great good excellent amazing wonderful fantastic happy best awesome perfect enjoy enjoyed nice brilliant superb delightful pleased beautiful recommend impressive outstanding friendly helpful fast delicious glad fun thank thanks satisfied exceeded comfortable easy incredible'.split(
    ' ',
  ),
);
const HARSH = new Set(
  'hate hated hates bad terrible awful horrible worst poor disappointing disappointed broken slow ugly boring sad angry useless waste annoying disgusting rude failed fails failure problem problems wrong dirty expensive refund unhappy cold mediocre frustrating frustrated crash crashed broke breaks died stopped leaking leaks damaged missing late noisy regret overpriced uncomfortable'.split(
    ' ',
  ),
);
