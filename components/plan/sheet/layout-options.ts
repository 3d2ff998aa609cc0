import { type Layout, layouts } from '../../../utils/domain/layout/layouts.ts';
import { type MessageKey, t } from '../../../utils/i18n.ts';
import type { RadioOption } from '../../shared/RadioGroup.tsx';

const texts: Record<Layout, { label: MessageKey; hint: MessageKey }> = {
  albums: { label: 'layoutAlbums', hint: 'layoutAlbumsHint' },
  'year-month': { label: 'layoutYearMonth', hint: 'layoutYearMonthHint' },
  'one-folder': { label: 'layoutOneFolder', hint: 'layoutOneFolderHint' },
};

/** Lists the layouts that can be chosen, the usual one first. */
export const layoutOptions = (): RadioOption<Layout>[] =>
  layouts.map((value) => ({ value, label: t(texts[value].label), hint: t(texts[value].hint) }));
