import { t } from '../../utils/i18n.ts';
import type { TransferSnapshot } from '../../utils/domain/run/snapshot.ts';
import { Icon } from '../shared/Icon.tsx';
import './setup-steps.css';

/** The two sign-ins that are needed, each with its state. */
export const SetupSteps = ({ snapshot }: { snapshot: TransferSnapshot }) => (
  <ul class="setup-steps">
    <SetupStep name={t('setupStepJottacloud')} done={snapshot.connected} />
    <SetupStep name={t('setupStepIcloud')} done={snapshot.session === 'signed-in'} />
  </ul>
);

/** An open step has its number: a circle alone looks like something to press. */
const SetupStep = ({ name, done }: { name: string; done: boolean }) => (
  <li class={done ? 'setup-steps__step setup-steps__step--done' : 'setup-steps__step'}>
    {done ? <Icon name="done" /> : <span class="setup-steps__number" />}
    <span>{name}</span>
    <span class="visually-hidden"> {done ? t('setupStepDone') : t('setupStepOpen')}</span>
  </li>
);
