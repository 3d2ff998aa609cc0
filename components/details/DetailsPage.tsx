import { formatCount, formatPercent } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import { type TransferPageModel, transferTabs } from '../../utils/models/transfer-page-model.ts';
import { taskCounts } from '../../utils/domain/run/item-counts.ts';
import { WhoseCopy } from '../run/WhoseCopy.tsx';
import { stateTitle } from '../run/state-title.ts';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/page.css';
import { usePageTexts } from '../shared/text/use-page-texts.ts';
import { NowPanel } from './NowPanel.tsx';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import { RunCard } from './RunCard.tsx';
import { TabBar, TabPanel } from './TabBar.tsx';
import { TasksPanel } from './tasks/TasksPanel.tsx';
import './details-page.css';
import type { CopyState } from '../../utils/models/copy-state.ts';
import { YearsPanel } from './YearsPanel.tsx';

const panels = { tasks: TasksPanel, years: YearsPanel, now: NowPanel, problems: ProblemsPanel };

/** States whose percentage is worth a look at the tab from afar. */
const counted: ReadonlySet<CopyState> = new Set(['running', 'waiting', 'paused', 'checking']);

/** Details of the current copy, in a tab of its own. */
export function DetailsPage({ model }: { model: TransferPageModel }) {
  usePageTexts(tabTitle(model));
  const { value: tab } = model.tab;
  const Panel = panels[tab];
  return (
    <main class="page transfer" data-state={model.transfer.state.value}>
      <WhoseCopy model={model.transfer} />
      <RunCard model={model.transfer} />
      <section class="card transfer__tabs" aria-label={t('transferTabs')}>
        <TabBar
          name={t('transferTabs')}
          tabs={transferTabs.map((key) => ({ key, label: labels[key](), count: counts[key](model) }))}
          shown={tab}
          show={(key) => model.show(key)}
        />
        <TabPanel shown={tab}>
          <Panel model={model} />
        </TabPanel>
      </section>
      <footer class="transfer__links">
        <a href="/report.html">{t('reportTitle')}</a>
        <a href="/options.html">{t('optionsTitle')}</a>
      </footer>
    </main>
  );
}

const labels = {
  tasks: () => t('tabTasks'),
  years: () => t('yearsHeading'),
  now: () => t('tabNow'),
  problems: () => t('tabProblems'),
};

const counts: Record<keyof typeof labels, (model: TransferPageModel) => string> = {
  tasks: tasksCount,
  years: () => '',
  now: () => '',
  problems: ({ problems, transfer }) => {
    const read = problems.value?.reduce((sum, group) => sum + group.problems.length, 0);
    const known = read ?? transfer.snapshot.value.totals.filesFailed;
    return known > 0 ? formatCount(known) : '';
  },
};

/** Counts the open run and those that wait; nothing for one alone. */
function tasksCount({ transfer }: TransferPageModel): string {
  const { run, waiting } = transfer.snapshot.value;
  const isOpen = run !== null && run.status !== 'finished';
  const count = waiting.tasks + Number(isOpen);
  return waiting.tasks > 0 ? formatCount(count) : '';
}

/** Returns `27% – Copying photos`: the percentage comes first because a narrow tab shows no more. */
function tabTitle({ transfer }: TransferPageModel): string {
  const state = transfer.state.value;
  const { run, totals } = transfer.snapshot.value;
  const { done, all } = taskCounts(run, totals);
  const title = state === 'running' ? t('transferCopying') : stateTitle(transfer);
  return counted.has(state) && all > 0 ? t('transferTitle', formatPercent(done / all), title) : title;
}
