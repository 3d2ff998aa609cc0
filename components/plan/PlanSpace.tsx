import { formatBytes } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { bytesToMove, type Plan } from '../../utils/domain/plan/plan.ts';
import { freeBytes, hasSpaceFor, isSlowed } from '../../utils/domain/plan/storage-use.ts';
import type { JottacloudAccount } from '../../utils/domain/run/snapshot.ts';
import { Notice } from '../shared/Notice.tsx';
import { PlansLink } from './PlansLink.tsx';

/** Id of the element that explains why "Start" cannot be pressed. */
export const SPACE_ID = 'plan-room';

/** Whether the plan cannot begin: there is not enough space, or the answer is not known yet. */
export function isPlanBlocked({ plan, snapshot }: TransferModel): boolean {
  const account = plan.account.value;
  const { run } = snapshot.value;
  if (account === 'unknown' || !run?.plan) return false;
  return account === null || !hasSpaceFor(account, bytesToMove(run.plan));
}

/** Space at Jottacloud and in the browser, and warnings where it is not enough. */
export function PlanSpace({ model, plan }: { model: TransferModel; plan: Plan }) {
  const account = model.plan.account.value;
  const browserBytes = model.plan.browserSpaceBytes.value;
  return (
    <div class="plan-room" id={SPACE_ID}>
      {account === null && <p class="soft">{t('planRoomReading')}</p>}
      {account === 'unknown' && <p class="soft">{t('planRoomUnknown')}</p>}
      {account !== null && account !== 'unknown' && <AtJottacloud account={account} plan={plan} />}
      {browserBytes !== null && browserBytes < plan.largestBytes && (
        <Notice
          tone="warn"
          text={{
            title: t('planBrowserFullTitle'),
            body: t('planBrowserFullBody', formatBytes(plan.largestBytes), formatBytes(browserBytes)),
          }}
        />
      )}
    </div>
  );
}

function AtJottacloud({ account, plan }: { account: JottacloudAccount; plan: Plan }) {
  const needed = bytesToMove(plan);
  const free = freeBytes(account);
  if (free !== null && !hasSpaceFor(account, needed))
    return (
      <>
        <Notice
          tone="bad"
          text={{
            title: t('planNoRoomTitle'),
            body: t('planNoRoomBody', formatBytes(needed), formatBytes(free)),
          }}
        />
        <PlansLink />
      </>
    );
  const furtherBytes = plan.further?.bytes ?? 0;
  if (free !== null && !hasSpaceFor(account, needed + furtherBytes))
    return (
      <Notice
        tone="warn"
        text={{
          title: t('planMaybeNoRoomTitle'),
          body: t('planMaybeNoRoomBody', formatBytes(needed), formatBytes(free), formatBytes(furtherBytes)),
        }}
      />
    );
  return (
    <>
      <p>{free === null ? t('planRoomUnlimited') : t('planRoomFree', formatBytes(free))}</p>
      {free !== null && furtherBytes > 0 && <p class="soft">{t('planFurther', formatBytes(furtherBytes))}</p>}
      {isSlowed(account, needed) && <p class="soft">{t('slowAboveFiveTerabytes')}</p>}
    </>
  );
}
