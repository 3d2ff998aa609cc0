import { t } from '../../utils/i18n.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';

/** Where Jottacloud shows what can be bought. */
const PLANS = 'https://www.jottacloud.com/en/pricing.html';

/** The way to more room. */
export const PlansLink = () => (
  <p>
    <ExternalLink href={PLANS}>{t('seePlans')}</ExternalLink>
  </p>
);
