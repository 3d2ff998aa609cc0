import { whoseCopy } from '../../utils/domain/account/logs.ts';
import type { IcloudAccount } from '../../utils/domain/run/snapshot.ts';
import { askBackground } from '../../utils/messaging/message.ts';
import { logs } from '../../utils/settings/logs.ts';

/** Reloads the page when the log of another account becomes the current one, so that nothing of two people is mixed on it. */
export function followLog(): void {
  const first = logs.getValue();
  const compare = async (): Promise<void> => {
    const [{ current }, now] = await Promise.all([first, logs.getValue()]);
    if (now.current !== current) location.reload();
  };
  logs.watch(() => void compare());
}

/** Returns whose photos the current log has: the account that is signed in at iCloud, unless that is somebody else. */
export async function readOwnerOfLog(): Promise<IcloudAccount> {
  const found = await askBackground('readIcloudAccount');
  const { shown, signedIn } = whoseCopy(await logs.getValue());
  if (signedIn) return { session: 'unknown', account: shown?.account ?? null, name: shown?.name ?? null };
  return {
    ...found,
    account: found.account ?? shown?.account ?? null,
    name: found.name ?? shown?.name ?? null,
  };
}
