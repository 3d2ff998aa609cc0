import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/page.css';
import { usePageTexts } from '../shared/text/use-page-texts.ts';
import { AboutSection } from './AboutSection.tsx';
import { CopiedSection } from './CopiedSection.tsx';
import { DestinationSection } from './DestinationSection.tsx';
import { DetailsFilesSection } from './DetailsFilesSection.tsx';
import { DiagnosisSection } from './DiagnosisSection.tsx';
import { FoldersSection } from './FoldersSection.tsx';
import { IcloudSection } from './IcloudSection.tsx';
import { JottacloudSection } from './JottacloudSection.tsx';
import { ManifestSection } from './ManifestSection.tsx';
import { MoreFold } from './MoreFold.tsx';
import { NotificationsSection } from './NotificationsSection.tsx';
import { PrivacySection } from './PrivacySection.tsx';
import { SpeedSection } from './SpeedSection.tsx';
import { TopUpSection } from './TopUpSection.tsx';

/**
 * Setup and settings on one page: everything can be changed where it was set up. Settings that few people change are folded.
 *
 * @param props.opensMore the folded part is open at first
 */
export function OptionsPage({ model, opensMore = false }: { model: SettingsModel; opensMore?: boolean }) {
  const title = t('optionsTitle');
  usePageTexts(title);
  return (
    <main class="page">
      <h1 class="page__title">{title}</h1>
      <JottacloudSection model={model} />
      <DestinationSection model={model} />
      <FoldersSection model={model} />
      <CopiedSection model={model} />
      <TopUpSection model={model} />
      <NotificationsSection model={model} />
      <PrivacySection model={model} />
      <MoreFold label={t('optionsMore')} isOpen={opensMore}>
        <SpeedSection model={model} />
        <DetailsFilesSection model={model} />
        <ManifestSection model={model} />
        <IcloudSection model={model} />
        <DiagnosisSection model={model} />
        <AboutSection model={model} />
      </MoreFold>
    </main>
  );
}
