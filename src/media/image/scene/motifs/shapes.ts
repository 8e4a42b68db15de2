import { mix, type Rgb, shade } from '../../raster/colour.ts';
import type { Point } from '../../raster/path.ts';
import type { Brush } from './brush.ts';

/** A geometric shape: circle, star, heart and so on. */
export function paintShape(brush: Brush, shape: string, rgb: Rgb, pale: Rgb): void {
  const light = mix(pale, [255, 255, 255], 0.4);
  if (shape === 'circle') brush.ball(rgb, 0, -1, 0.98);
  else if (shape === 'square') brush.form(rgb, (path) => path.rect(-0.86, -1.86, 1.72, 1.72, 0.1), 0.35);
  else if (shape === 'triangle')
    brush.form(
      rgb,
      (path) =>
        path.polygon([
          [0, -1.95],
          [1.02, -0.15],
          [-1.02, -0.15],
        ]),
      0.35,
    );
  else if (shape === 'hexagon')
    brush.form(rgb, (path) => path.polygon(corners(6, () => 1, -Math.PI / 2)), 0.35);
  else if (shape === 'star')
    brush.form(
      rgb,
      (path) => path.polygon(corners(10, (corner) => (corner % 2 === 0 ? 1.05 : 0.45), -Math.PI / 2)),
      0.35,
    );
  else if (shape === 'heart') {
    brush.form(
      rgb,
      (path) =>
        path
          .move(0, -0.1)
          .cubic(-0.5, -0.55, -1.02, -0.92, -1.02, -1.38)
          .cubic(-1.02, -1.98, -0.24, -2.02, 0, -1.5)
          .cubic(0.24, -2.02, 1.02, -1.98, 1.02, -1.38)
          .cubic(1.02, -0.92, 0.5, -0.55, 0, -0.1),
      0.4,
    );
    brush.soft(light, (path) => path.ellipse(-0.52, -1.5, 0.13, 0.18), 0.12, 0.6);
  } else {
    const girdle: Point[] = [
      [-0.95, -1.3],
      [-0.45, -1.3],
      [0.45, -1.3],
      [0.95, -1.3],
    ];
    brush.form(
      rgb,
      (path) =>
        path.polygon([
          [-0.55, -1.8],
          [0.55, -1.8],
          [0.95, -1.3],
          [0, -0.1],
          [-0.95, -1.3],
        ]),
      0.3,
    );
    brush.form(
      shade(rgb, 0.45),
      (path) => path.polygon([[-0.25, -1.8], [0.25, -1.8], girdle[2]!, girdle[1]!]),
      0.1,
      0.75,
    );
    brush.form(shade(rgb, -0.3), (path) => path.polygon([girdle[2]!, girdle[3]!, [0, -0.1]]), 0.1, 0.7);
    brush.form(shade(rgb, 0.3), (path) => path.polygon([girdle[0]!, girdle[1]!, [0, -0.1]]), 0.1, 0.6);
    brush.form(shade(rgb, -0.2), (path) => path.polygon([[0.55, -1.8], girdle[3]!, girdle[2]!]), 0.1, 0.5);
  }
}

function corners(count: number, reach: (corner: number) => number, from: number): Point[] {
  return Array.from({ length: count }, (_, corner): Point => {
    const angle = from + (corner / count) * Math.PI * 2;
    return [Math.cos(angle) * reach(corner), -1 + Math.sin(angle) * reach(corner)];
  });
}
