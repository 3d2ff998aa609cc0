import { readdir, readFile } from 'node:fs/promises';

/** Resources used by all processes of a browser so far. */
export interface Usage {
  /**
   * Memory that the processes have made themselves, bytes. Pages of program files are left out: they belong to the
   * processes alone or not, depending on whether another Chromium runs on this computer just then.
   */
  memoryBytes: number;
  cpuSeconds: number;
}

/** Clock ticks of the kernel's own accounting; 100 on every Linux that browsers run on. */
const TICKS_PER_SECOND = 100;

/** Sums over a process and all that it started. Linux only: reads `/proc`. */
export async function readUsage(rootPid: number): Promise<Usage> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = new Map<number, { parent: number; ticks: number }>();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
    // the name in brackets may hold spaces: what counts begins behind it
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields) stats.set(pid, { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
  }
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = stats.get(at)?.parent)
      if (at === rootPid) return true;
    return false;
  };
  const usage: Usage = { memoryBytes: 0, cpuSeconds: 0 };
  for (const [pid, { ticks }] of stats) {
    if (!belongs(pid)) continue;
    usage.cpuSeconds += ticks / TICKS_PER_SECOND;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    for (const [, kilobytes] of rollup.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB/gm))
      usage.memoryBytes += Number(kilobytes) * 1024;
  }
  return usage;
}

/** Looks at the memory again and again until stopped. */
export function watchMemory(rootPid: number, everyMs = 250): { stop(): Promise<{ maxBytes: number }> } {
  const stopped = new AbortController();
  let maxBytes = 0;
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      maxBytes = Math.max(maxBytes, (await readUsage(rootPid)).memoryBytes);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await watching;
      return { maxBytes };
    },
  };
}
