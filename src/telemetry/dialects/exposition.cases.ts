/** One family of an exposition, as {@link parseExposition} reads it. */
export interface ParsedFamily {
  readonly type: string;
  readonly samples: { name: string; labels: Record<string, string>; value: number }[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;

/**
 * Reads the Prometheus text format 0.0.4 strictly: for tests.
 *
 * @throws Error naming the line
 */
export function parseExposition(text: string): Map<string, ParsedFamily> {
  const families = new Map<string, ParsedFamily>();
  let helped = '';
  let current: { name: string; family: ParsedFamily } | undefined;
  if (!text.endsWith('\n')) throw new Error('The last line has no end');
  for (const line of text.slice(0, -1).split('\n')) {
    const fail = (reason: string): never => {
      throw new Error(`${reason}: ${line}`);
    };
    const help = /^# HELP (\S+) (.+)$/.exec(line);
    if (help) {
      helped = help[1] as string;
      continue;
    }
    const type = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line);
    if (type) {
      const [, name = '', kind = ''] = type;
      if (name !== helped || !NAME.test(name)) fail('No HELP line of this name before');
      if (families.has(name)) fail('The second family of this name');
      current = { name, family: { type: kind, samples: [] } };
      families.set(name, current.family);
      continue;
    }
    const sample = /^([^{ ]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? fail('Neither a comment nor a sample');
    const [, name = '', pairs = '', value = ''] = sample;
    if (!current) return fail('No family before');
    const suffixes =
      current.family.type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['', '_sum', '_count'];
    if (!suffixes.some((suffix) => name === current?.name + suffix)) fail('In the family of another name');
    if (!/^([+-]Inf|NaN|-?\d+(\.\d+)?(e[+-]?\d+)?)$/.test(value)) fail('The value is not a number');
    const number = value.endsWith('Inf') ? Number(`${value}inity`) : Number(value);
    current.family.samples.push({ name, labels: parseLabels(pairs, fail), value: number });
  }
  return families;
}

function parseLabels(pairs: string, fail: (reason: string) => never): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = pairs; rest !== ''; ) {
    const [all = '', name = '', value = ''] = LABEL.exec(rest) ?? fail('The labels are not labels');
    if (name in labels) fail('A label twice');
    labels[name] = value;
    rest = rest.slice(all.length);
  }
  return labels;
}
