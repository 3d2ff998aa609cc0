import { accessFor } from '../../utils/icloud/apple-hosts.ts';
import { NEEDED_ORIGINS } from '../../utils/settings/needed-access.ts';

/** Sites that a copy needs access to, with that of one more host where Apple keeps bytes there. */
export function neededOrigins(host?: string): string[] {
  const further = host === undefined ? null : accessFor(host);
  return further === null ? [...NEEDED_ORIGINS] : [...NEEDED_ORIGINS, further];
}
