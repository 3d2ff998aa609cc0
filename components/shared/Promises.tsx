import { t } from '../../utils/i18n.ts';
import { Icon } from './Icon.tsx';
import './promises.css';

/** The three promises. */
export const Promises = () => (
  <ul class="promises">
    {[t('promiseDeletesNothing'), t('promiseStraight'), t('promisePasswords')].map((promise) => (
      <li key={promise}>
        <Icon name="done" />
        {promise}
      </li>
    ))}
  </ul>
);
