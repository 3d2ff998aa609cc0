import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Its lock in the profile names the browser's own process: `<host>-<pid>`, in Firefox `<address>:+<pid>`. */
const LOCKS = { chromium: 'SingletonLock', firefox: 'lock' };

/** Number of the browser's own process. */
export const browserProcess = async (
  profile: string,
  name: keyof typeof LOCKS = 'chromium',
): Promise<number> => Number((await readlink(join(profile, LOCKS[name]))).split(/[-+]/).at(-1));

interface Process {
  id: number;
  parentId: number;
  command: string;
}

/** Ends the one process of a browser in which all of the extension lives, as a crash does; the browser stays open. Linux only. */
export async function killExtensionProcess(profile: string): Promise<void> {
  const family = new Set([await browserProcess(profile)]);
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map(readProcess))).flat();
  for (let before = 0; before < family.size;) {
    before = family.size;
    for (const { id, parentId } of all) if (family.has(parentId)) family.add(id);
  }
  const [ours, ...others] = all.filter(
    ({ id, command }) => family.has(id) && command.includes('--extension-process'),
  );
  if (!ours || others.length > 0) throw new Error('the browser has not exactly one process of an extension');
  process.kill(ours.id, 'SIGKILL');
}

/** Nothing for a process that has ended meanwhile. */
async function readProcess(name: string): Promise<Process[]> {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${name}/stat`, 'utf8'),
      readFile(`/proc/${name}/cmdline`, 'utf8'),
    ]);
    // `<pid> (<name>) <state> <parent> …`, where the name may hold anything
    const parentId = Number(/.*\) \S (\d+)/s.exec(status)?.[1]);
    return [{ id: Number(name), parentId, command }];
  } catch {
    return [];
  }
}
