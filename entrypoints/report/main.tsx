import { computed, signal } from '@preact/signals';
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { ReportPage } from '../../components/report/ReportPage.tsx';
import { PicturesContext } from '../../components/shared/picture/pictures-context.ts';
import { PreviewsContext } from '../../components/shared/picture/previews-context.ts';
import { createYearsPorts } from '../shared/years-ports.ts';
import { createYearsModel } from '../../utils/models/report/years-model.ts';
import { signalOf } from '../../utils/models/stored-signal.ts';
import { cancelStepsOf } from '../../utils/settings/stored-items.ts';
import { reportDay } from '../../utils/domain/report/report-name.ts';
import { epochMs } from '../../utils/units.ts';
import { askBackground } from '../../utils/messaging/message.ts';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../../utils/messaging/protocol.ts';
import { countAlbumPhotos, photosNotShown } from '../../utils/store/listing/album-photos.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { readReportItems } from '../../utils/store/reads/read-report-files.ts';
import { readReport } from '../../utils/store/reads/read-report.ts';
import { browserName } from '../../utils/domain/report/browser-name.ts';
import { drawn } from '../shared/drawn.ts';
import { followLog, readOwnerOfLog } from '../shared/follow-log.ts';
import { openPictures, openPreviews } from '../shared/open-pictures.ts';
import { beginReading } from '../../utils/models/report/begin-reading.ts';
import { createReportModel } from '../../utils/models/report/report-model.ts';

/** The history links to the report of one run: `report.html#run=12`. */
const wanted = /^#run=(\d+)$/.exec(location.hash)?.[1];
const runId = wanted === undefined ? null : Number(wanted);

followLog();
const takeFirst = beginReading(async () => readReport(await sharedLog(), runId, 'first'));
const database = await sharedLog();
/** Changes whenever the log may have changed. */
const changes = signal(0);
const model = createReportModel({
  readReport: (part) => (part === 'first' ? takeFirst() : readReport(database, runId)),
  drawn,
  items: () => readReportItems(database),
  async albumPhotos(keys) {
    const { byAlbum, notShownByAlbum } = await countAlbumPhotos(
      database,
      keys,
      await photosNotShown(database),
    );
    return { foundByAlbum: byAlbum, notShownByAlbum };
  },
  versions: {
    version: browser.runtime.getManifest().version,
    browser: browserName(navigator.userAgent),
  },
  readAppleAccount: readOwnerOfLog,
  readJottacloudOwner: () => askBackground('readAccount'),
  years: createYearsModel(createYearsPorts(), changes, signal(runId === null)),
  steps: await signalOf(cancelStepsOf(database.name)),
  saveReport: (folder, day, html) => askBackground('saveReport', { folder, day, html }),
  async tryAgain() {
    await askBackground('retryFailed', { code: null });
    location.href = '/transfer.html#now';
  },
  copyText: (text) => navigator.clipboard.writeText(text),
  today: () => reportDay(epochMs(Date.now()), -new Date().getTimezoneOffset()),
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  chance: Math.random,
});
await model.checkForNews();
new BroadcastChannel(PROGRESS_CHANNEL).addEventListener(
  'message',
  ({ data }: MessageEvent<ProgressMessage>) => {
    if (data.kind !== 'stored') return;
    changes.value += 1;
    void model.checkForNews();
  },
);
const previews = openPreviews();
// Each change of the copy may bring back what was lost.
computed(() => `${model.report.value?.run.id} ${model.report.value?.run.status}`).subscribe(() =>
  previews.askAgain(),
);
const root = document.getElementById('app');
if (root)
  render(
    <PicturesContext.Provider value={openPictures()}>
      <PreviewsContext.Provider value={previews}>
        <ReportPage model={model} />
      </PreviewsContext.Provider>
    </PicturesContext.Provider>,
    root,
  );
