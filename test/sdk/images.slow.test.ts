import { describe } from 'vitest';
import { imageCases } from './cases/images.ts';
import { openInProcess, openOnSocket } from './world.ts';

describe('images with the official client, in process', () => imageCases(openInProcess));
describe('images with the official client, over a socket', () => imageCases(openOnSocket));
