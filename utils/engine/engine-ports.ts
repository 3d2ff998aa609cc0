import type { IcloudClient } from '../icloud/client.ts';
import type { JottacloudClient } from '../jottacloud/client.ts';
import type { Fetch } from '../http/send.ts';
import type { Store } from '../ports/store.ts';
import type { Spool } from '../ports/spool.ts';
import type { Clock } from '../ports/clock.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Thumbnails } from './progress/thumbnails.ts';

/** All that the engine must be given; it does not know where it runs. */
export interface EnginePorts {
  icloud: IcloudClient;
  jottacloud: JottacloudClient;
  fetch: Fetch;
  store: Store;
  spool: Spool;
  clock: Clock;
  reporter: Reporter;
  thumbnails: Thumbnails;
  /** Asks an open page at icloud.com whether it hands out photos now; opens none, and makes no phone ring. */
  isOpen(signal: AbortSignal): Promise<boolean>;
  /** Whether the browser lets us fetch from hosts of this pattern. */
  mayFetch(origin: string): Promise<boolean>;
  /** Whether the computer has any network. */
  isOnline(): boolean;
  /** Whether the services' clocks go otherwise than the computer's. */
  isClockWrong(): boolean;
}
