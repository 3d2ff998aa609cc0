import { render } from 'preact';
import { ReportPage } from '../../components/report/ReportPage.tsx';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../../utils/messaging/protocol.ts';
import { createReportModel } from '../../utils/state/create-report-model.ts';
import { countAlbumPhotos } from '../../utils/storage/album-photos.ts';
import { sharedLog } from '../../utils/storage/database.ts';
import { readReportItems } from '../../utils/storage/read-report-files.ts';
import { readReport } from '../../utils/storage/read-report.ts';

const database = await sharedLog();
const model = createReportModel({
  readReport: () => readReport(database),
  items: () => readReportItems(database),
  albumPhotos: async (keys) => (await countAlbumPhotos(database, keys)).byAlbum,
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
