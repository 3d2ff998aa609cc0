import { epochMs, md5 } from '../../units.ts';
import type { FileEvent } from '../file/file.ts';

/** The events of a file from the queue to its end at time 1,000. */
export const toDone: FileEvent[] = [
  { type: 'started' },
  { type: 'hashComputed', md5: md5('d41d8cd98f00b204e9800998ecf8427e'), proof: 'checksum' },
  { type: 'uploadStarted' },
  { type: 'confirmed', outcome: 'uploaded', at: epochMs(1_000) },
];
