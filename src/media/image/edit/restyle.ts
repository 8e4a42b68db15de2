import { createRandom } from '../../../runtime/random.ts';
import { readPrompt } from '../prompt/read-prompt.ts';
import { lch, type Rgb, shade } from '../raster/colour.ts';
import { Painter } from '../raster/painter.ts';
import { copyRaster, hasAlpha, type Raster } from '../raster/raster.ts';
import { layCaption, paintCaption, paintLabel } from '../scene/caption.ts';
import type { Composition } from '../scene/compose.ts';
import { cutOut } from '../scene/cut-out.ts';
import { paintMotif } from '../scene/motifs/index.ts';
import { createPalette } from '../scene/palette.ts';
import type { Stage } from '../scene/stage.ts';
import { paintWeather } from '../scene/weather.ts';
import { clearGround } from './clear-ground.ts';

/** The same image in the light and colours of the prompt, with the object the prompt names added. */
export function restyle(source: Raster, { prompt, seed, transparent, detail }: Composition): Raster {
  const raster = copyRaster(source);
  const { width, height } = raster;
  const brief = readPrompt(prompt);
  const random = createRandom(seed).fork(prompt);
  const named = [
    ...Object.values(brief.partColours),
    ...brief.freeColours,
    ...(brief.motif ? [] : brief.motifColours),
  ];
  const tint =
    named[0] ??
    (brief.daytime === 'night'
      ? lch(0.4, 0.1, 265)
      : brief.daytime === 'sunset'
        ? lch(0.7, 0.14, 55)
        : lch(0.62, 0.1, random.fork('tint').int(360)));
  grade(raster, tint, named.length > 0 || brief.daytimeNamed ? 0.36 : 0.16);
  if (transparent && !hasAlpha(raster) && !clearGround(raster)) cutOut(raster, height);
  const caption = layCaption(prompt, width, height);
  const unit = Math.min(width, height);
  const bottom = height - (caption?.height ?? 0);
  const palette = createPalette(brief, random.fork('palette'));
  const painter = new Painter(raster);
  const stage: Stage = { painter, width, height, unit, bottom, brief, palette, random, detail };
  if (brief.motif) {
    const side = random.fork('side').chance(0.5) ? 0.27 : 0.73;
    const stand = {
      x: width * side,
      y: bottom - unit * 0.03,
      scale: unit * 0.17,
      aloft: { x: width * side, y: bottom * 0.34 },
      floor: brief.motif.kind !== 'person',
    };
    paintMotif(stage, stand, brief.motif);
  }
  if (!transparent) paintWeather(stage);
  if (caption && transparent) paintLabel(painter, caption);
  // The source may already have a caption, so the new one covers it completely.
  else if (caption) paintCaption(painter, caption, tint, 1);
  return raster;
}

/** Moves every colour towards a shade of the tint with the same lightness. */
function grade({ data }: Raster, tint: Rgb, strength: number): void {
  const shades = new Float32Array(256 * 3);
  for (let light = 0; light < 256; light++) shades.set(shade(tint, (light - 128) / 140), light * 3);
  for (let at = 0; at < data.length; at += 4) {
    const light = (data[at]! * 54 + data[at + 1]! * 183 + data[at + 2]! * 19) >> 8;
    for (let part = 0; part < 3; part++) {
      data[at + part] = data[at + part]! * (1 - strength) + shades[light * 3 + part]! * strength;
    }
  }
}
