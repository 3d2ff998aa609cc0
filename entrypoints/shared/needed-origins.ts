import { accessFor, ICLOUD_ORIGINS } from '../../utils/icloud/hosts.ts';
import { JOTTACLOUD_ORIGIN } from '../../utils/jottacloud/hosts.ts';

/** Sites without which nothing can be copied; browsers let people take the access to them back. */
const NEEDED_ORIGINS: readonly string[] = [...ICLOUD_ORIGINS, JOTTACLOUD_ORIGIN];

/** Returns the sites that a copy needs access to, and that of one more host where Apple keeps bytes there. */
export function neededOrigins(host?: string): string[] {
  const further = host === undefined ? null : accessFor(host);
  return further === null ? [...NEEDED_ORIGINS] : [...NEEDED_ORIGINS, further];
}
