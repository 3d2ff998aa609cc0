import { formatBytes, formatCount } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import type { CompatiblePlan, CompatibleSums } from '../../../utils/domain/plan/compatible-plan.ts';

/** Names the compatible copies of a plan by type and size, each with its number; the first row of a type has its bytes. */
export const compatibleRows = ({ stills, videos }: CompatiblePlan): [name: string, value: string][] => [
  ...rowsOf('JPEG', stills),
  ...rowsOf('MP4', videos),
];

/** Copies that are not known to be of full size count as smaller ones, and their type names the longest edge. */
function rowsOf(type: string, { files, bytes, fullSize, longEdge }: CompatibleSums): [string, string][] {
  const smaller =
    longEdge > 0 ? t('compatibleSmaller', type, formatCount(longEdge)) : t('compatibleUnknownSize', type);
  const rows: [string, number][] = [
    [smaller, files - fullSize],
    [t('compatibleFullSize', type), fullSize],
  ];
  return [
    ...(files > 0
      ? [[type, t('planAmount', formatCount(files), formatBytes(bytes))] satisfies [string, string]]
      : []),
    ...rows.flatMap(([name, count]): [string, string][] => (count > 0 ? [[name, formatCount(count)]] : [])),
  ];
}
