import { describe, expect, it } from 'vitest';
import { withoutSpans } from './html-table.ts';
import { findAnswer } from './passages.ts';
import { SqlReader } from './sql.ts';
import { recordsIn } from './structures.ts';

const rowsOf = (text: string): string[] =>
  recordsIn(text).flatMap((part) =>
    part.kind === 'records'
      ? part.records.map(({ fields }) => fields.map(([key, value]) => `${key}=${value}`).join(' '))
      : [],
  );

describe('rows are read from', () => {
  it.each([
    ["INSERT INTO t (name, age) VALUES ('Ann', 3), ('O''Hara', NULL);", ['name=Ann age=3', "name=O'Hara"]],
    ["CREATE TABLE t (id INT PRIMARY KEY, name TEXT);\nINSERT INTO t VALUES (1, 'Ann');", ['id=1 name=Ann']],
    ["SELECT name, SUM(x) AS sold FROM t\n[('Ann', 7), ('Bob', 2)]", ['name=Ann sold=7', 'name=Bob sold=2']],
    ['SELECT COUNT(*) FROM t\n[(37,)]', ['count=37']],
    [' name | age\n------+-----\n Ann  | 3\n(1 row)', ['name=Ann age=3']],
    ['+----+-----+\n| id | sum |\n+----+-----+\n| 1  | 20  |\n+----+-----+', ['id=1 sum=20']],
    [
      '| Area | City |\n|---|---|\n| North | Alba |\n| | Bexa |',
      ['Area=North City=Alba', 'Area=North City=Bexa'],
    ],
    [
      '| Plan | 2023 | | 2024 | |\n|---|---|---|---|---|\n| | Users | Price | Users | Price |\n| Pro | 4 | 15 | 5 | 18 |',
      ['Plan=Pro 2023 Users=4 2023 Price=15 2024 Users=5 2024 Price=18'],
    ],
    [
      'site:\n  alpha:\n    roles:\n      - web\n      - cache\n    port: 80',
      ['site alpha roles=web, cache site alpha port=80'],
    ],
    ['Sat: from 8 to 9\nSun: closed', ['Sat=from 8 to 9 Sun=closed']],
  ])('%s', (text, rows) => expect(rowsOf(text)).toEqual(rows));
});

it.each([
  [
    '<table><tr><td rowspan="2">Mon</td><td>A</td></tr><tr><td>B</td></tr></table>',
    '<table><tr><td>Mon</td><td>A</td></tr><tr><td>Mon</td><td>B</td></tr></table>',
  ],
  [
    '<table><tr><th rowspan=2>Model</th><th colspan=2>Weight</th></tr><tr><th>Empty</th><th>Full</th></tr><tr><td>K</td><td>1</td><td>2</td></tr></table>',
    '<table><tr><th>Model</th><th>Weight Empty</th><th>Weight Full</th></tr><tr><td>K</td><td>1</td><td>2</td></tr></table>',
  ],
  ['<table><tr><td>A</td></tr></table>', '<table><tr><td>A</td></tr></table>'],
])('writes merged cells into all their places: %s', (html, expected) => {
  expect(withoutSpans(html)).toBe(expected);
});

it('reads no rows of a query without a result', () => {
  expect(new SqlReader().rowsAt(["('Ann', 1)"], 0)).toBeUndefined();
  expect(new SqlReader().rowsAt(['SELECT the best of them'], 0)).toBeUndefined();
});

it('knows what a query restricts its rows to', () => {
  const text = "SELECT artist, SUM(q) AS sold FROM sales WHERE genre = 'Jazz' LIMIT 1\n[('Ann Lee', 70)]";
  const found = findAnswer('Which jazz artist sold the most?', [{ text, from: 'context' }]);
  expect(found?.value).toBe('Ann Lee');
});
