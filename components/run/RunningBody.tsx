import { useSignal } from '@preact/signals';
import {
  formatCount,
  formatDuration,
  formatShownSpeed,
  formatTimeOfDay,
  formatTimeTaken,
} from '../../utils/format.ts';
import { t, tn, type MessageKey } from '../../utils/i18n.ts';
import type { LiveNote, LiveProgress, Step } from '../../utils/domain/progress/progress.ts';
import { quietSeconds } from '../../utils/domain/run/quiet.ts';
import { isSlowed } from '../../utils/domain/plan/storage-use.ts';
import type { PlanModel } from '../../utils/models/plan-model.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { ProgressBar } from '../shared/ProgressBar.tsx';
import { PhotoPicture } from '../shared/picture/PhotoPicture.tsx';
import { errorText } from '../shared/text/error-text.ts';
import { finishOf } from './finish-of.ts';
import './running-body.css';
import { TransferFigures } from './TransferFigures.tsx';

type Body = { model: TransferModel };

/** Progress of the listing, before anything is copied. */
export function CountingBody({ model }: Body) {
  const { run } = model.snapshot.value;
  if (run?.earlierCopy?.status === 'reading') return <ReadingEarlierCopy files={run.earlierCopy.files} />;
  const found = run?.listedItems ?? 0;
  const all = run?.appleCount ?? 0;
  return (
    <>
      {all > 0 && (
        <ProgressBar
          name={t('itemsFound')}
          done={Math.min(found, all)}
          all={all}
          text={t('countOfTotal', formatCount(found), formatCount(all))}
          still={false}
        />
      )}
      <p>{foundText(found, all)}</p>
      <p class="soft">{t('countingBody')}</p>
      <LiveNotes model={model} />
      <OpenedTabHint model={model} />
    </>
  );
}

/** Progress of recovery, before the listing. */
const ReadingEarlierCopy = ({ files }: { files: number }) => (
  <>
    <p>{files > 0 ? t('countingEarlierFiles', formatCount(files)) : t('countingEarlier')}</p>
    <p class="soft">{t('countingBody')}</p>
  </>
);

const foundText = (found: number, all: number): string =>
  all > 0
    ? t('foundOfTotal', formatCount(found), formatCount(all))
    : tn('foundSoFar', found, formatCount(found));

/** Progress of the copy. */
export const RunningBody = ({ model }: Body) => (
  <>
    <TransferFigures model={model} still={false} />
    {model.snapshot.value.run?.isAutomatic && <p class="soft">{t('runAutomatic')}</p>}
    <LiveFigures model={model} />
    <LiveNotes model={model} />
    <Slowed account={model.plan.account.value} />
    <p class="soft">{t('runningHint')}</p>
    <OpenedTabHint model={model} />
  </>
);

/** A pause that a service imposed; copying resumes automatically. */
export const WaitingBody = ({ model }: Body) => (
  <>
    {model.obstacle.value && <p>{errorText(model.obstacle.value).body}</p>}
    {model.obstacle.value?.code !== 'offline' && <WaitingUntil live={model.live.value} />}
    <TransferFigures model={model} still />
    <LiveNotes model={model} />
  </>
);

/** Progress of the final check in Jottacloud. */
export function CheckingBody({ model }: Body) {
  const { run, totals } = model.snapshot.value;
  return (
    <>
      <TransferFigures model={model} still={false} />
      <p>{t('filesCheckedOfTotal', formatCount(run?.checkedFiles ?? 0), formatCount(totals.filesFound))}</p>
    </>
  );
}

const steps: Record<Step, MessageKey> = {
  listing: 'stepListing',
  downloading: 'stepDownloading',
  uploading: 'stepUploading',
  checking: 'stepChecking',
  waiting: 'stepWaiting',
};

/**
 * The end of the copy, the speed of the uploads, step and the latest file, which only the running engine knows. A silent
 * link has no speed and no end.
 */
function LiveFigures({ model }: Body) {
  const live = model.live.value;
  if (!live) return null;
  const silentSeconds = quietSeconds(live);
  return (
    <div class="live-figures">
      {silentSeconds === null && (
        <>
          <p class="live-figures__time">{finishOf(model, live)}</p>
          <p class="live-figures__speed">{formatShownSpeed(live.perSecond.sent)}</p>
        </>
      )}
      <p class="live-figures__wide">
        {silentSeconds === null ? t(steps[live.step]) : t('lineQuiet', formatTimeTaken(silentSeconds))}
      </p>
      {live.lastFile !== null && (
        <div class="live-figures__wide live-figures__last">
          <PhotoPicture
            photo={live.finished[0]?.photo ?? null}
            name={live.finished[0]?.name ?? live.lastFile}
          />
          <p class="live-figures__file" title={live.lastFile}>
            {t('lastFile', live.lastFile)}
          </p>
        </div>
      )}
    </div>
  );
}

/** The time at which copying resumes, if it is known. */
function WaitingUntil({ live }: { live: LiveProgress | null }) {
  if (!live?.waiting || live.waiting.until <= live.at) return <p>{t('waitingByItself')}</p>;
  const { until } = live.waiting;
  return <p>{t('waitingUntil', formatTimeOfDay(until), formatDuration((until - live.at) / 1000))}</p>;
}

type NoteKeys = readonly [title: MessageKey, body: MessageKey];

const liveNotes: Record<LiveNote, NoteKeys> = {
  woken: ['noteWokenTitle', 'noteWokenBody'],
  shaky: ['noteShakyTitle', 'noteShakyBody'],
  'clock-wrong': ['noteClockTitle', 'noteClockBody'],
};
const resumedNote: NoteKeys = ['noteResumedTitle', 'noteResumedBody'];
const rebuiltNote: NoteKeys = ['noteRebuiltTitle', 'noteRebuiltBody'];

/** How long the page shows that copying resumed after the browser was closed. */
const RESUMED_MS = 10 * 60_000;

/** Notes worth a word that ask for no action: one, and the others on a press, so that the figures stay in sight. */
function LiveNotes({ model }: Body) {
  const { run, resumedAt } = model.snapshot.value;
  const now = model.live.value?.at ?? 0;
  const notes = [
    ...(run?.isRebuilt ? [rebuiltNote] : []),
    ...(resumedAt !== null && now - resumedAt < RESUMED_MS ? [resumedNote] : []),
    ...(model.live.value?.notes ?? []).map((note) => liveNotes[note]),
  ];
  const isOpen = useSignal(false);
  const more = notes.length - 1;
  return (
    <>
      {(isOpen.value ? notes : notes.slice(0, 1)).map(([title, body]) => (
        <div key={title} class="calm-note">
          <p class="calm-note__title">{t(title)}</p>
          <p>{t(body)}</p>
        </div>
      ))}
      {more > 0 && (
        <button
          type="button"
          class="calm-note__more"
          aria-expanded={isOpen.value}
          onClick={() => void (isOpen.value = !isOpen.value)}
        >
          {isOpen.value ? t('notesFewer') : tn('notesMore', more, formatCount(more))}
        </button>
      )}
    </>
  );
}

/** Jottacloud's rule for large accounts. */
const Slowed = ({ account }: { account: PlanModel['account']['value'] }) =>
  account !== null && account !== 'unknown' && isSlowed(account) ? (
    <p class="soft">{t('slowAboveFiveTerabytes')}</p>
  ) : null;

/** Explains the tab that we opened. */
const OpenedTabHint = ({ model }: Body) =>
  model.snapshot.value.hasOpenedTab ? <p class="soft">{t('openedPageHint')}</p> : null;
