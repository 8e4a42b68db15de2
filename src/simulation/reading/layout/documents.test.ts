import { describe, expect, it } from 'vitest';
import { layoutAsked } from './asked.ts';

describe('tables that are asked for', () => {
  it.each([
    ['Write it as CSV with the header name,age. Ann is 30.', ['name', 'age'], ',', true],
    [
      'Create a markdown table with columns Product, Price and Stock from this: …',
      ['Product', 'Price', 'Stock'],
      '|',
      true,
    ],
    [
      'Output one CSV line without a header, in the order: guest,room (a number).',
      ['guest', 'room'],
      ',',
      false,
    ],
    [
      'Give me CSV with semicolons as separators and the columns city;population.',
      ['city', 'population'],
      ';',
      true,
    ],
    ['Output a TSV with columns id and status: order 11 is shipped.', ['id', 'status'], '\t', true],
    [
      'Summarise it as a markdown table:\n\n| Task | Owner |\n|---|---|\n| ... | ... |\n\nAnn writes.',
      ['Task', 'Owner'],
      '|',
      true,
    ],
    ['Output CSV. Columns:\n- day: ISO date\n- sum: number\n\nOn 3 May I paid 4.', ['day', 'sum'], ',', true],
    ['Convert this JSON to CSV:\n[{"a": 1, "b": 2}, {"a": 3, "b": 4}]', ['a', 'b'], ',', true],
  ])('%s', (text, columns, separator, header) =>
    expect(layoutAsked([text])?.layout).toMatchObject({ kind: 'table', columns, separator, header }),
  );

  it.each([
    'Write a Python script that reads a CSV file with columns name and age.',
    'Convert this CSV to JSON with keys name and age:\nname,age\nAnn,30\nBob,25',
    'From the following CSV, who is oldest?\nname,age\nAnn,31\nTom,44',
    'How do I create a pivot table with columns region and sales?',
    'What is a CSV file?',
  ])('none in: %s', (text) => expect(layoutAsked([text])).toBeUndefined());

  it('leaves the notes without what they say of the table', () =>
    expect(
      layoutAsked([
        'Rewrite the notes as a Markdown table with the columns Ship and Port. Only the table.\n\nThe Ann lies in Rome.',
      ])?.source,
    ).toEqual(['The Ann lies in Rome.']));
});

describe('trees that are asked for', () => {
  it.each([
    [
      'Answer in this format:\n<person><name>...</name><home><city>...</city></home></person>\n\nAnn lives in Rome.',
      {
        notation: 'xml',
        root: 'person',
        schema: { properties: { name: {}, home: { properties: { city: {} } } } },
      },
    ],
    [
      'Extract the contacts as XML:\n<contacts><contact><name>...</name></contact></contacts>\n\nAnn and Bob.',
      { root: 'contacts', schema: { properties: { contact: { type: 'array' } } } },
    ],
    [
      'Extract it as XML with the root element <order> and the child elements <id> and <total>.\n\nOrder 7 costs 5.',
      { root: 'order', schema: { required: ['id', 'total'] } },
    ],
    ['Convert this JSON to XML: {"order": {"id": 11}}', { root: 'order', schema: { const: { id: 11 } } }],
    [
      'Turn the note into YAML with the keys port and owner, between lines of three dashes.\n\nNote: Ann owns it.',
      { notation: 'yaml', schema: { required: ['port', 'owner'] }, before: '---\n', after: '\n---' },
    ],
    [
      'Output YAML in this format:\n\nname: <full name>\nskills:\n  - <skill>\nhome:\n  city: <city>\n\nAnn knows Rust.',
      {
        notation: 'yaml',
        schema: { properties: { skills: { type: 'array' }, home: { required: ['city'] } } },
      },
    ],
    ['Convert to YAML: {"a": [1]}', { notation: 'yaml', schema: { const: { a: [1] } } }],
  ])('%s', (text, layout) => expect(layoutAsked([text])?.layout).toMatchObject({ kind: 'tree', ...layout }));

  it.each([
    'Explain what this does: <a><b>The sea is wide and deep.</b></a>',
    'What is XML?',
    'Is YAML a superset of JSON?',
  ])('none in: %s', (text) => expect(layoutAsked([text])).toBeUndefined());
});
