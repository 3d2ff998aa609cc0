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

/** The sign-ins that are missing before the first copy. */
export const SetupBody = ({ model }: Body) => (
  <>
    <p>{t('setupBody')}</p>
    <SetupSteps snapshot={model.snapshot.value} />
  </>
);

/** A missing sign-in at iCloud; an open copy then resumes automatically. */
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

/** Explains "Copy to Jottacloud". */
export const ReadyBody = ({ model }: Body) => (
  <>
    <p>{t('readyBody')}</p>
    <EarlierResult snapshot={model.snapshot.value} />
  </>
);

/** Errors with an unknown cause: the connection check reveals more. */
const NOT_UNDERSTOOD: ReadonlySet<ErrorCode> = new Set(['bad-response', 'icloud-changed', 'unexpected']);

/** What a person must do before the copy can resume. */
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

/** Progress of a paused copy. */
export const PausedBody = ({ model }: Body) => <TransferFigures model={model} still />;
