import { expect, test } from 'vitest';
import { MAX_PICTURES_ASKED } from './protocol.ts';
import { isRequest } from './requests.ts';

const refs = (count: number): string[] => Array.from({ length: count }, (_, at) => `photo ${at}`);

test('a page asks for twelve pictures at the most, by name', () => {
  expect(isRequest('readPictures', { refs: refs(MAX_PICTURES_ASKED) })).toBe(true);
  expect(isRequest('readPictures', { refs: refs(MAX_PICTURES_ASKED + 1) })).toBe(false);
  expect(isRequest('readPictures', { refs: [1] })).toBe(false);
  expect(isRequest('readPictures', { refs: 'photo' })).toBe(false);
});

test('a preview and a comparison are asked for by one photo', () => {
  for (const name of ['readPreview', 'compareFile']) {
    expect(isRequest(name, { photo: 'private:PrimarySync/A' })).toBe(true);
    expect(isRequest(name, { photo: ['private:PrimarySync/A'] })).toBe(false);
    expect(isRequest(name, {})).toBe(false);
  }
});
