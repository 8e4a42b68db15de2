import { describe, expect, it } from 'vitest';
import { ticksFor } from './axis.ts';
import type { ChartContent } from './chart.ts';
import { drawChart } from './draw-chart.ts';

const points = [30, 10, 20].map((y, index) => ({ label: `p${index}`, x: index, y }));
const chart: ChartContent = { kind: 'bar', title: 'Title', xLabel: 'x', yLabel: 'y', points };
const draw = (more: Partial<ChartContent> = {}) =>
  drawChart({ chart: { ...chart, ...more }, width: 320, height: 200 });

/** Columns in which a row has a saturated colour. */
function coloured(y: number, { data, width }: ReturnType<typeof draw>): number {
  let count = 0;
  for (let x = 0; x < width; x++) {
    const rgb = data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3);
    if (Math.max(...rgb) - Math.min(...rgb) > 60) count++;
  }
  return count;
}

describe('charts', () => {
  it('have bars as high as their values', () => {
    const picture = draw();
    const [low, middle, high] = [150, 95, 60].map((y) => coloured(y, picture)) as [number, number, number];
    expect(low).toBeGreaterThan(middle);
    expect(middle).toBeGreaterThan(high);
    expect(high).toBeGreaterThan(20);
  });

  it.each(['bar', 'line', 'pie', 'scatter'] as const)('of the kind %s are drawn of any numbers', (kind) => {
    expect(draw({ kind })).toEqual(draw({ kind }));
    for (const values of [[0], [5, 5], [1e-9, 1e12], [-3, 4]]) {
      const own = values.map((y, x) => ({ label: '', x, y }));
      expect(draw({ kind, points: own, title: '' }).data.every((value) => value >= 0)).toBe(true);
    }
  });

  it('have round values beside their axes', () => {
    expect(ticksFor([3, 47], true).values).toEqual([0, 10, 20, 30, 40, 50]);
    expect(ticksFor([-0.3, 0.25], false).values).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
    expect(ticksFor([7], false).values.length).toBeGreaterThan(1);
  });
});
