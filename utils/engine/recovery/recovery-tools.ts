import type { JottacloudClient } from '../../jottacloud/client.ts';
import type { RecoveryLog } from '../../ports/recovery/recovery-log.ts';
import type { RunLog } from '../../ports/run-log.ts';
import type { IcloudSession } from '../../icloud/responses/session-responses.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { Backoff } from '../flow/backoff.ts';

/** Dependencies of recovery. */
export interface RecoveryTools {
  ports: Pick<EnginePorts, 'clock' | 'offerArrangement'> & {
    store: RecoveryLog & Pick<RunLog, 'readRun' | 'changeRun'>;
    jottacloud: Pick<JottacloudClient, 'list' | 'readFile' | 'readFolder' | 'readUsername'>;
  };
  /** The backoff of Jottacloud. */
  backoff: Backoff;
  session: Pick<IcloudSession, 'accountNumber'>;
}
