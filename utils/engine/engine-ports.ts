import type { Arrangement } from '../domain/layout/arrangement.ts';
import type { IcloudClient } from '../icloud/client.ts';
import type { JottacloudClient } from '../jottacloud/client.ts';
import type { Fetch } from '../http/send.ts';
import type { ManifestSettings } from '../domain/manifest/manifest-state.ts';
import type { ProgressState } from '../domain/manifest/progress-file.ts';
import type { Store } from '../ports/store.ts';
import type { Spool } from '../ports/spool.ts';
import type { Clock } from '../ports/clock.ts';
import type { Reporter } from '../ports/reporter.ts';

/** Everything that the engine needs. It does not know in which context it runs. */
export interface EnginePorts {
  icloud: IcloudClient;
  jottacloud: JottacloudClient;
  fetch: Fetch;
  store: Store;
  spool: Spool;
  clock: Clock;
  reporter: Reporter;
  /** Asks the background what is kept at the destination, and who this computer is. */
  readManifestSettings(): Promise<ManifestSettings>;
  /** Asks the background how far the copy is, in the person's language; null: nobody wants to read it at Jottacloud. */
  readProgressText(state: ProgressState): Promise<string | null>;
  /** Whether an open page at icloud.com has access to photos now. Opens no page, and triggers no prompt on a phone. */
  isOpen(signal: AbortSignal): Promise<boolean>;
  /**
   * Offers the arrangement of an earlier copy to the settings.
   *
   * @returns true if they took it: the person has chosen none in this browser
   */
  offerArrangement(arrangement: Arrangement, signal: AbortSignal): Promise<boolean>;
  /** Whether the browser permits requests to hosts of this pattern. */
  mayFetch(origin: string): Promise<boolean>;
  /** Whether the computer has a network connection. */
  isOnline(): boolean;
  /** Whether the computer's clock differs from the clocks of the services. */
  isClockWrong(): boolean;
}
