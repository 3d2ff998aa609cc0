import { countUp } from '../../domain/plan/count-up.ts';
import type { KnownContent, QueuedFile, Work } from '../../ports/work-queue.ts';
import { isVerifiable } from './content-hash.ts';

/**
 * Contents that Jottacloud is known to have, for files with equal bytes. Of such files one goes first; the others are
 * filed by the MD5 that it has verified. Invariant I9, assumption S10.
 */
export interface KnownContents {
  /** Whether no other file under way could save this one its download. */
  isFree(file: QueuedFile): boolean;
  /**
   * Begins a file with this checksum.
   *
   * @returns its content at Jottacloud, null if there is none, undefined if the log must be asked
   */
  begin(checksum: string): KnownContent | null | undefined;
  /** Learns from a file that has ended. */
  learn(file: QueuedFile): void;
  /** Ends a file with this checksum. */
  end(checksum: string): void;
  /** Call before and after each read of the queue. */
  beforeRead(): void;
  afterRead(work: Work): void;
}

/** Creates the memory of contents that Jottacloud has. */
export function createKnownContents(): KnownContents {
  /** Number of files under way, by checksum. */
  const underWay = new Map<string, number>();
  /** Contents confirmed since the engine started, for files in the window. */
  let confirmed = new Map<string, KnownContent>();
  /** Contents by the log, as of the last read. */
  let logged: Work['known'] = new Map();
  /** Checksums under way during the last read or since: the log may know more of them by now. */
  let outdated = new Set<string>();
  return {
    isFree: ({ checksum }) => !isVerifiable(checksum) || !underWay.has(checksum) || confirmed.has(checksum),
    begin(checksum) {
      const fromLog = outdated.has(checksum) ? undefined : (logged.get(checksum) ?? null);
      outdated.add(checksum);
      countUp(underWay, checksum);
      return confirmed.get(checksum) ?? fromLog;
    },
    learn({ checksum, sizeBytes, state }) {
      // Only a file that is done shows what Jottacloud has. Any other end makes its content uncertain.
      if (state.status === 'done' && isVerifiable(checksum))
        confirmed.set(checksum, { md5: state.md5, sizeBytes });
      else confirmed.delete(checksum);
    },
    end(checksum) {
      const left = (underWay.get(checksum) ?? 0) - 1;
      if (left > 0) underWay.set(checksum, left);
      else underWay.delete(checksum);
    },
    beforeRead() {
      outdated = new Set(underWay.keys());
    },
    afterRead({ files, known }) {
      logged = known;
      const wanted = new Set(files.map(({ checksum }) => checksum));
      confirmed = new Map([...confirmed].filter(([checksum]) => wanted.has(checksum)));
    },
  };
}
