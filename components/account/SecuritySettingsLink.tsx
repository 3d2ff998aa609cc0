import { t } from '../../utils/i18n.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';

/** Where a login token is made and a device removed. Source: docs/jottacloud.md, 1.1. */
const SECURITY_SETTINGS = 'https://www.jottacloud.com/web/secure';

/** Jottacloud's page for both, in a new tab. */
export const SecuritySettingsLink = () => (
  <ExternalLink href={SECURITY_SETTINGS}>{t('tokenPageLink')}</ExternalLink>
);
