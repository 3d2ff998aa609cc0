import { t } from '../../utils/i18n.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';

/** Page that creates login tokens and removes devices. Source: docs/jottacloud.md, 1.1. */
const SECURITY_SETTINGS = 'https://www.jottacloud.com/web/secure';

/** A link to that page, in a new tab. */
export const SecuritySettingsLink = () => (
  <ExternalLink href={SECURITY_SETTINGS}>{t('tokenPageLink')}</ExternalLink>
);
