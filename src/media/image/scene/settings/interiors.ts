import { mix, type Rgb, shade } from '../../raster/colour.ts';
import { flat, linear, radial } from '../../raster/paint.ts';
import { Path } from '../../raster/path.ts';
import type { Stage, Stand } from '../stage.ts';

/** A wall with light from a window on it, and a table. */
export function paintRoom(stage: Stage): Stand {
  const { painter, palette, unit, width, height, bottom, brief } = stage;
  const random = stage.random.fork('room');
  const wall = palette.dark ? shade(palette.wall, -0.55) : palette.wall;
  painter.flood(
    linear(0, 0, width, height, [
      [0, shade(wall, 0.25)],
      [0.6, wall],
      [1, shade(wall, -0.22)],
    ]),
  );
  const edge = bottom * 0.7;
  const lean = unit * 0.16 * (random.chance(0.5) ? 1 : -1);
  for (const [column, row] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const x = width * 0.5 - unit * 0.36 + column * unit * 0.37;
    const y = bottom * 0.07 + row * unit * 0.25;
    const pane = new Path().polygon([
      [x, y],
      [x + unit * 0.34, y + lean * 0.3],
      [x + unit * 0.34 + lean * 0.4, y + unit * 0.22 + lean * 0.3],
      [x + lean * 0.4, y + unit * 0.22],
    ]);
    painter.soft(
      pane,
      flat(palette.dark ? [150, 170, 220] : [255, 250, 232], palette.dark ? 0.18 : 0.42),
      unit * 0.018,
    );
  }
  const board: Rgb = brief.partColours.ground ?? mix([176, 124, 82], wall, 0.15);
  const top = palette.dark ? shade(board, -0.4) : board;
  painter.fill(
    new Path().rect(0, edge, width, height - edge),
    linear(0, edge, 0, height, [
      [0, shade(top, 0.2)],
      [0.5, top],
      [1, shade(top, -0.3)],
    ]),
  );
  const grain = new Path();
  for (let line = 0; line < 26 * stage.detail; line++) {
    const y = edge + (height - edge) * random.next();
    grain.ellipse(
      width * random.next(),
      y,
      unit * (0.15 + 0.4 * random.next()),
      Math.max(0.5, unit * 0.0014),
    );
  }
  painter.fill(grain, flat(shade(top, -0.3), 0.25));
  painter.soft(
    new Path().rect(0, edge - unit * 0.004, width, unit * 0.01),
    flat(shade(top, -0.6), 0.4),
    unit * 0.012,
  );
  const pool = radial(width * 0.5, edge + unit * 0.1, unit * 0.75, [
    [0, [255, 248, 230], palette.dark ? 0.12 : 0.35],
    [1, [255, 248, 230], 0],
  ]);
  painter.fill(new Path().rect(0, edge, width, height - edge), pool);
  return {
    x: width / 2,
    y: bottom - unit * 0.08,
    scale: unit * 0.27,
    aloft: { x: width / 2, y: bottom * 0.5 },
    floor: true,
  };
}

/** A photo studio backdrop: one colour, a disc behind the subject, a softly lit floor. */
export function paintStudio(stage: Stage): Stand {
  const { painter, palette, unit, width, height, bottom, brief } = stage;
  const wall = palette.dark ? shade(palette.wall, -0.45) : palette.wall;
  const named = brief.partColours.background !== undefined;
  painter.flood(
    radial(width * 0.5, bottom * 0.42, Math.hypot(width, height) * 0.62, [
      [0, shade(wall, named ? 0.1 : 0.45)],
      [0.5, wall],
      [1, shade(wall, named ? -0.12 : -0.22)],
    ]),
  );
  if (!named) {
    const disc = new Path().ellipse(width / 2, bottom * 0.46, unit * 0.36);
    const paint = linear(0, bottom * 0.1, 0, bottom * 0.85, [
      [0, palette.accents[1]!, 0.42],
      [1, palette.accents[2]!, 0.2],
    ]);
    painter.fill(disc, paint);
  }
  const floor = radial(
    width / 2,
    bottom * 0.95,
    unit * 0.9,
    [
      [0, shade(wall, 0.5), 0.7],
      [1, wall, 0],
    ],
    unit * 0.2,
  );
  painter.fill(new Path().ellipse(width / 2, bottom * 0.95, unit * 0.9, unit * 0.2), floor);
  return {
    x: width / 2,
    y: bottom - unit * 0.07,
    scale: unit * 0.36,
    aloft: { x: width / 2, y: bottom * 0.5 },
    floor: true,
  };
}
