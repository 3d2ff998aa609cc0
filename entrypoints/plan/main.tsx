import { render } from 'preact';
import { PlanPage } from '../../components/plan-page/PlanPage.tsx';
import { PicturesContext } from '../../components/shared/picture/pictures-context.ts';
import { createSheetModel } from '../../utils/models/settings/sheet-model.ts';
import { createTransferModel } from '../../utils/models/transfer-model.ts';
import { openPictures } from '../shared/open-pictures.ts';
import { sheetPorts } from '../shared/sheet-ports.ts';
import { followLog } from '../shared/follow-log.ts';
import { createTransferPorts } from '../shared/transfer-ports.ts';

followLog();
const transfer = await createTransferModel(createTransferPorts());
const sheet = createSheetModel(sheetPorts(), transfer);
// A page may be opened without the popup, which asks who is signed in.
void transfer.refresh();
const root = document.getElementById('app');
if (root)
  render(
    <PicturesContext.Provider value={openPictures()}>
      <PlanPage sheet={sheet} transfer={transfer} />
    </PicturesContext.Provider>,
    root,
  );
