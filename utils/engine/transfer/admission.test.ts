import { expect, test } from 'vitest';
import { MiB } from '../../units.ts';
import { queuedFile } from '../testing/queued-file.ts';
import { createAdmission } from './admission.ts';

const photo = queuedFile({ sizeBytes: 10_000 });
const video = queuedFile({ sizeBytes: 500 * MiB });

/** Lets files begin until no more are admitted. @returns how many */
function fill(admission: ReturnType<typeof createAdmission>, file = photo): number {
  let count = 0;
  for (; count < 1_000 && admission.admits(file); count += 1) admission.enter(file);
  return count;
}

test('one batch begins, and each finished file admits one more, up to four batches', () => {
  const admission = createAdmission();
  const batch = fill(admission);
  expect(batch).toBeGreaterThan(1);
  admission.leave(photo);
  expect(fill(admission)).toBe(2);
  for (let round = 0; round < 10 * batch; round += 1) {
    admission.leave(photo);
    fill(admission);
  }
  for (let left = 0; left < 4 * batch; left += 1) admission.leave(photo);
  expect(fill(admission)).toBe(4 * batch);
});

test('large files leave space for small ones', () => {
  const admission = createAdmission();
  const large = fill(admission, video);
  expect(large).toBeLessThan(fill(admission));
  expect(admission.admits(photo)).toBe(false);
  admission.leave(video);
  expect(admission.admits(video)).toBe(true);
  expect(fill(admission, video)).toBe(1);
});

test('files in memory are limited by their bytes, and others do not count', () => {
  const admission = createAdmission();
  const light = queuedFile({ sizeBytes: 8 * MiB });
  const heavy = queuedFile({ sizeBytes: 8 * MiB + 1 });
  const count = fill(admission, light);
  expect(count * light.sizeBytes).toBe(128 * MiB);
  expect(admission.admits(heavy)).toBe(true);
  admission.leave(light);
  expect(admission.admits(light)).toBe(true);
});
