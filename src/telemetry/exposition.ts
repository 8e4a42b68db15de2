import type { Distribution } from './distribution.ts';

/**
 * Prometheus text exposition format 0.0.4: one HELP and one TYPE line per family, followed by its samples.
 */
export interface Exposition {
  /** Starts a family; subsequent samples belong to it. */
  family(name: string, type: 'counter' | 'gauge' | 'histogram' | 'summary', help: string): void;
  /** `labels` comes from {@link toLabels}; `suffix` is `_sum`, `_count` or `_bucket`. */
  sample(value: number, labels?: string, suffix?: string): void;
  /** Writes all buckets, the sum and the count of one histogram. */
  histogram(labels: string, bounds: readonly number[], values: Distribution): void;
  text(): string;
}

/** Content type of the Prometheus text format. */
export const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * @example
 * const exposition = createExposition();
 * exposition.family('requests_total', 'counter', 'Requests.');
 * exposition.sample(3, toLabels({ method: 'GET' }));
 * exposition.text(); // '# HELP requests_total Requests.\n# TYPE requests_total counter\nrequests_total{method="GET"} 3\n'
 */
export function createExposition(): Exposition {
  const lines: string[] = [];
  let family = '';
  const sample: Exposition['sample'] = (value, labels = '', suffix = '') => {
    lines.push(`${family}${suffix}${labels === '' ? '' : `{${labels}}`} ${toNumber(value)}`);
  };
  return {
    family(name, type, help) {
      family = name;
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    },
    sample,
    histogram(labels, bounds, values) {
      const others = labels === '' ? '' : `${labels},`;
      const cumulative = values.upTo(bounds);
      bounds.forEach((bound, index) => {
        sample(cumulative[index] ?? 0, `${others}le="${toBound(bound)}"`, '_bucket');
      });
      sample(values.count, `${others}le="+Inf"`, '_bucket');
      sample(values.sum, labels, '_sum');
      sample(values.count, labels, '_count');
    },
    text: () => `${lines.join('\n')}\n`,
  };
}

/** Label pairs without braces, with escaped values. */
export function toLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeValue(value)}"`)
    .join(',');
}

/** Formats a bucket bound like Prometheus's Python client, since dashboards match on it: `1.0`, `0.25`. */
function toBound(bound: number): string {
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
}

function escapeValue(value: string): string {
  return /["\\\n]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
    : value;
}

function toNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}
