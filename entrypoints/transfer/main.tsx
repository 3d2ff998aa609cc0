import { computed, effect } from '@preact/signals';
import { render } from 'preact';
import { DetailsPage } from '../../components/details/DetailsPage.tsx';
import { PicturesContext } from '../../components/shared/picture/pictures-context.ts';
import { askBackground } from '../../utils/messaging/message.ts';
import { transferTabs, createTransferPageModel, firstTab } from '../../utils/models/transfer-page-model.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { readRunIds, readRuns } from '../../utils/store/reads/read-history.ts';
import { readProblems } from '../../utils/store/reads/read-problems.ts';
import { readQueue, readTaskNames } from '../../utils/store/reads/read-tasks.ts';
import { pendingSendsOf } from '../../utils/settings/pending-sends.ts';
import { readSpeeds } from '../../utils/store/runs/speeds.ts';
import { openPictures } from '../shared/open-pictures.ts';
import { createTransferPorts } from '../shared/transfer-ports.ts';
import { beginReading } from '../../utils/models/report/begin-reading.ts';
import { createYearsModel } from '../../utils/models/report/years-model.ts';
import { createYearsPorts, readYearsNow } from '../shared/years-ports.ts';
import { pageVisibility } from '../../utils/models/page-visibility.ts';
import { followWakeLock } from '../../utils/models/unattended/wake-lock.ts';
import { followLog } from '../shared/follow-log.ts';
import { createTransferModel } from '../../utils/models/transfer-model.ts';

followLog();
const wantedTab = transferTabs.find((tab) => `#${tab}` === location.hash);
// The years are what opens unless something moves or went wrong.
const takeYears = (wantedTab ?? 'years') === 'years' ? beginReading(readYearsNow) : undefined;
const transfer = await createTransferModel(createTransferPorts());
const model = createTransferPageModel({
  transfer,
  firstTab: wantedTab ?? firstTab(transfer.state.value),
  years: (change, isShown) => createYearsModel(createYearsPorts(takeYears), change, isShown),
  readProblems: async () => readProblems(await sharedLog()),
  readSpeeds: async (runId) => readSpeeds(await sharedLog(), runId),
  readRunIds: async () => readRunIds(await sharedLog()),
  readRuns: async (ids) => readRuns(await sharedLog(), ids),
  readNames: async (runs) => readTaskNames(await sharedLog(), runs),
  async readQueue() {
    const log = await sharedLog();
    return readQueue(log, await pendingSendsOf(log.name).getValue());
  },
  moveUp: (id) => askBackground('moveTaskUp', { id }),
  remove: (id) => askBackground('removeTask', { id }),
  repeat: (id) => askBackground('repeatRun', { id }),
  retry: (code) => askBackground('retryFailed', { code }),
});
if (import.meta.env.FIREFOX) {
  const isWanted = computed(
    () => transfer.unattended.keepAwake.value && transfer.snapshot.value.run?.status === 'active',
  );
  followWakeLock(isWanted, pageVisibility(document), () => navigator.wakeLock.request('screen'));
}
// A reloaded page shows the same tab.
effect(() => history.replaceState(null, '', `#${model.tab.value}`));
const root = document.getElementById('app');
if (root)
  render(
    <PicturesContext.Provider value={openPictures()}>
      <DetailsPage model={model} />
    </PicturesContext.Provider>,
    root,
  );
