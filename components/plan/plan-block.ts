import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { bytesToMove } from '../../utils/domain/run/plan.ts';
import { hasRoomFor } from '../../utils/domain/run/room.ts';

/** Id of the element that says why “Start” cannot be pressed. */
export const ROOM_ID = 'plan-room';

/** Whether the plan cannot begin: there is not enough room, or it is not known yet whether there is. */
export function isPlanBlocked({ plan, snapshot }: TransferModel): boolean {
  const account = plan.account.value;
  const { run } = snapshot.value;
  if (account === 'unknown' || !run?.plan) return false;
  return account === null || !hasRoomFor(account, bytesToMove(run.plan));
}
