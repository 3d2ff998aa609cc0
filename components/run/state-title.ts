import { endOf } from '../../utils/domain/run/run.ts';
import { formatCount, formatDayBefore, keepTogether } from '../../utils/format.ts';
import { t, tn, type MessageKey } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { itemsMissing } from '../../utils/domain/run/item-counts.ts';
import { isPart } from '../../utils/domain/run/part.ts';
import type { IconName } from '../shared/Icon.tsx';
import { errorText } from '../shared/text/error-text.ts';
import type { CopyState } from '../../utils/models/copy-state.ts';

/** Returns the state in a few words, for the heading and for screen readers. A line never ends with its number. */
export const stateTitle = (model: TransferModel): string =>
  titles[model.state.value](model).replaceAll(/\d \p{L}/gu, keepTogether);

/** Icon beside the title, which says the same. */
export const stateIcons: Record<CopyState, IconName> = {
  setup: 'steps',
  'signed-out': 'person',
  ready: 'photo',
  counting: 'search',
  plan: 'steps',
  running: 'upload',
  waiting: 'clock',
  attention: 'warning',
  paused: 'pause',
  checking: 'checks',
  done: 'done',
  'done-with-problems': 'warning',
};

const titles: Record<CopyState, (model: TransferModel) => string> = {
  setup: ({ snapshot: { value } }) =>
    tn('setupTitle', Number(!value.connected) + Number(value.session !== 'signed-in')),
  'signed-out': () => t('signedOutTitle'),
  ready: () => t('readyTitle'),
  counting: () => t('countingTitle'),
  plan: ({ snapshot: { value } }) =>
    value.run?.plan?.all.items === 0 ? t('planNothingTitle') : t('planTitle'),
  running: () => t('runningTitle'),
  waiting: (model) => obstacleTitle(model, 'waitingTitle'),
  attention: (model) => obstacleTitle(model, 'attentionTitle'),
  paused: () => t('pausedTitle'),
  checking: () => t('checkingTitle'),
  done: doneTitle,
  'done-with-problems': problemsTitle,
};

const obstacleTitle = ({ obstacle }: TransferModel, otherwise: MessageKey): string =>
  obstacle.value ? errorText(obstacle.value).title : t(otherwise);

function doneTitle(model: TransferModel): string {
  const { run, totals } = model.snapshot.value;
  if (totals.itemsFound === 0) return t('doneNothingFoundTitle');
  const { count, at } = model.news.value;
  const endedAt = endOf(run);
  if (endedAt !== null && count > 0)
    return tn('newsTitle', count, formatCount(count), formatDayBefore(endedAt, at));
  return run && isPart(run) ? t('doneChoiceTitle') : t('doneTitle');
}

function problemsTitle({ snapshot }: TransferModel): string {
  const missing = itemsMissing(snapshot.value.run, snapshot.value.totals);
  return missing > 0 ? tn('problemsTitle', missing, formatCount(missing)) : t('problemsTitleUncounted');
}
