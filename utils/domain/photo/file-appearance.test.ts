import { expect, test } from 'vitest';
import { fileAppearance } from './file-appearance.ts';

test.each([
  ['IMG_1.HEIC', 'photo'],
  ['IMG_1 (7F3A).MOV', 'video'],
  ['clip.of.mine.mp4', 'video'],
  ['IMG_1.HEIC.json', 'document'],
  ['IMG_1.AAE', 'document'],
  ['without an end', 'photo'],
])('%s is drawn as a %s', (name, appearance) => {
  expect(fileAppearance(name)).toBe(appearance);
});
