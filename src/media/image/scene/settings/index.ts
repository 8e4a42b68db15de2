import type { Setting } from '../../prompt/vocabulary.ts';
import type { Stage, Stand } from '../stage.ts';
import { paintAbstract } from './abstract.ts';
import { paintCity } from './city.ts';
import { paintDesert, paintForest, paintMeadow } from './countryside.ts';
import { paintRoom, paintStudio } from './interiors.ts';
import { paintMountains } from './mountains.ts';
import { paintSpace } from './space.ts';
import { paintSea, paintUnderwater } from './waters.ts';

/** All settings. Each fills the whole image and returns where a motif stands. */
export const settings: Readonly<Record<Setting, (stage: Stage) => Stand>> = {
  mountains: paintMountains,
  meadow: paintMeadow,
  forest: paintForest,
  desert: paintDesert,
  sea: paintSea,
  underwater: paintUnderwater,
  city: paintCity,
  space: paintSpace,
  room: paintRoom,
  studio: paintStudio,
  abstract: paintAbstract,
};
