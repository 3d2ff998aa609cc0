import { formatBytes } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { bytesToMove, type Plan } from '../../utils/domain/run/plan.ts';
import { freeBytes, hasRoomFor, isSlowed } from '../../utils/domain/run/room.ts';
import type { JottacloudAccount } from '../../utils/domain/run/snapshot.ts';
import { Notice } from '../shared/Notice.tsx';
import { PlansLink } from './PlansLink.tsx';
import { ROOM_ID } from './plan-block.ts';

/** Room at Jottacloud and in the browser, and what stands in the way. */
export function PlanRoom({ model, plan }: { model: TransferModel; plan: Plan }) {
  const account = model.plan.account.value;
  const browserRoom = model.plan.browserRoomBytes.value;
  return (
    <div class="plan-room" id={ROOM_ID}>
      {account === null && <p class="soft">{t('planRoomReading')}</p>}
      {account === 'unknown' && <p class="soft">{t('planRoomUnknown')}</p>}
      {account !== null && account !== 'unknown' && <AtJottacloud account={account} plan={plan} />}
      {browserRoom !== null && browserRoom < plan.largestBytes && (
        <Notice
          tone="warn"
          text={{
            title: t('planBrowserFullTitle'),
            body: t('planBrowserFullBody', formatBytes(plan.largestBytes), formatBytes(browserRoom)),
          }}
        />
      )}
    </div>
  );
}

function AtJottacloud({ account, plan }: { account: JottacloudAccount; plan: Plan }) {
  const needed = bytesToMove(plan);
  const free = freeBytes(account);
  if (free !== null && !hasRoomFor(account, needed))
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
  if (free !== null && !hasRoomFor(account, needed + furtherBytes))
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
