import { render } from 'preact';
import { PopupPage } from '../../components/popup/PopupPage.tsx';
import { createTransferModel } from '../../utils/models/create-transfer-model.ts';
import { createTransferPorts } from '../transfer/transfer-ports.ts';

const model = await createTransferModel(createTransferPorts());
const place = document.getElementById('app');
if (place) render(<PopupPage model={model} />, place);
