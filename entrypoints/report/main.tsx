import { render } from 'preact';
import { browser } from 'wxt/browser';
import { ReportPage } from '../../components/report/ReportPage.tsx';
import { askBackground } from '../../utils/messaging/message.ts';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../../utils/messaging/protocol.ts';
import { countAlbumPhotos, photosNotShown } from '../../utils/store/listing/album-photos.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { readReportItems } from '../../utils/store/reads/read-report-files.ts';
import { readReport } from '../../utils/store/reads/read-report.ts';
import { browserName } from '../../utils/domain/report/browser-name.ts';
import { createReportModel } from '../../utils/models/report-model.ts';

/** A page that nobody sees is not drawn: then it does not wait for long. */
const MAX_DRAWING_MS = 1_000;
/** Until the frame after the next one: the next one may still be made from what was there before. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, MAX_DRAWING_MS);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });

/** The history links to the report of one run: `report.html#run=12`. */
const wanted = /^#run=(\d+)$/.exec(location.hash)?.[1];
const runId = wanted === undefined ? null : Number(wanted);

const database = await sharedLog();
const model = createReportModel({
  readReport: () => readReport(database, runId),
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
  readAppleAccount: async () => (await askBackground('readIcloudAccount')).account,
  readJottacloudName: async () => (await askBackground('readAccount'))?.name ?? null,
  chance: Math.random,
});
await model.look();
new BroadcastChannel(PROGRESS_CHANNEL).addEventListener(
  'message',
  ({ data }: MessageEvent<ProgressMessage>) => {
    if (data.kind === 'stored') void model.look();
  },
);
const place = document.getElementById('app');
if (place) render(<ReportPage model={model} />, place);
