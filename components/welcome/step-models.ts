import type { WelcomeModel } from '../../utils/models/welcome-model.ts';
import type { SheetModel } from '../../utils/models/settings/sheet-model.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import type { YearsModel } from '../../utils/models/report/years-model.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';

/** Models for every step. */
export interface StepModels {
  welcome: WelcomeModel;
  settings: SettingsModel;
  transfer: TransferModel;
  years: YearsModel;
  sheet: SheetModel;
}
