import { lch, type Rgb } from '../raster/colour.ts';
import { flat } from '../raster/paint.ts';
import { Painter } from '../raster/painter.ts';
import { Path, type Point } from '../raster/path.ts';
import { createRaster, type Raster } from '../raster/raster.ts';
import { textPath, typeset } from '../text/typeset.ts';
import { type Ticks, ticksFor, tickText } from './axis.ts';
import type { ChartContent } from './chart.ts';

/** A chart and its size in pixels. */
export interface ChartPicture {
  readonly chart: ChartContent;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a chart: the same data gives the same picture, pixel by pixel.
 *
 * @example
 * drawChart({ chart: { kind: 'bar', title: 'Sales', points, … }, width: 800, height: 500 });
 */
export function drawChart({ chart, width, height }: ChartPicture): Raster {
  const pen = new Pen(new Painter(createRaster(width, height)));
  pen.painter.flood(flat(PAPER));
  pen.text(chart.title, width / 2, pen.size * 1.9, { size: pen.size * 1.25, width: width * 0.9 });
  if (chart.kind === 'pie') drawPie(pen, chart);
  else drawPlot(pen, chart);
  return pen.painter.raster;
}

const PAPER: Rgb = [255, 255, 255];
const INK: Rgb = [40, 42, 48];
const GRID: Rgb = [222, 224, 228];
const MAIN: Rgb = lch(0.58, 0.13, 250);

/** Hues that neighbours can be told apart by. */
const colourOf = (index: number): Rgb => lch(0.66 - 0.06 * (index % 2), 0.13, (250 + index * 137.5) % 360);

interface Written {
  readonly size?: number;
  /** In pixels; what is longer is cut. */
  readonly width?: number;
  /** Where `x` is. */
  readonly anchor?: 'start' | 'middle' | 'end';
}

class Pen {
  readonly painter: Painter;
  readonly width: number;
  readonly height: number;
  /** Of ordinary text, in pixels. */
  readonly size: number;

  constructor(painter: Painter) {
    this.painter = painter;
    this.width = painter.raster.width;
    this.height = painter.raster.height;
    this.size = Math.max(9, Math.min(this.width, this.height) * 0.028);
  }

  text(text: string, x: number, y: number, written: Written = {}): void {
    const { size = this.size, width = this.width, anchor = 'middle' } = written;
    const { lines, widths } = typeset(text, size, width, 1);
    const [line] = lines;
    if (line === undefined) return;
    const shift = anchor === 'start' ? 0 : anchor === 'middle' ? widths[0]! / 2 : widths[0]!;
    this.painter.fill(textPath(line, size, x - shift, y), flat(INK));
  }

  line(points: readonly Point[], colour: Rgb, width: number): void {
    this.painter.fill(new Path().stroke(points, width), flat(colour));
  }

  dot(x: number, y: number, colour: Rgb): void {
    this.painter.fill(new Path().ellipse(x, y, this.size * 0.36), flat(colour));
  }
}

/** Where the values of a chart are on the picture. */
interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: Ticks;
  y(value: number): number;
}

function drawPlot(pen: Pen, chart: ChartContent): void {
  const { points, kind } = chart;
  const ticks = ticksFor(
    points.map(({ y }) => y),
    kind === 'bar',
  );
  const { size, width, height } = pen;
  const widest = Math.max(...ticks.values.map((value) => tickText(value).length));
  const [top, bottom] = [size * 4.4, height - size * 4.6];
  const y = (value: number): number =>
    bottom - ((value - ticks.from) / (ticks.to - ticks.from)) * (bottom - top);
  const frame: Frame = { left: size * (2.5 + 0.62 * widest), right: width - size * 2, top, bottom, ticks, y };
  drawFrame(pen, frame, chart);
  if (kind === 'scatter') drawScatter(pen, frame, chart);
  else drawSeries(pen, frame, chart);
}

