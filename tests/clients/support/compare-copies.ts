import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectedOriginalsOf, type OriginalRole } from '../../fakes/icloud/library/expected-originals.ts';
import type { AssetRecord } from '../../fakes/icloud/library/records.ts';

/** One file that the service holds. */
export interface ServiceFile {
  asset: AssetRecord;
  role: OriginalRole;
  /** As stored; empty if there is none. */
  storedName: string;
  /** Uniform type. */
  fileType: string;
  sizeBytes: number;
  md5: string;
}

/** One file as a program copied it. */
export interface ClientFile {
  name: string;
  md5: string;
}

/** Something that a program is known to do in its own way. */
export interface Oddity {
  /** Told where it shows: the program's mistake or limit in one sentence. */
  title: string;
  /** Files of the service that the program does not copy because of it. */
  leavesOut?: (file: ServiceFile) => boolean;
  /** Copies, by MD5, that are no original of the service. */
  adds?: (file: ClientFile) => boolean;
}

/** Result of a comparison. */
export interface Comparison {
  /** Files whose bytes and name are as the service has them. */
  equal: number;
  /** Number of files affected by each observed oddity, by its title. */
  oddities: Record<string, number>;
  /** Differences that no oddity explains, one sentence each. */
  failures: string[];
}

/** All files of these photos that a complete copy has. */
export function serviceFiles(assets: readonly AssetRecord[]): ServiceFile[] {
  return assets.flatMap((asset) =>
    expectedOriginalsOf(asset).map(({ role, fileName, sizeBytes, md5 }) => {
      const resources = [...asset.master.resources.values(), ...asset.resources.values()];
      const fileType = resources.find((resource) => resource.md5 === md5)?.fileType ?? '';
      return { asset, role, storedName: fileName, fileType, sizeBytes, md5 };
    }),
  );
}

/** Files directly in a folder. */
export async function readCopies(folder: string): Promise<ClientFile[]> {
  const names = await readdir(folder);
  return Promise.all(
    names.map(async (name) => ({
      name,
      md5: createHash('md5')
        .update(await readFile(join(folder, name)))
        .digest('hex'),
    })),
  );
}

/**
 * Compares copies with the service, file by file: same bytes under the name that the program's own rule gives.
 *
 * @param nameOf every name that the rule may give to a file
 */
export function compareCopies(
  held: readonly ServiceFile[],
  copies: readonly ClientFile[],
  nameOf: (file: ServiceFile) => string[],
  known: readonly Oddity[],
): Comparison {
  const found: Comparison = { equal: 0, oddities: {}, failures: [] };
  const explain = (oddity: Oddity | undefined, failure: string) => {
    if (oddity) found.oddities[oddity.title] = (found.oddities[oddity.title] ?? 0) + 1;
    else found.failures.push(failure);
  };
  const left = [...copies];
  for (const file of held) {
    const names = nameOf(file);
    const at = left.findIndex(({ name, md5 }) => md5 === file.md5 && names.includes(name));
    if (at !== -1) {
      left.splice(at, 1);
      found.equal += 1;
      continue;
    }
    const oddity = known.find(({ leavesOut }) => leavesOut?.(file));
    explain(oddity, `${file.storedName} (${file.role}) was not copied as ${names.join(' or ')}`);
  }
  for (const copy of left)
    explain(
      known.find(({ adds }) => adds?.(copy)),
      `${copy.name} is no file of the service`,
    );
  return found;
}

/** A file's name without and with the dot of its extension. */
export function splitName(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? { stem: name, extension: '' } : { stem: name.slice(0, dot), extension: name.slice(dot) };
}

/** The extensions that icloudpd and pyicloud give to the types of the library. */
export const UPPER_EXTENSIONS: Record<string, string> = {
  'public.jpeg': '.JPG',
  'public.heic': '.HEIC',
  'com.apple.quicktime-movie': '.MOV',
  'com.canon.cr2-raw-image': '.CR2',
};
