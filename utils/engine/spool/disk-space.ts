import { MiB } from '../../units.ts';

/** Space that stays free: a tenth of the browser's quota, at most this much. A completely full disk harms every program. */
const MAX_RESERVE_BYTES = 1024 * MiB;

/**
 * Returns the bytes that the browser may use and uses already: `navigator.storage.estimate`. With the permission
 * `unlimitedStorage`, Chrome's quota is the free space of the disk plus the usage.
 */
export type EstimateStorage = () => Promise<{ quota?: number; usage?: number }>;

/** Disk space that the spool may use, less the reservations of open writers. */
export interface DiskSpace {
  /** Whether this number of bytes fits beside all reservations. */
  fits(bytes: number): Promise<boolean>;
  /** Reserves the bytes that an open writer still needs; replaces its earlier reservation. */
  reserve(name: string, bytes: number): void;
  /** Drops the reservation of a writer. */
  release(name: string): void;
}

/** Creates the measure of disk space, from the browser's estimate. */
export function createDiskSpace(estimate: EstimateStorage): DiskSpace {
  const reserved = new Map<string, number>();
  return {
    async fits(bytes) {
      const { quota, usage } = await estimate().catch(() => ({ quota: undefined, usage: undefined }));
      if (quota === undefined || usage === undefined) return true;
      const reservedBytes = [...reserved.values()].reduce((sum, each) => sum + each, 0);
      return quota - usage - reservedBytes - Math.min(quota / 10, MAX_RESERVE_BYTES) >= bytes;
    },
    reserve: (name, bytes) => void reserved.set(name, bytes),
    release: (name) => void reserved.delete(name),
  };
}
