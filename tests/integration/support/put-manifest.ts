import type { World } from './start-world.ts';
import { defaultRequest } from './start-engine.ts';
import type { ListName } from '../../../utils/domain/layout/destination-path.ts';
import { manifestPath } from '../../../utils/domain/manifest/manifest-name.ts';
import type { ManifestEntry, ManifestFile, ManifestHeader } from '../../../utils/domain/manifest/manifest.ts';
import { accountHash, pathHash } from '../../../utils/manifest/hashes.ts';
import { sampleBytes, sampleHeader } from '../../../utils/manifest/testing/sample-manifest.ts';
import { readLatestRun, readLogRecord } from '../../../utils/store/database.ts';

/** Path of a manifest's file in the Archive. */
export const archivePath = (header: Pick<ManifestHeader, 'id' | 'generation' | 'part'>): string =>
  `${defaultRequest.destinationFolder}/${manifestPath(header)}`;

/** Returns the header of a manifest of this world's accounts. */
export async function headerOf(world: World, change: Partial<ManifestHeader> = {}): Promise<ManifestHeader> {
  const run = await readLatestRun(world.log);
  const { accountNumber } = await readLogRecord(world.log);
  const header = sampleHeader(run ? { arrangement: run.arrangement } : {});
  return {
    ...header,
    appleAccount: await accountHash(header.salt, accountNumber ?? ''),
    jottacloudAccount: await accountHash(header.salt, world.jottacloud.user.username),
    ...change,
  };
}

/** Returns the entries of everything that the log calls done. */
export async function entriesOf(world: World, { salt, hasNames }: ManifestHeader): Promise<ManifestFile[]> {
  const lists = new Map<string, ListName>(
    (await world.log.getAll('photos')).map(({ key, list }) => [key, list]),
  );
  const files = (await world.log.getAll('files')).toSorted((a, b) => a.order - b.order);
  return Promise.all(
    files.flatMap(({ key, itemKey, checksum, sizeBytes, path, state }) =>
      state.status === 'done'
        ? [
            (async (): Promise<ManifestFile> => ({
              kind: 'file',
              fileKey: key,
              list: lists.get(itemKey) ?? 'main',
              checksum,
              md5: state.md5,
              sizeBytes,
              path: hasNames ? path : null,
              pathHash: hasNames ? null : await pathHash(salt, path),
              proof: state.proof,
            }))(),
          ]
        : [],
    ),
  );
}

/** Puts one part of a manifest into the Archive. */
export async function putPart(
  world: World,
  header: ManifestHeader,
  entries: readonly ManifestEntry[],
): Promise<Uint8Array> {
  const bytes = await sampleBytes(header, entries);
  world.jottacloud.tree.put(archivePath(header), bytes);
  return bytes;
}

/** Puts the manifest of the whole log into the Archive, as the copy left it. */
export async function putManifest(
  world: World,
  change: Partial<ManifestHeader> = {},
): Promise<{ header: ManifestHeader; entries: ManifestFile[]; bytes: Uint8Array }> {
  const header = await headerOf(world, change);
  const entries = await entriesOf(world, header);
  return { header, entries, bytes: await putPart(world, header, entries) };
}
