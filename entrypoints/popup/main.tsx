import { render } from 'preact';
import { PopupPage } from '../../components/popup/PopupPage.tsx';
import { createTransferPorts } from '../shared/transfer-ports.ts';
import { createTransferModel } from '../../utils/models/transfer-model.ts';

const model = await createTransferModel(createTransferPorts());
const root = document.getElementById('app');
if (root) render(<PopupPage model={model} />, root);
