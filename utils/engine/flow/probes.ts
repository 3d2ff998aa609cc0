import { TransferError } from '../../errors.ts';
import { type Fetch, send } from '../../http/send.ts';
import type { IcloudClient } from '../../icloud/client.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import type { DownloadUrls } from '../transfer/download-urls.ts';
import type { DestinationIndex } from '../../ports/destination-index.ts';
import type { Probes } from './failure-budget.ts';

/** Files that were copied and are looked at for one that Apple still has. */
const MAX_FILES = 3;

/**
 * Harmless questions, one for each service: who the customer is, which libraries there are, one byte of a file that was
 * copied before.
 */
export function createProbes({
  icloud,
  jottacloud,
  store,
  downloadUrls,
  fetch,
}: {
  icloud: Pick<IcloudClient, 'readZones'>;
  jottacloud: Pick<JottacloudClient, 'readCustomer'>;
  store: Pick<DestinationIndex, 'doneFiles'>;
  downloadUrls: Pick<DownloadUrls, 'of'>;
  fetch: Fetch;
}): Probes {
  return {
    icloud: (signal) => icloud.readZones('private', signal),
    jottacloud: (signal) => jottacloud.readCustomer(signal),
    async 'icloud-bytes'(signal) {
      const files = (await store.doneFiles(0, MAX_FILES)).filter(({ field }) => field !== '');
      for (const file of files) {
        const address = await downloadUrls.of(file, signal).catch(() => null);
        if (!address) continue;
        const init = { method: 'GET', headers: { Range: 'bytes=0-0' } };
        const { ok, body } = await send(fetch, 'icloud-bytes', address.url, init, signal);
        await body?.cancel().catch(() => undefined);
        if (ok) return;
      }
      throw new TransferError('service-down', 'no file answers', { service: 'icloud-bytes' });
    },
  };
}