function drawFrame(
  pen: Pen,
  { left, right, bottom, top, ticks, y }: Frame,
  { xLabel, yLabel }: ChartContent,
): void {
  const { size } = pen;
  for (const value of ticks.values) {
    const at = y(value);
    pen.line(
      [
        [left, at],
        [right, at],
      ],
      value === 0 ? INK : GRID,
      1,
    );
    pen.text(tickText(value), left - size * 0.6, at + size * 0.35, { anchor: 'end' });
  }
  pen.line(
    [
      [left, top],
      [left, bottom],
    ],
    INK,
    1.4,
  );
  pen.line(
    [
      [left, bottom],
      [right, bottom],
    ],
    INK,
    1.4,
  );
  pen.text(yLabel, size * 0.8, top - size * 1.1, { anchor: 'start', width: pen.width / 2 });
  pen.text(xLabel, (left + right) / 2, pen.height - size * 1.2, { width: pen.width / 2 });
}

/** Bars, or a line, over labels at equal distances. */
function drawSeries(pen: Pen, { left, right, bottom, y }: Frame, { kind, points }: ChartContent): void {
  const step = (right - left) / points.length;
  const at = (index: number): number => left + (index + 0.5) * step;
  if (kind === 'line') {
    const path = points.map((point, index): Point => [at(index), y(point.y)]);
    pen.line(path.length > 1 ? path : [path[0]!, path[0]!], MAIN, Math.max(2, pen.size * 0.18));
    for (const [x, height] of path) pen.dot(x, height, MAIN);
  } else {
    for (const [index, point] of points.entries()) {
      const [one, other] = [y(point.y), y(0)];
      const bar = new Path().rect(
        at(index) - step * 0.36,
        Math.min(one, other),
        step * 0.72,
        Math.abs(one - other),
      );
      pen.painter.fill(bar, flat(MAIN));
    }
  }
  // Labels that have no room are left out.
  const every = Math.ceil((pen.size * 3.2) / step);
  for (const [index, { label }] of points.entries())
    if (index % every === 0)
      pen.text(label, at(index), bottom + pen.size * 1.6, { width: step * every * 0.94 });
}

function drawScatter(pen: Pen, { left, right, bottom, y }: Frame, { points }: ChartContent): void {
  const { from, to, values } = ticksFor(
    points.map((point) => point.x),
    false,
  );
  const x = (value: number): number => left + ((value - from) / (to - from)) * (right - left);
  for (const value of values) pen.text(tickText(value), x(value), bottom + pen.size * 1.6);
  for (const point of points) pen.dot(x(point.x), y(point.y), MAIN);
}

/** Slices counter-clockwise from the right, as in the usual libraries. */
function drawPie(pen: Pen, { points }: ChartContent): void {
  const { width, height, size } = pen;
  const total = points.reduce((sum, { y }) => sum + y, 0);
  const radius = Math.min(width, height) * 0.34;
  const [cx, cy] = [width / 2, height / 2 + size];
  let turned = 0;
  for (const [index, { label, y: value }] of points.entries()) {
    const share = value / total;
    // All may be zero.
    if (!(share > 0)) continue;
    const [from, to] = [-turned * 2 * Math.PI, -(turned + share) * 2 * Math.PI];
    const slice = new Path().move(cx, cy).arc(cx, cy, radius, radius, from, to);
    pen.painter.fill(slice, flat(colourOf(index)));
    const middle = (from + to) / 2;
    const anchor = Math.cos(middle) < 0 ? 'end' : 'start';
    const [dx, dy] = [Math.cos(middle), Math.sin(middle)];
    const room = width / 2 - radius - size * 2;
    pen.text(label, cx + dx * radius * 1.1, cy + dy * radius * 1.1 + size * 0.35, { anchor, width: room });
    if (share >= 0.04)
      pen.text(
        `${(share * 100).toFixed(1)}%`,
        cx + dx * radius * 0.62,
        cy + dy * radius * 0.62 + size * 0.35,
      );
    turned += share;
  }
}
