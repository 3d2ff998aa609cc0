import { retryTable } from '../../domain/retry/retry-table.ts';
import { isAtApple } from '../../domain/photo/item.ts';
import { TransferError } from '../../errors.ts';
import { type Fetch, send } from '../../http/send.ts';
import type { IcloudClient } from '../../icloud/client.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import type { DownloadUrls } from '../transfer/download/download-urls.ts';
import type { DestinationIndex } from '../../ports/destination-index.ts';
import type { Probes } from './failure-budget.ts';

/**
 * Creates a harmless call for each service: the customer of Jottacloud, the libraries at iCloud, and one byte of a file
 * that was copied before.
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
      const files = (await store.doneFiles(0, retryTable.probe.maxFiles)).filter(isAtApple);
      for (const file of files) {
        const signed = await downloadUrls.of(file, signal).catch(() => null);
        if (!signed) continue;
        const init = { method: 'GET', headers: { Range: 'bytes=0-0' } };
        const request = { service: 'icloud-bytes', url: signed.url, init, signal } as const;
        const { ok, body } = await send(fetch, request);
        await body?.cancel().catch(() => undefined);
        if (ok) return;
      }
      throw new TransferError('service-down', `none of ${files.length} copied files answers`, {
        service: 'icloud-bytes',
      });
    },
  };
}
