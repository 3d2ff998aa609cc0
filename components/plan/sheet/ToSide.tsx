import { t } from '../../../utils/i18n.ts';
import { levelsOf } from '../../../utils/domain/layout/destination-folder.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import type { SheetModel } from '../../../utils/models/settings/sheet-model.ts';
import { RadioGroup } from '../../shared/RadioGroup.tsx';
import { ChangeFolder } from './ChangeFolder.tsx';
import { LayoutPreview } from './LayoutPreview.tsx';
import { layoutOptions } from './layout-options.ts';

/** Where the photos go, and how they are laid out there. */
export function ToSide({ sheet, run }: { sheet: SheetModel; run: Run }) {
  const arrangement = sheet.arrangement.value ?? run.arrangement;
  return (
    <section class="plan-sheet__side plan-sheet__side--to" aria-labelledby="sheet-to">
      <h2 class="plan-sheet__title" id="sheet-to">
        {t('sheetTo')}
      </h2>
      <ChangeFolder
        folders={sheet.folders}
        destination={run.destinationFolder}
        choose={(destination) => sheet.chooseFolder(levelsOf(destination))}
      />
      <p class="soft">{t('sheetWhereToLook')}</p>
      <RadioGroup
        name={t('layoutHeading')}
        options={layoutOptions()}
        chosen={arrangement.layout}
        choose={(layout) => void sheet.arrange({ layout })}
      />
      <LayoutPreview
        layoutSample={sheet.layoutSample.value}
        destination={run.destinationFolder}
        arrangement={arrangement}
      />
      <p class="soft">{t('sheetDefault')}</p>
    </section>
  );
}
