import type { ModelState } from '../model-state.ts';
import { Violation } from './violation.ts';
import { wantsGallery } from '../../../utils/domain/layout/arrangement.ts';
import { traitsOf } from '../../../utils/domain/photo/role.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Reads where the links of a page lead, as paths from the top. */
function targetsOf(path: string, html: string): string[] {
  const base = new URL(path.split('/').map(encodeURIComponent).join('/'), 'file:///');
  return [...html.matchAll(/ (?:href|src)="([^"]*)"/g)]
    .map(([, to = '']) => to.replaceAll('&#39;', "'"))
    .filter((to) => !to.startsWith('data:'))
    .map((to) => decodeURIComponent(new URL(to, base).pathname).slice(1));
}

/** A complete run has left pages whose links all lead somewhere, and which show every copied file. @returns what is wrong */
export async function checkGalleries(
  { world, damagedAt }: ModelState,
  log: LogDatabase,
  { arrangement, destinationFolder }: Run,
  since: number,
): Promise<Violation[]> {
  if (!wantsGallery(arrangement) || damagedAt >= since) return [];
  const { tree } = world.services.jottacloud;
  const there = new Set(tree.files().map(({ path }) => path));
  const files = (await log.getAll('files')).map(({ path, role, state }) => ({
    ...{ role, state },
    path: `${destinationFolder}/${path}`,
  }));
  const shown = new Map<string, Set<string>>();
  const found: Violation[] = [];
  // Copies of a former wish are left alone, as they are.
  const isLeft = (path: string): boolean =>
    arrangement.compatible !== true && path.startsWith(`${destinationFolder}/Compatible copies/`);
  for (const { path } of files.filter(({ role }) => role === 'gallery')) {
    const bytes = await tree.file(path)?.bytes();
    const targets = targetsOf(path, new TextDecoder().decode(bytes));
    for (const target of targets) {
      if (!there.has(target) && !isLeft(target))
        found.push(new Violation('I15', `${path} leads to ${target}, which is not there`));
      if (folderOf(target) === folderOf(path))
        shown.set(folderOf(path), (shown.get(folderOf(path)) ?? new Set()).add(target));
    }
  }
  for (const { path, role, state } of files)
    if (!traitsOf(role).isOwn && state.status === 'done' && !shown.get(folderOf(path))?.has(path))
      found.push(new Violation('I15', `no page shows ${path}`));
  return found;
}
