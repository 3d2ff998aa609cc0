import { formatBytes, formatCount } from '../../utils/format.ts';
import { t, type MessageKey } from '../../utils/i18n.ts';
import type { Layout } from '../../utils/domain/layout/layouts.ts';
import type { Amount, CannotReason, Plan } from '../../utils/domain/plan/plan.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import { compatibleRows } from '../shared/text/compatible-text.ts';
import { destinationText } from '../shared/text/destination-text.ts';
import { kindText } from '../shared/text/kind-text.ts';
import { libraryName } from '../shared/text/library-name.ts';

const layouts: Record<Layout, MessageKey> = {
  albums: 'layoutAlbums',
  'year-month': 'layoutYearMonth',
  'one-folder': 'layoutOneFolder',
};

const reasons: Record<CannotReason, MessageKey> = {
  'still-uploading': 'cannotStillUploading',
  unusable: 'cannotUnusable',
  'shared-album': 'cannotSharedAlbum',
  'smart-album': 'cannotSmartAlbum',
};

type PlanPart = { run: Run; plan: Plan; showsDestination?: boolean };

/**
 * The rest of the plan, folded. The heading counts the files that cannot be copied, so that everyone sees the number.
 *
 * @param props.showsDestination false where folder and layout are shown beside it
 */
export function PlanDetails({ run, plan, showsDestination = true }: PlanPart) {
  const [cannot, notPhotos] = partition(plan.cannot);
  return (
    <div class="plan-details">
      <PlanRows
        name={t('planByKind')}
        rows={plan.byKind.map(({ kind, amount }) => [kindText(kind), amountText(amount)])}
      />
      <PlanRows
        name={t('planWhere')}
        rows={[...(showsDestination ? destinationRows(run) : []), ...whereRows(plan)]}
      />
      <PlanRows
        name={t('planCannot', formatCount(cannot.reduce((sum, { count }) => sum + count, 0)))}
        rows={reasonRows(cannot)}
      />
      {plan.compatible && <PlanRows name={t('compatibleHeading')} rows={compatibleRows(plan.compatible)} />}
      <PlanRows name={t('planLeftOut')} rows={[...leftOutRows(plan), ...reasonRows(notPhotos)]} />
    </div>
  );
}

/** Links and smart albums are no photos that fail: what they show is copied, or never was a part of the library. */
const OF_PHOTOS: ReadonlySet<CannotReason> = new Set(['still-uploading', 'unusable']);

/** Separates photos that cannot be copied from what is no photo. */
const partition = (cannot: Plan['cannot']): [photos: Plan['cannot'], others: Plan['cannot']] => [
  cannot.filter(({ reason }) => OF_PHOTOS.has(reason)),
  cannot.filter(({ reason }) => !OF_PHOTOS.has(reason)),
];

const reasonRows = (cannot: Plan['cannot']): [string, string][] =>
  cannot.map(({ reason, count }) => [t(reasons[reason]), formatCount(count)]);

/** A folded part of the plan; nothing without rows. */
const PlanRows = ({ name, rows }: { name: string; rows: [name: string, value: string][] }) =>
  rows.length === 0 ? null : (
    <details>
      <summary>{name}</summary>
      <dl class="plan-rows">
        {rows.map(([row, value]) => (
          <div key={row}>
            <dt>{row}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );

const amountText = ({ items, bytes }: Amount): string =>
  t('planAmount', formatCount(items), formatBytes(bytes));

const destinationRows = ({ destinationFolder, arrangement }: Run): [string, string][] => [
  [t('destinationHeading'), destinationText(destinationFolder)],
  [t('layoutHeading'), t(layouts[arrangement.layout])],
];

function whereRows(plan: Plan): [string, string][] {
  const libraries = plan.byLibrary.length > 1 ? plan.byLibrary : [];
  return [
    [t('planAlbums'), formatCount(plan.albums)],
    ...libraries.map(({ zoneName, title, amount }): [string, string] => [
      libraryName(zoneName, title),
      amountText(amount),
    ]),
    [t('planLargest'), formatBytes(plan.largestBytes)],
  ];
}

/** Null: Apple does not report the number. A count of 0 has no row. */
const leftOutRows = ({ hidden, recentlyDeleted, notChosen }: Plan): [string, string][] =>
  (
    [
      [t('planNotChosen'), notChosen],
      [t('hiddenPhotos'), hidden],
      [t('recentlyDeletedPhotos'), recentlyDeleted],
    ] as const
  ).flatMap(([name, count]) =>
    count === 0 ? [] : [[name, count === null ? t('numberUnknown') : formatCount(count)]],
  );
