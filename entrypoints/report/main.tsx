import { signal } from '@preact/signals';
import { render } from 'preact';
import { ReportPage } from '../../components/report/ReportPage.tsx';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../../utils/messaging/protocol.ts';
import { sharedLog } from '../../utils/storage/database.ts';
import { readReport } from '../../utils/storage/read-report.ts';

const database = sharedLog();
const report = signal(await readReport(await database));
new BroadcastChannel(PROGRESS_CHANNEL).addEventListener(
  'message',
  async ({ data }: MessageEvent<ProgressMessage>) => {
    if (data.kind === 'stored') report.value = await readReport(await database);
  },
);
const place = document.getElementById('app');
if (place) render(<ReportPage model={{ report, loading: signal(false) }} />, place);
