import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import license, { type Dependency } from 'rollup-plugin-license';

/** Packages whose code is in the build, over all of its bundles. */
const bundled = new Map<string, Dependency>();

/** A plug-in for each bundle that notes which packages are in it. */
export const noteLicenses = (): ReturnType<typeof license> =>
  license({
    thirdParty: {
      multipleVersions: true,
      output(dependencies) {
        for (const each of dependencies) bundled.set(`${each.name} ${each.version}`, each);
      },
    },
  });

/**
 * The notices that the licences of all bundled packages ask for.
 *
 * @throws Error if a package has no licence text: it must not be handed out then
 */
export const thirdPartyNotices = (): string =>
  [...bundled.values()]
    .toSorted((a, b) => `${a.name} ${a.version}`.localeCompare(`${b.name} ${b.version}`, 'en'))
    .map(noticeOf)
    .join(`\n${'-'.repeat(80)}\n\n`);

function noticeOf({ name, version, license: kind, licenseText, author, repository }: Dependency): string {
  const source = typeof repository === 'string' ? repository : repository?.url;
  const text = licenseText ?? standardText(kind ?? '', author?.text() ?? `the authors of ${name}`);
  if (text === null) throw new Error(`${name} ${version} (${kind ?? 'no licence'}) has no licence text`);
  const head = [`${name} ${version}`, `Licence: ${kind ?? ''}`, ...(source ? [`Source: ${source}`] : [])];
  return `${head.join('\n')}\n\n${text.trim()}\n`;
}

/** Licences that some packages name without having their text; each in a file of this name. */
const STANDARD = ['BSD-3-Clause-Clear', 'ISC', 'MIT'];

const standardText = (kind: string, holder: string): string | null =>
  STANDARD.includes(kind)
    ? `Copyright (c) ${holder}\n\n${readFileSync(join('tests/release/licences', `${kind}.txt`), 'utf8')}`
    : null;
