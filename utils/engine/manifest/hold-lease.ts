import {
  type Lease,
  LEASE_MS,
  leasePath,
  meaningOfLease,
  parseLease,
  writeLease,
} from '../../domain/manifest/lease.ts';
import { TransferError } from '../../errors.ts';
import { accountHash } from '../../manifest/hashes.ts';
import type { Device } from '../../domain/manifest/manifest-state.ts';
import { epochMs } from '../../units.ts';
import { readOwnText, saveOwnText } from './own-text.ts';
import type { ManifestTools } from './write-manifest.ts';

/** The lease must have one name for all computers, so it has no salt of its own. */
const LEASE_SALT = 'fotoflytt-lease ';

/** Takes, renews and gives back the lease of one destination. */
export interface LeaseHolder {
  /** Whether it is ours, also while a renewal fails. */
  readonly isHeld: boolean;
  /**
   * Takes the lease, or renews it. Needs three requests, and a fourth if another computer had it before.
   *
   * @param takesOver takes it even while another computer holds it
   * @returns `unclear` if the file there cannot be read; copying may continue without a lease
   * @throws {TransferError} `other-computer` while another computer holds it
   */
  take(device: Device, takesOver: boolean, signal: AbortSignal): Promise<'held' | 'unclear'>;
  /** Lets the next computer begin at once. Does nothing if the lease is not ours, or no longer. */
  giveBack(signal: AbortSignal): Promise<void>;
}

/** Creates the holder of a lease that is not taken yet. @param accountNumber Apple's number of the account */
export function createLeaseHolder(tools: ManifestTools, accountNumber: string): LeaseHolder {
  const { clock } = tools.ports;
  let holder: Device | null = null;
  const until = (ms: number, device: Device): Lease => {
    const now = clock.now();
    return { device: device.id, name: device.name, from: now, until: epochMs(now + ms) };
  };
  const read = async (signal: AbortSignal) => {
    const path = leasePath(await accountHash(LEASE_SALT, accountNumber));
    return { path, text: await readOwnText(tools, path, signal) };
  };
  /** Passes on why the lease is not ours. */
  const lost = <Reason>(reason: Reason): Reason => {
    holder = null;
    return reason;
  };
  return {
    get isHeld() {
      return holder !== null;
    },
    async take(device, takesOver, signal) {
      const { path, text } = await read(signal);
      const meaning = meaningOfLease(text, device.id, clock.now());
      if (meaning.kind === 'unclear') return lost('unclear');
      if (meaning.kind === 'held' && !takesOver) throw lost(otherComputer(meaning.lease));
      const lease = writeLease(until(LEASE_MS, device));
      const isSaved = await saveOwnText(tools, { path, text: lease, replaces: text !== null }, signal);
      if (isSaved) holder = device;
      // Two computers may take it at once. The one that is overwritten, or comes second, finds the other's lease.
      if (!isSaved || (text !== null && parseLease(text)?.device !== device.id)) {
        const now = meaningOfLease(await readOwnText(tools, path, signal), device.id, clock.now());
        if (now.kind === 'held') throw lost(otherComputer(now.lease));
        if (!isSaved) return lost('unclear');
      }
      return 'held';
    },
    async giveBack(signal) {
      const device = holder;
      if (!device) return;
      holder = null;
      const { path, text } = await read(signal);
      if (text === null || meaningOfLease(text, device.id, clock.now()).kind !== 'free') return;
      await saveOwnText(tools, { path, text: writeLease(until(0, device)), replaces: true }, signal);
    },
  };
}

const otherComputer = ({ name, until }: Lease): TransferError =>
  new TransferError('other-computer', 'another computer holds the lease', {
    service: 'jottacloud',
    facts: { device: name, until },
  });
