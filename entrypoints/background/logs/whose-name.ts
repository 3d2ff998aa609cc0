import { calledOf, ownerOfSeveral, whoseCopy } from '../../../utils/domain/account/logs.ts';
import { logs } from '../../../utils/settings/logs.ts';

/** Returns how the owner of the current log is called, if this browser has more than one log; else null. */
export async function whoseName(): Promise<string | null> {
  const owner = ownerOfSeveral(whoseCopy(await logs.getValue()));
  return owner && calledOf(owner);
}
