import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import type { ManifestEntry, ManifestFile, ManifestHeader } from '../../domain/manifest/manifest.ts';
import { epochMs, md5, relativePath } from '../../units.ts';
import { encodeManifest } from '../encode.ts';

/** A header of a base. */
export const sampleHeader = (change: Partial<ManifestHeader> = {}): ManifestHeader => ({
  format: 'fotoflytt-manifest',
  version: 1,
  id: '0a1b2c3d',
  generation: 1,
  part: 0,
  writtenAt: epochMs(Date.UTC(2026, 10, 30)),
  salt: '0123456789abcdef0123456789abcdef',
  appleAccount: 'a'.repeat(64),
  jottacloudAccount: 'b'.repeat(64),
  hasNames: true,
  arrangement: defaultArrangement,
  tokens: { private: 'token', shared: null },
  writer: '0.1.0',
  ...change,
});

/** A verified photo. */
export const sampleFile = (name: string, change: Partial<ManifestFile> = {}): ManifestFile => ({
  kind: 'file',
  fileKey: `private:PrimarySync/${name}#original@`,
  list: 'main',
  checksum: `A${name}`,
  md5: md5('0'.repeat(32)),
  sizeBytes: 100,
  path: relativePath(`2024/${name}.JPG`),
  pathHash: null,
  proof: 'checksum',
  ...change,
});

/** Yields entries one by one, as a log does. */
export async function* each<Entry>(entries: readonly Entry[]): AsyncGenerator<Entry> {
  yield* entries;
}

/** Joins the bytes of a file of a manifest. */
export async function sampleBytes(
  header: ManifestHeader,
  entries: readonly ManifestEntry[],
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks = await Array.fromAsync(encodeManifest(header, each(entries)));
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
