import type { LibraryZone } from '../../icloud/zone.ts';
import { LOOKUP_BATCH } from '../../icloud/client.ts';
import { retryTable } from '../../domain/retry/retry-table.ts';
import type { Run } from '../../domain/run/run.ts';
import { TransferError } from '../../errors.ts';
import type { LibrariesLog } from '../../ports/libraries-log.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { Backoffs } from '../flow/backoff.ts';
import { together } from '../flow/together.ts';
import { createDownloadUrls, type DownloadUrls } from './download/download-urls.ts';
import { sniffTypes } from './download/sniff-types.ts';
import { filesOfLookup } from './download/url-preparation.ts';

/**
 * Requests for the first files of one run, made before they move. The answers are in memory only: without them, the same
 * is requested later. Decision: docs/decisions/015-prepare-the-start.md.
 */
export interface StartPreparation {
  /** Source of signed URLs, for the whole run. */
  downloadUrls: DownloadUrls;
  /** Until when the prepared URLs may be used; null if there are none. */
  readonly usableUntil: EpochMs | null;
  /** Learns the zones of the libraries in the log. */
  learnZones(libraries: Awaited<ReturnType<LibrariesLog['libraries']>>): void;
  /**
   * Requests what the first files need: their URLs in one lookup, undeclared types, and an access token. Does so once,
   * however often the plan is counted again, and nothing if there is nothing to copy. Fails silently: whoever needs it
   * meets the error.
   */
  prepare(run: Run, signal: AbortSignal): Promise<void>;
}

/** Creates the preparation of one run. */
export function createStartPreparation(ports: EnginePorts, backoffs: Backoffs): StartPreparation {
  const { store, clock, icloud, jottacloud } = ports;
  const zones = new Map<string, LibraryZone>();
  const zoneOf = (key: string): LibraryZone => {
    const zone = zones.get(key);
    if (!zone)
      throw new TransferError('record-refused', 'its library is not there any more', { service: 'icloud' });
    return zone;
  };
  const downloadUrls = createDownloadUrls(icloud, backoffs.icloud, clock, {
    zoneOf,
    mayFetch: ports.mayFetch,
  });
  let preparedAt: EpochMs | null = null;
  const prepareOnce = async (run: Run, signal: AbortSignal): Promise<void> => {
    if (preparedAt !== null) return;
    const files = filesOfLookup(await store.firstFiles(run, LOOKUP_BATCH));
    if (files.length === 0 || preparedAt !== null) return;
    preparedAt = clock.now();
    preparation.learnZones(await store.libraries());
    // One lookup is for one library.
    const first = files.filter(({ libraryKey }) => libraryKey === files[0]?.libraryKey);
    const readAddresses = async (): Promise<void> => {
      await downloadUrls.prepare(first, signal);
      await sniffTypes({ ...ports, backoffs, downloadUrls }, run, signal);
    };
    await together(readAddresses(), jottacloud.readUsername());
  };
  const preparation: StartPreparation = {
    downloadUrls,
    get usableUntil() {
      return preparedAt === null ? null : epochMs(preparedAt + retryTable.nextUrls.maxAgeMs);
    },
    learnZones(libraries) {
      for (const { key, zone } of libraries) zones.set(key, zone);
    },
    prepare: (run, signal) => prepareOnce(run, signal).catch(() => undefined),
  };
  return preparation;
}
