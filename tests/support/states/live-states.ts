import type { LiveProgress } from '../../../utils/domain/progress/progress.ts';
import { epochMs } from '../../../utils/units.ts';

/** A copy as the popup shows it. */
export const moving: LiveProgress = {
  at: epochMs(Date.UTC(2026, 10, 23, 12)),
  step: 'uploading',
  bytesUnderWay: 0,
  quietMs: 0,
  bytesPerSecond: 6.1e6,
  perSecond: { received: 6.2e6, sent: 6.1e6 },
  files: [],
  finished: [],
  secondsLeft: { min: 47_000, max: 63_000 },
  lastFile: 'IMG_2231.HEIC',
  waiting: null,
  notes: [],
};
const place = (photo: string, folder: string) => ({ key: photo, photo, folder });
/** The same with the photos that the transfer page shows. */
export const withFiles: LiveProgress = {
  ...moving,
  files: [
    {
      ...place('a', 'Italia 2012'),
      name: 'IMG_2232.HEIC',
      sizeBytes: 3_100_000,
      step: 'send',
      doneBytes: 2_200_000,
    },
    {
      ...place('b', 'Sommer'),
      name: 'IMG_2233.MOV',
      sizeBytes: 184_000_000,
      step: 'get',
      doneBytes: 61_000_000,
    },
    {
      ...place('c', 'Ein Ordner, der länger heißt als die meisten anderen'),
      name: 'IMG_2233 – a name that is longer than most of them are.HEIC.json',
      sizeBytes: 2_048,
      step: 'check',
      doneBytes: 2_048,
    },
  ],
  finished: [
    {
      photo: 'd',
      folder: 'Italia 2012',
      places: 7,
      name: 'IMG_2231.HEIC',
      sizeBytes: 2_900_000,
      proof: 'checksum',
    },
    {
      photo: 'e',
      folder: 'Italia 2012',
      places: 1,
      name: 'IMG_2230.JPG',
      sizeBytes: 4_100_000,
      proof: 'size',
    },
  ],
};
/** Apple asks for a wait. */
export const waiting: LiveProgress = {
  ...moving,
  step: 'waiting',
  waiting: {
    error: { code: 'rate-limited', detail: '', service: 'icloud' },
    until: epochMs(Date.UTC(2026, 10, 23, 12, 12)),
  },
};
/** There is no network. */
export const offline: LiveProgress = {
  ...waiting,
  waiting: {
    error: { code: 'offline', detail: '', service: 'jottacloud' },
    until: epochMs(Date.UTC(2026, 10, 23, 12, 1)),
  },
};
