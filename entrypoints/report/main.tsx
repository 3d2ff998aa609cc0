import { render } from 'preact';
import { browser } from 'wxt/browser';
import { ReportPage } from '../../components/report/ReportPage.tsx';
import { PicturesContext } from '../../components/shared/picture/pictures-context.ts';
import { PreviewsContext } from '../../components/shared/picture/previews-context.ts';
import { askBackground } from '../../utils/messaging/message.ts';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../../utils/messaging/protocol.ts';
import { countAlbumPhotos, photosNotShown } from '../../utils/store/listing/album-photos.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { readReportItems } from '../../utils/store/reads/read-report-files.ts';
import { readReport } from '../../utils/store/reads/read-report.ts';
import { browserName } from '../../utils/domain/report/browser-name.ts';
import { openPictures, openPreviews } from '../shared/open-pictures.ts';
import { createReportModel } from '../../utils/models/report/report-model.ts';

/** Browsers do not draw a hidden page: the wait ends after this time. */
const MAX_DRAWING_MS = 1_000;
/** Resolves in the frame after the next one: the next one may still show the previous content. */
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
await model.checkForNews();
new BroadcastChannel(PROGRESS_CHANNEL).addEventListener(
  'message',
  ({ data }: MessageEvent<ProgressMessage>) => {
    if (data.kind === 'stored') void model.checkForNews();
  },
);
const root = document.getElementById('app');
if (root)
  render(
    <PicturesContext.Provider value={openPictures()}>
      <PreviewsContext.Provider value={openPreviews()}>
        <ReportPage model={model} />
      </PreviewsContext.Provider>
    </PicturesContext.Provider>,
    root,
  );
