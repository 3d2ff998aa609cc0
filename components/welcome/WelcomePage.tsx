import { useEffect, useRef } from 'preact/hooks';
import type { ComponentType } from 'preact';
import { t, type MessageKey } from '../../utils/i18n.ts';
import type { FirstRunStep } from '../../utils/domain/run/first-run.ts';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/page.css';
import { WaitingSends } from '../shared/WaitingSends.tsx';
import { usePageTexts } from '../shared/text/use-page-texts.ts';
import { BeginStep } from './BeginStep.tsx';
import { CopyingStep } from './CopyingStep.tsx';
import { CountingStep } from './CountingStep.tsx';
import { FirstPhotosStep } from './FirstPhotosStep.tsx';
import { IcloudStep } from './IcloudStep.tsx';
import { PlanStep } from './PlanStep.tsx';
import { StepList } from './StepList.tsx';
import { TokenStep } from './TokenStep.tsx';
import './welcome-page.css';
import type { StepModels } from './step-models.ts';
const steps: Record<FirstRunStep, { title: MessageKey; Body: ComponentType<StepModels> }> = {
  welcome: { title: 'firstWelcomeTitle', Body: BeginStep },
  jottacloud: { title: 'setupStepJottacloud', Body: TokenStep },
  icloud: { title: 'setupStepIcloud', Body: IcloudStep },
  counting: { title: 'firstCountingTitle', Body: CountingStep },
  plan: { title: 'firstPlanTitle', Body: PlanStep },
  test: { title: 'firstTestTitle', Body: FirstPhotosStep },
  copying: { title: 'firstCopyingTitle', Body: CopyingStep },
};

/** Returns the step that is shown: the plan stays while a change is counted in place. */
const shownStep = ({ welcome, sheet }: StepModels): FirstRunStep =>
  welcome.step.value === 'counting' && sheet.shown.value?.isRecounting ? 'plan' : welcome.step.value;

/** Nothing is said to be read while nothing is read: before the count, after "Stop", and at an obstacle. */
const titleOf = (step: FirstRunStep, { transfer }: StepModels): MessageKey =>
  step === 'counting' && transfer.state.value !== 'counting' ? steps.plan.title : steps[step].title;

/** The first run, one step at a time. It never asks again for a finished step. */
export function WelcomePage(models: StepModels) {
  const step = shownStep(models);
  const { run } = models.transfer.snapshot.value;
  const { Body } = steps[step];
  const title = titleOf(step, models);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  const isCalling = step === 'icloud' && models.welcome.icloud.value.session === 'signed-in';
  usePageTexts(t(isCalling ? 'firstSignedInTab' : title));
  // Move the focus to the next step, for keyboards and screen readers.
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return (
    <main class="page welcome" data-step={step}>
      <header class="welcome__name">
        <img src="/icon/32.png" width="24" height="24" alt="" />
        Fotoflytt
      </header>
      {step !== 'welcome' && <StepList step={step} />}
      <section class="card" aria-labelledby="step-heading">
        <h1 class="welcome__title" id="step-heading" ref={heading} tabIndex={-1}>
          {t(title)}
        </h1>
        {run === null && <WaitingSends snapshot={models.transfer.snapshot.value} />}
        <Body {...models} />
      </section>
      <footer class="welcome__foot soft">
        <a href="/options.html" target="_blank">
          {t('optionsTitle')}
        </a>
        <span>{t('notAffiliated')}</span>
      </footer>
    </main>
  );
}
