import { t } from '../../utils/i18n.ts';
import { ExternalLink } from './ExternalLink.tsx';

/** Leads to "Check my connection", in a tab of its own. */
export const CheckLink = () => <ExternalLink href="/check.html">{t('checkTitle')}</ExternalLink>;
