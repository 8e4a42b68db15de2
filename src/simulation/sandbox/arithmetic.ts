/**
 * The value of an expression of whole numbers with `+ - * / % **` and parentheses; undefined if it is none, or divides by zero.
 *
 * @example
 * arithmetic('2 + 3 * 4', () => 0); // 14
 *
 * @param valueIn the value of a variable
 */
export function arithmetic(expression: string, valueIn: (name: string) => number): number | undefined {
  const tokens = expression.slice(0, LONGEST).match(/\d+|[A-Za-z_]\w*|\*\*|[-+*/%()]|\S/g) ?? [];
  let at = 0;
  const primary = (depth: number): number => {
    const token = tokens[at++];
    if (token === undefined || depth > DEEPEST) return Number.NaN;
    if (/^\d/.test(token)) return Number(token);
    if (/^\w/.test(token)) return valueIn(token);
    if (token === '-') return -power(depth + 1);
    if (token === '+') return power(depth + 1);
    if (token !== '(') return Number.NaN;
    const value = sum(depth + 1);
    return tokens[at++] === ')' ? value : Number.NaN;
  };
  const power = (depth: number): number => {
    const base = primary(depth);
    if (tokens[at] !== '**') return base;
    at++;
    return base ** power(depth + 1);
  };
  const product = (depth: number): number => {
    let value = power(depth);
    for (let token = tokens[at]; token === '*' || token === '/' || token === '%'; token = tokens[at]) {
      at++;
      const other = power(depth);
      if (token === '*') value *= other;
      else if (other === 0) return Number.NaN;
      else value = token === '/' ? Math.trunc(value / other) : value % other;
    }
    return value;
  };
  const sum = (depth: number): number => {
    let value = product(depth);
    for (let token = tokens[at]; token === '+' || token === '-'; token = tokens[at]) {
      at++;
      value += token === '+' ? product(depth) : -product(depth);
    }
    return value;
  };
  const value = sum(0);
  return at === tokens.length && Number.isSafeInteger(value) ? value : undefined;
}

const LONGEST = 1_000;
const DEEPEST = 50;
