import { t } from '../../utils/i18n.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';

/** Jottacloud's page of plans. */
const PLANS = 'https://www.jottacloud.com/en/pricing.html';

/** A link to plans with more space. */
export const PlansLink = () => (
  <p>
    <ExternalLink href={PLANS}>{t('seePlans')}</ExternalLink>
  </p>
);
