import { coarsen } from '../coarsen.ts';
import { coverageOf } from '../raster/coverage.ts';
import { flat } from '../raster/paint.ts';
import { Painter } from '../raster/painter.ts';
import { Path } from '../raster/path.ts';
import { createRaster, type Raster } from '../raster/raster.ts';
import { coverWindow, resample, type Window } from '../raster/resample.ts';
import { layCaption, paintCaption, paintLabel } from '../scene/caption.ts';
import { type Composition, compose } from '../scene/compose.ts';

/** Combines several images into one, as cards in front of a blurred scene composed from the prompt. */
export function collage(pictures: readonly Raster[], job: Composition): Raster {
  const { width, height, prompt, transparent } = job;
  const ground = transparent
    ? createRaster(width, height)
    : coarsen(compose({ ...job, captioned: false }), 0.4, job.seed);
  const painter = new Painter(ground);
  const caption = layCaption(prompt, width, height);
  placeCards(painter, pictures, { x: 0, y: 0, width, height: height - (caption?.height ?? 0) });
  if (caption && transparent) paintLabel(painter, caption);
  else if (caption) paintCaption(painter, caption, [255, 255, 255]);
  return ground;
}

/** Places images in a rectangle, in rows, with gaps, rounded corners and shadows. */
export function placeCards(painter: Painter, pictures: readonly Raster[], area: Window): void {
  const count = pictures.length;
  const columns = Math.max(1, Math.min(count, Math.round(Math.sqrt((count * area.width) / area.height))));
  const rows = Math.ceil(count / columns);
  const gap = Math.min(area.width, area.height) * 0.04;
  const cellHeight = (area.height - gap * (rows + 1)) / rows;
  for (const [index, picture] of pictures.entries()) {
    const row = Math.floor(index / columns);
    // The last row may have fewer images, which then share its width.
    const inRow = Math.min(columns, count - row * columns);
    const cellWidth = (area.width - gap * (inRow + 1)) / inRow;
    const x = Math.round(area.x + gap + (index % columns) * (cellWidth + gap));
    const y = Math.round(area.y + gap + row * (cellHeight + gap));
    placeCard(painter, picture, { x, y, width: Math.round(cellWidth), height: Math.round(cellHeight) });
  }
}

function placeCard(painter: Painter, picture: Raster, { x, y, width, height }: Window): void {
  if (width < 1 || height < 1) return;
  const { raster } = painter;
  const round = Math.min(width, height) * 0.05;
  const path = new Path().rect(x, y, width, height, round);
  painter.soft(
    new Path().rect(x, y + round * 0.4, width, height, round),
    flat([8, 8, 14]),
    Math.max(1, round * 0.9),
    0.5,
  );
  const inside = coverageOf(path, { left: 0, top: 0, right: raster.width, bottom: raster.height });
  if (!inside) return;
  const scaled = resample(picture, width, height, coverWindow(picture, width, height));
  for (let row = 0; row < inside.height; row++) {
    for (let column = 0; column < inside.width; column++) {
      const from = ((inside.top + row - y) * width + inside.left + column - x) * 4;
      const to = ((inside.top + row) * raster.width + inside.left + column) * 4;
      const alpha = (inside.values[row * inside.width + column]! * scaled.data[from + 3]!) / 255;
      if (alpha <= 0) continue;
      const kept = (raster.data[to + 3]! / 255) * (1 - alpha);
      const sum = alpha + kept;
      for (let part = 0; part < 3; part++) {
        raster.data[to + part] = (scaled.data[from + part]! * alpha + raster.data[to + part]! * kept) / sum;
      }
      raster.data[to + 3] = sum * 255;
    }
  }
}
