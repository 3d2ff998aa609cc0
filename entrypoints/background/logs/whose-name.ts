import { calledOf, whoseCopy } from '../../../utils/domain/account/logs.ts';
import { logs } from '../../../utils/settings/logs.ts';

/** Returns how the owner of the current log is called, if this browser has more than one log; else null. */
export async function whoseName(): Promise<string | null> {
  const { shown, others } = whoseCopy(await logs.getValue());
  return shown && others.length > 0 ? calledOf(shown) : null;
}
