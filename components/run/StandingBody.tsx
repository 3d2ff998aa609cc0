import type { ErrorCode } from '../../utils/errors.ts';
import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { CheckLink } from '../shared/CheckLink.tsx';
import { errorText } from '../shared/text/error-text.ts';
import { EarlierResult } from './EarlierResult.tsx';
import { PlansLink } from '../plan/PlansLink.tsx';
import { SafeAndWaiting, SafeSoFar } from './SafeSoFar.tsx';
import { SetupSteps } from './SetupSteps.tsx';
import { TransferFigures } from './TransferFigures.tsx';

type Body = { model: TransferModel };

/** What is still to be connected before the first copy. */
export const SetupBody = ({ model }: Body) => (
  <>
    <p>{t('setupBody')}</p>
    <SetupSteps snapshot={model.snapshot.value} />
  </>
);

/** Somebody must sign in; a copy that was under way then goes on by itself. */
export function SignedOutBody({ model }: Body) {
  const snapshot = model.snapshot.value;
  const active = snapshot.run?.status === 'attention';
  return (
    <>
      <p>{active ? t('signedOutActiveBody') : t('signedOutBody')}</p>
      {active && <SafeSoFar snapshot={snapshot} />}
      <EarlierResult snapshot={snapshot} />
    </>
  );
}

/** What “Copy to Jottacloud” will do. */
export const ReadyBody = ({ model }: Body) => (
  <>
    <p>{t('readyBody')}</p>
    <EarlierResult snapshot={model.snapshot.value} />
  </>
);

/** Errors of which nobody knows what they mean: the check of the connection tells more. */
const NOT_UNDERSTOOD: ReadonlySet<ErrorCode> = new Set(['bad-response', 'icloud-changed', 'unexpected']);

/** What a person must do before it can go on. */
export function AttentionBody({ model: { obstacle, snapshot } }: Body) {
  const isFull = obstacle.value?.code === 'jottacloud-full';
  return (
    <>
      <p>{obstacle.value ? errorText(obstacle.value).body : t('attentionBody')}</p>
      {isFull ? <SafeAndWaiting snapshot={snapshot.value} /> : <SafeSoFar snapshot={snapshot.value} />}
      {isFull && <PlansLink />}
      {obstacle.value && NOT_UNDERSTOOD.has(obstacle.value.code) && (
        <p>
          <CheckLink />
        </p>
      )}
    </>
  );
}

/** How far it got before the person paused it. */
export const PausedBody = ({ model }: Body) => (
  <>
    <TransferFigures model={model} still />
    <SafeSoFar snapshot={model.snapshot.value} />
  </>
);
