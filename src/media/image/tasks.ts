import { TaskResult } from '../worker-task.ts';
import { drawChart } from './chart/draw-chart.ts';
import { coarsen } from './coarsen.ts';
import { createCodecs } from './codecs/codecs.ts';
import { collage } from './edit/collage.ts';
import { type Mask, maskOf, repaint } from './edit/repaint.ts';
import { restyle } from './edit/restyle.ts';
import { vary } from './edit/vary.ts';
import type { Raster } from './raster/raster.ts';
import { coverWindow, resample } from './raster/resample.ts';
import type { ChartJob, EditJob, GenerateJob, ImageOutput, VaryJob } from './renderer.ts';
import { compose } from './scene/compose.ts';
import { ImageUnreadable } from './unreadable.ts';

/**
 * Each worker thread has its own copy of this module, and only here can a codec's WebAssembly memory be kept
 * from one image to the next.
 */
const codecs = createCodecs();

export async function generateTask(job: GenerateJob): Promise<TaskResult> {
  return encoded(coarsen(compose(job), doneOf(job), job.seed), job.output);
}

export async function editTask(job: EditJob): Promise<TaskResult> {
  const { width, height, images, mask, seed } = job;
  const done = doneOf(job);
  if (mask) {
    const [first, ...rest] = images;
    const source = await fitted(first!, width, height);
    const masked = await readMask(mask, width, height);
    const content = (size: { width: number; height: number }) =>
      coarsen(compose({ ...job, ...size, captioned: masked.whole }), done, seed);
    const cards: Raster[] = [];
    for (const image of rest) cards.push(await card(image, width, height));
    return encoded(repaint(source, masked, content, cards), job.output);
  }
  if (images.length === 1) {
    const source = await fitted(images[0]!, width, height);
    return encoded(coarsen(restyle(source, job), done, seed), job.output);
  }
  const cards: Raster[] = [];
  for (const image of images) cards.push(await card(image, width, height));
  return encoded(coarsen(collage(cards, job), done, seed), job.output);
}

export async function varyTask({ image, seed, width, height, output }: VaryJob): Promise<TaskResult> {
  return encoded(vary(await fitted(image, width, height), seed), output);
}

export async function chartTask(job: ChartJob): Promise<TaskResult> {
  return encoded(drawChart(job), job.output);
}

function doneOf({ step, steps }: { readonly step?: number; readonly steps?: number }): number {
  return step === undefined || steps === undefined || steps <= 0 ? 1 : Math.min(1, Math.max(0, step / steps));
}

async function encoded(raster: Raster, output: ImageOutput): Promise<TaskResult> {
  const bytes = await codecs.encode(raster, output);
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  return new TaskResult(own, [own.buffer as ArrayBuffer]);
}

/** Decodes an image, crops it to the requested aspect ratio and scales it to the requested size. */
async function fitted(bytes: Uint8Array, width: number, height: number): Promise<Raster> {
  const { raster } = await codecs.decode(bytes);
  return resample(raster, width, height, coverWindow(raster, width, height));
}

/** Decodes an image in its own aspect ratio, scaled down to the largest size it can be shown at. */
async function card(bytes: Uint8Array, width: number, height: number): Promise<Raster> {
  const { raster } = await codecs.decode(bytes);
  const scale = Math.min(1, Math.max(width / raster.width, height / raster.height));
  return resample(
    raster,
    Math.max(1, Math.round(raster.width * scale)),
    Math.max(1, Math.round(raster.height * scale)),
  );
}

async function readMask(bytes: Uint8Array, width: number, height: number): Promise<Mask> {
  const { raster, alpha } = await codecs.decode(bytes);
  if (!alpha) throw new ImageUnreadable('mask_alpha', 'A mask needs an alpha channel');
  return maskOf(raster, width, height);
}
