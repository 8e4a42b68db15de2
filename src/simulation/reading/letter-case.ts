/**
 * Whether instructions want the whole answer in capital or small letters.
 *
 * @example
 * letterCaseIn('Answer in uppercase.'); // 'upper'
 */
export function letterCaseIn(instructions: string): 'upper' | 'lower' | undefined {
  const match = CASE.exec(instructions);
  return match === null ? undefined : /lower|small/i.test(match[0]) ? 'lower' : 'upper';
}

const CASE =
  /\b(?:in|into|to|using|with|use) (?:all |only )?(?:upper ?case|uppercase|capital letters|capitals|all[- ]caps|block (?:letters|capitals)|lower ?case|lowercase|small letters)(?: letters)?(?: only)?(?=[\s.,:!?]|$)/i;
