import type { ExpectedOriginal } from '../fakes/icloud/library/expected-originals.ts';
import { copiedFiles } from './copied-files.ts';
import type { Library } from '../fakes/icloud/library/library.ts';
import type { StoredFile } from '../fakes/jottacloud/store/stored-files.ts';
import type { Services } from './start-services.ts';

/** Result of comparing the destination with the expected files. */
export interface Verification {
  /** Originals whose bytes are in Jottacloud, each counted once for each photo that shows it. */
  verified: number;
  /** One sentence each; empty if everything is as it must be. */
  problems: string[];
}

/** Compares every original of the library with Jottacloud's files, by their bytes, and asks both services what they did not like. */
export function verifyCopy({ icloud, jottacloud }: Pick<Services, 'icloud' | 'jottacloud'>): Verification {
  const expected = promisedOriginals(icloud.library);
  const files = copiedFiles(jottacloud);
  const missing = takeAway(expected, files);
  const ours = new Set(expected.map(contentKey));
  const surplus = files.filter((file) => !ours.has(contentKey(file)));
  return {
    verified: expected.length - missing.length,
    problems: [
      ...missing.map(({ fileName, role, md5 }) => `missing in Jottacloud: ${fileName} (${role}, md5 ${md5})`),
      ...surplus.map(({ path }) => `in Jottacloud, but of no photo: ${path}`),
      ...sharedPaths(files).map((path) => `more than one file has this path: ${path}`),
      ...icloud.forbiddenCalls.map(
        ({ method, host }) => `iCloud was asked to change something: ${method} ${host}`,
      ),
      ...icloud.violations.map((what) => `iCloud: ${what}`),
      ...jottacloud.violations.map((what) => `Jottacloud: ${what}`),
      ...[...icloud.routeErrors, ...jottacloud.routeErrors].map(
        (error) => `a local service failed: ${String(error)}`,
      ),
    ],
  };
}

/** What the extension says it copies: the personal and the Shared Library without the Hidden album. A photo of several albums lies in each. */
export const promisedOriginals = (library: Library): ExpectedOriginal[] =>
  library
    .expectedOriginals()
    .filter(({ zoneName, isHidden }) => !isHidden && /^(PrimarySync|SharedSync-)/.test(zoneName));

type Content = Pick<ExpectedOriginal | StoredFile, 'md5' | 'sizeBytes'>;

/** Returns the files of `from` without one equal file for each of `what`. */
function takeAway<T extends Content>(from: T[], what: Content[]): T[] {
  const left = Map.groupBy(from, contentKey);
  for (const content of what) left.get(contentKey(content))?.shift();
  return [...left.values()].flat();
}

const contentKey = ({ md5, sizeBytes }: Content): string => `${md5} ${sizeBytes}`;

/** Lists paths that several files share. Jottacloud ignores letter case. */
function sharedPaths(files: StoredFile[]): string[] {
  const byPath = Map.groupBy(files, ({ path }) => path.normalize('NFC').toLowerCase());
  return [...byPath].filter(([, sharing]) => sharing.length > 1).map(([path]) => path);
}
