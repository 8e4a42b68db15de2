import { flat } from '../raster/paint.ts';
import { Path } from '../raster/path.ts';
import { paintMist } from './sky.ts';
import { amount, type Stage } from './stage.ts';

/** Paints precipitation and fog in front of everything. */
export function paintWeather(stage: Stage): void {
  const { painter, width, height, unit, brief, bottom } = stage;
  const random = stage.random.fork('weather');
  if (brief.weather === 'fog') {
    paintMist(stage, bottom * 0.5, bottom * 0.8, 0.4);
    paintMist(stage, bottom * 0.75, bottom * 1.05, 0.45);
  }
  if (brief.weather === 'snow') {
    for (const near of [0, 0.5, 1]) {
      const flakes = new Path();
      for (let flake = 0; flake < amount(stage, 30, 150) * (1.2 - near); flake++) {
        flakes.ellipse(
          width * random.next(),
          height * random.next(),
          unit * (0.0016 + 0.005 * near) * (0.6 + 0.8 * random.next()),
        );
      }
      if (near === 1) painter.soft(flakes, flat([255, 255, 255]), unit * 0.003, 0.8);
      else painter.fill(flakes, flat([255, 255, 255], 0.75));
    }
  }
  if (brief.weather === 'rain') {
    const drops = new Path();
    for (let drop = 0; drop < amount(stage, 80, 420); drop++) {
      const [x, y] = [width * (random.next() * 1.2 - 0.1), height * random.next()];
      const length = unit * (0.025 + 0.045 * random.next());
      const half = Math.max(0.4, unit * 0.0007);
      drops.polygon([
        [x - half, y],
        [x + half, y],
        [x + half - length * 0.22, y + length],
        [x - half - length * 0.22, y + length],
      ]);
    }
    painter.fill(drops, flat([220, 230, 242], 0.4));
  }
}
