import { segmentsBelow } from '../../domain/layout/destination-folder.ts';
import { MANIFEST_FOLDER, type ManifestHeader } from '../../domain/manifest/manifest.ts';
import { parseManifestName } from '../../domain/manifest/manifest-name.ts';
import type { EarlierCopyProblem } from '../../domain/run/earlier-copy.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import { pathBelow } from '../../jottacloud/jfs-path.ts';
import { decodeManifest, type ManifestReading } from '../../manifest/decode.ts';
import { accountHash } from '../../manifest/hashes.ts';

/** Manifests of one destination that are looked at. */
const MAX_MANIFESTS = 20;

/** The client, and where to look. */
export interface ManifestPlace {
  jottacloud: Pick<JottacloudClient, 'list' | 'readFile'>;
  destinationFolder: string;
}

/** Whose manifest it has to be. */
export interface Accounts {
  /** Apple's number of the account. */
  apple: string;
  /** User name at Jottacloud. */
  jottacloud: string;
}

/** A file of a manifest with its header. */
export interface ManifestPart {
  name: string;
  header: ManifestHeader;
}

/** A manifest that can be used. */
export interface FoundManifest {
  /** Its base of the highest generation. */
  latest: ManifestPart;
  /** All its bases, the one of the highest generation first. */
  bases: ManifestPart[];
  /** Names of its segments. */
  segments: string[];
}

/** The manifests to use, or why there are none. */
export interface FoundManifests {
  /** The one that was written last comes first; empty: none can be used. Each browser profile writes its own. */
  manifests: FoundManifest[];
  /** Why a manifest cannot be used, or not in full; empty also if the destination has none. */
  problems: EarlierCopyProblem[];
}

/** Finds the manifests of these accounts at a destination. Makes one request, and one more for the header of each base. */
export async function findManifests(
  place: ManifestPlace,
  accounts: Accounts,
  signal: AbortSignal,
): Promise<FoundManifests> {
  const byId = Map.groupBy(await manifestNames(place, signal), (name) => parseManifestName(name)?.id ?? '');
  const problems = new Set<EarlierCopyProblem>();
  const manifests: FoundManifest[] = [];
  for (const names of [...byId.values()].slice(0, MAX_MANIFESTS)) {
    const bases: ManifestPart[] = [];
    for (const name of names.filter((each) => !isSegment(each))) {
      const header = await readHeader(place, name, signal);
      if (typeof header === 'string') problems.add(header);
      else if (await isOf(header, accounts)) bases.push({ name, header });
      else problems.add('other-account');
    }
    bases.sort((one, other) => other.header.generation - one.header.generation);
    const [latest] = bases;
    if (latest) manifests.push({ latest, bases, segments: names.filter(isSegment) });
  }
  manifests.sort((one, other) => other.latest.header.writtenAt - one.latest.header.writtenAt);
  if (manifests.length === 0) return { manifests, problems: [...problems] };
  // Another account's manifest beside them is of no interest.
  return { manifests, problems: [...problems].filter((problem) => problem === 'damaged') };
}

const isSegment = (name: string): boolean => typeof parseManifestName(name)?.slot === 'number';

/** Lists the names of all files of manifests. */
async function manifestNames(
  { jottacloud, destinationFolder }: ManifestPlace,
  signal: AbortSignal,
): Promise<string[]> {
  const folder = `${destinationFolder}/${MANIFEST_FOLDER}`;
  const names: string[] = [];
  for await (const file of jottacloud.list(folder, signal)) {
    const name = pathBelow(folder, file);
    if (name !== null && parseManifestName(name)) names.push(name);
  }
  return names;
}

async function isOf(
  { salt, appleAccount, jottacloudAccount }: ManifestHeader,
  accounts: Accounts,
): Promise<boolean> {
  return (
    (await accountHash(salt, accounts.apple)) === appleAccount &&
    (await accountHash(salt, accounts.jottacloud)) === jottacloudAccount
  );
}

/** Reads the header of a file. @returns why it cannot be used, if it has none */
async function readHeader(
  place: ManifestPlace,
  name: string,
  signal: AbortSignal,
): Promise<ManifestHeader | EarlierCopyProblem> {
  return readPart(place, name, signal, async ({ header, entries }) => {
    if (header) return name.includes(header.id) ? header : 'damaged';
    const { value } = await entries().next();
    return value !== undefined && 'kind' in value && value.kind === 'newer' ? 'newer' : 'damaged';
  });
}

/** Opens one file of a manifest, and stops its download when `read` has what it wants. */
export async function readPart<T>(
  { jottacloud, destinationFolder }: ManifestPlace,
  name: string,
  signal: AbortSignal,
  read: (reading: ManifestReading) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const segments = segmentsBelow(destinationFolder, `${MANIFEST_FOLDER}/${name}`);
  try {
    const chunks = jottacloud.readFile(segments, AbortSignal.any([signal, stop.signal]));
    return await read(await decodeManifest(chunks));
  } finally {
    stop.abort();
  }
}
