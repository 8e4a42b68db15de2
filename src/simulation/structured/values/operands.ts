import type { Field } from './fields.ts';
import { expressionsIn, type Operation, operationsIn } from './operations.ts';
import type { Assigned, Region } from './region.ts';

const OPERAND =
  /^(?:a|b|c|d|x|y|z|n|m|n1|n2|num\d?|number\d?|operand\d?|value\d?|left|right|first|second|augend|addend|minuend|subtrahend|multiplicand|multiplier|dividend|divisor|base|exponent|lhs|rhs|arg\d?)$/;

/** Operands, operators and expressions come from the operation as a whole. */
export function assignOperations(
  fields: readonly Field[],
  region: Region,
  found: Map<Field, Assigned>,
): void {
  const takes = fields.some(({ want }) => want === 'expression' || want === 'operation');
  const numbers = fields.filter(
    ({ type, name, tokens, isList }) =>
      type === 'number' &&
      !isList &&
      (OPERAND.test(name.toLowerCase()) ||
        OPERAND.test(tokens[0] ?? '') ||
        OPERAND.test(tokens.at(-1) ?? '')),
  );
  const lists = fields.filter(
    ({ type, isList, named }) => type === 'number' && isList && (named.size === 0 || fields.length <= 2),
  );
  if (!takes && numbers.length < 2 && lists.length === 0) return;
  const text = region.text.slice(region.from, region.to);
  const at = (start: number, end: number) => ({
    score: 4,
    start: region.from + start,
    end: region.from + end,
  });
  // Of several, the one that the call is about.
  const { start, end } = region.focus;
  const operations = operationsIn(text);
  const operation =
    operations.find((each) => region.from + each.start >= start && region.from + each.end <= end + 1) ??
    (operations[0] as Operation | undefined);
  for (const field of fields) {
    if (field.want === 'expression' && field.type === 'text') {
      const [expression] = [
        ...expressionsIn(region.text.slice(Math.max(start, region.from), Math.min(end, region.to))),
        ...expressionsIn(text),
      ];
      if (expression !== undefined) found.set(field, { value: expression, ...at(0, 0) });
    } else if (field.want === 'operation' && operation !== undefined) {
      const value =
        field.type === 'choice'
          ? field.values.find((each) => isOperator(String(each), operation.kind))
          : operation.kind;
      if (value !== undefined) found.set(field, { value, ...at(operation.start, operation.end) });
    }
  }
  if (operation === undefined || numbers.length !== operation.operands.length) return;
  for (const [index, field] of numbers.entries())
    found.set(field, { value: operation.operands[index], ...at(operation.start, operation.end) });
}

const OPERATORS: Readonly<Record<Operation['kind'], RegExp>> = {
  add: /^(?:\+|add|addition|plus|sum)$/i,
  subtract: /^(?:-|−|sub|subtract|subtraction|minus|difference)$/i,
  multiply: /^(?:\*|×|x|mul|mult|multiply|multiplication|times|product)$/i,
  divide: /^(?:\/|÷|div|divide|division|quotient)$/i,
  power: /^(?:\^|\*\*|pow|power|exponent|exponentiate|exponentiation)$/i,
  root: /^(?:sqrt|square_?root|root)$/i,
  modulo: /^(?:%|mod|modulo|modulus|remainder)$/i,
  percent: /^(?:%|percent|percentage)$/i,
};

const isOperator = (value: string, kind: Operation['kind']): boolean => OPERATORS[kind].test(value);
