import { expect, test } from 'vitest';
import { MANIFEST_FOLDER } from './manifest.ts';
import { isManifestFile, manifestPath, parseManifestName } from './manifest-name.ts';

const id = '0a1b2c3d';

test.each([
  [1, 0, 'a'],
  [2, 0, 'b'],
  [3, 0, 'a'],
  [3, 1, '001'],
  [4, 20, '020'],
])('generation %d, part %d is in slot %s', (generation, part, slot) => {
  const path = manifestPath({ id, generation, part });
  expect(path).toBe(`${MANIFEST_FOLDER}/manifest-${id}-${slot}.jsonl.gz`);
  const name = path.slice(MANIFEST_FOLDER.length + 1);
  expect(parseManifestName(name)).toEqual({ id, slot: part === 0 ? slot : part });
});

test.each([
  'manifest-0a1b2c3d-a.jsonl',
  'manifest-0a1b2c3-a.jsonl.gz',
  'manifest-0a1b2c3d-000.jsonl.gz',
  'manifest-0a1b2c3d-c.jsonl.gz',
  'manifest-0a1b2c3d-a.jsonl (1).gz',
  'IMG_0001.HEIC',
])('%s is no file of a manifest', (name) => {
  expect(parseManifestName(name)).toBeNull();
});

test.each([
  ['Fotoflytt/manifest-0a1b2c3d-a.jsonl.gz', true],
  ['Fotoflytt/lease-0a1b2c3d.json', true],
  ['fotoflytt/manifest-0a1b2c3d-001.jsonl.gz', true],
  ['Fotoflytt/IMG_0001.HEIC', false],
  ['manifest-0a1b2c3d-a.jsonl.gz', false],
  ['Rom/Fotoflytt/manifest-0a1b2c3d-a.jsonl.gz', false],
])('%s is a file of ours: %s', (path, isOurs) => {
  expect(isManifestFile(path)).toBe(isOurs);
});
