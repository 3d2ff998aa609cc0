import { Agent, request } from 'node:https';
import type { FakeIcloud } from '../fakes/icloud/start-fake-icloud.ts';

/** As many at once as rclone takes. */
const AT_ONCE = 4;
/** Items of a page, by rank. */
const PAGE = 100;

interface Asset {
  fields: Record<string, { value: unknown } | undefined>;
}

/**
 * Lists a library and fetches every original, as a program on the command line does: addresses from the list,
 * four downloads at a time, connections kept.
 *
 * @param store called with a name that is unique, once a file
 */
export async function downloadAll(
  icloud: FakeIcloud,
  store: (name: string, bytes: Buffer) => Promise<void>,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE, rejectUnauthorized: false });
  const send = (url: string, body: string | null): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const { hostname, host } = new URL(url);
      const outgoing = request(
        {
          agent,
          host: '127.0.0.1',
          port: icloud.port,
          servername: hostname,
          // the address goes out as Apple made it, with `${f}` in it
          path: url.slice(url.indexOf(host) + host.length).replace(/^:\d+/, ''),
          method: body === null ? 'GET' : 'POST',
          headers: {
            host: hostname,
            ...(body !== null && {
              origin: 'https://www.icloud.com',
              'content-type': 'text/plain',
              cookie: icloud.signedCookie,
            }),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => resolve(Buffer.concat(chunks)));
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body ?? undefined);
    });

  const waiting: { name: string; url: string }[] = [];
  for (let rank = 0; ; rank += PAGE) {
    const body = JSON.stringify(listBody(rank));
    const url = `https://p${icloud.session.partition}-ckdatabasews.icloud.com/database/1/com.apple.photos.cloud/production/private/records/query?remapEnums=true`;
    const { records } = JSON.parse((await send(url, body)).toString()) as { records: Asset[] };
    if (records.length === 0) break;
    for (const { fields } of records)
      for (const field of ['resOriginalRes', 'resOriginalVidComplRes']) {
        const value = fields[field]?.value;
        if (isAddress(value)) waiting.push({ name: `${waiting.length}-${field}`, url: value.downloadURL });
      }
  }
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await store(next.name, await send(next.url, null));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  agent.destroy();
}

const isAddress = (value: unknown): value is { downloadURL: string } =>
  typeof value === 'object' && value !== null && 'downloadURL' in value;

const listBody = (rank: number): unknown => ({
  query: {
    recordType: 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted',
    filterBy: [
      {
        fieldName: 'startRank',
        comparator: 'EQUALS',
        fieldValue: { type: 'INT64', value: rank },
      },
      {
        fieldName: 'direction',
        comparator: 'EQUALS',
        fieldValue: { type: 'STRING', value: 'ASCENDING' },
      },
    ],
  },
  resultsLimit: 200,
  zoneID: { zoneName: 'PrimarySync' },
});
