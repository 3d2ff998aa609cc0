import { render } from 'preact';
import { PopupPage } from '../../components/popup/PopupPage.tsx';
import { PicturesContext } from '../../components/shared/picture/pictures-context.ts';
import { openPictures } from '../shared/open-pictures.ts';
import { createTransferPorts } from '../shared/transfer-ports.ts';
import { followLog } from '../shared/follow-log.ts';
import { createTransferModel } from '../../utils/models/transfer-model.ts';

followLog();
const model = await createTransferModel(createTransferPorts());
const root = document.getElementById('app');
if (root)
  render(
    <PicturesContext.Provider value={openPictures()}>
      <PopupPage model={model} />
    </PicturesContext.Provider>,
    root,
  );
