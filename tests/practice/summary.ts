import type { Services } from '../support/start-services.ts';
import { type Verification, promisedOriginals } from '../support/verify-copy.ts';

/** A finished practice run. */
export interface PracticeResult {
  services: Services;
  verification: Verification;
  durationMs: number;
  /** What the check of the connection found. */
  connection: string;
  /** Where to look: what, and its address. */
  outputs: [what: string, where: string][];
}

/** The table that a practice run ends with, and below it what is wrong. */
export function summarise(result: PracticeResult): string {
  const { services, verification, durationMs, connection, outputs } = result;
  const { icloud } = services;
  const originals = promisedOriginals(icloud.library);
  const hidden = icloud.library.expectedOriginals().filter(({ isHidden }) => isHidden).length;
  const items = new Set(originals.map(({ zoneName, assetRecordName }) => `${zoneName} ${assetRecordName}`))
    .size;
  const megabytes = originals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / 1e6;
  const seconds = durationMs / 1_000;
  const rows: [string, string][] = [
    ['items', String(items)],
    ['files', String(originals.length)],
    ['bytes', `${megabytes.toFixed(1)} MB`],
    ['seconds', `${seconds.toFixed(1)} (${(megabytes / seconds).toFixed(1)} MB/s)`],
    [
      'verified',
      `${verification.verified} of ${originals.length} files lie in Jottacloud with the very same bytes`,
    ],
    ...(hidden > 0
      ? [['left out', `${hidden} of the Hidden album, as the report says`] as [string, string]]
      : []),
    ['connection', connection],
    ['problems', String(verification.problems.length)],
    ...outputs,
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [...table, ...verification.problems.map((problem) => `✗ ${problem}`)].join('\n');
}
