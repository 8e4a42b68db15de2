import { createRandom } from '../../../runtime/random.ts';
import { type Brief, readPrompt } from '../prompt/read-prompt.ts';
import type { Setting } from '../prompt/vocabulary.ts';
import { Painter } from '../raster/painter.ts';
import { createRaster, type Raster } from '../raster/raster.ts';
import { layCaption, paintCaption, paintLabel } from './caption.ts';
import { cutOut } from './cut-out.ts';
import { finish } from './finish.ts';
import { floats, paintCompanion, paintMotif } from './motifs/index.ts';
import { createPalette } from './palette.ts';
import { settings } from './settings/index.ts';
import type { Stage, Stand } from './stage.ts';
import { paintWeather } from './weather.ts';

export interface Composition {
  readonly prompt: string;
  readonly seed: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether to draw only the subject, on a transparent background. */
  readonly transparent: boolean;
  /** From 0, plain, to 1, rich. */
  readonly detail: number;
  /** Whether to draw the prompt as a caption. Defaults to true. */
  readonly captioned?: boolean;
}

/** Draws an image that follows the prompt. The same composition gives the same image, pixel by pixel. */
export function compose(composition: Composition): Raster {
  const { width, height, transparent, detail } = composition;
  const brief = readPrompt(composition.prompt);
  const raster = createRaster(width, height);
  const painter = new Painter(raster);
  const random = createRandom(composition.seed).fork(composition.prompt);
  const caption = composition.captioned === false ? undefined : layCaption(composition.prompt, width, height);
  const palette = createPalette(brief, random.fork('palette'));
  const stage: Stage = {
    painter,
    width,
    height,
    unit: Math.min(width, height),
    bottom: height - (caption?.height ?? 0),
    brief,
    palette,
    random,
    detail,
  };
  const setting = brief.setting ?? pickSetting(brief, stage);
  if (transparent && brief.motif) {
    paintMotif(stage, alone(stage), brief.motif);
  } else {
    const stand = settings[setting](stage);
    if (brief.companion) paintCompanion(stage, stand, brief.companion);
    if (brief.motif) paintMotif(stage, stand, brief.motif);
    if (!INDOORS.has(setting)) paintWeather(stage);
  }
  if (transparent && !brief.motif) cutOut(raster, stage.bottom);
  finish(raster, random.fork('grain').int(1 << 30), detail);
  if (caption && transparent) paintLabel(painter, caption);
  else if (caption) paintCaption(painter, caption, brief.motif ? palette.motif[0] : palette.accents[0]!);
  return raster;
}

const INDOORS: ReadonlySet<Setting> = new Set(['room', 'studio', 'abstract', 'underwater', 'space']);

/**
 * Picks a setting for a prompt that names nothing drawable: a plain backdrop or mountains if it names a
 * background colour, a sky colour, a time of day or weather; otherwise abstract shapes or a landscape.
 */
function pickSetting({ daytimeNamed, weather, partColours }: Brief, { random }: Stage): Setting {
  if (partColours.background) return 'studio';
  if (daytimeNamed || weather !== 'clear' || partColours.sky) return 'mountains';
  return random.fork('setting').pick(['abstract', 'mountains', 'abstract', 'sea', 'space']);
}

/** Places the subject in the middle, as large as fits. */
function alone({ width, bottom, unit, brief }: Stage): Stand {
  const scale = Math.min(unit * 0.42, bottom * 0.42);
  const middle = bottom * 0.5;
  const y = brief.motif && floats(brief.motif) ? middle + scale : middle + scale * 0.98;
  return { x: width / 2, y, scale, aloft: { x: width / 2, y: middle }, floor: false };
}
