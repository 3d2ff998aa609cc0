import type { IcloudAccount } from '../../../utils/domain/run/snapshot.ts';

/** Returns `Kari Nordmann, kari@example.no`, as far as it is known; '' for nothing. Never masked: it is the owner's screen. */
export const ownerText = ({ name, account }: Pick<IcloudAccount, 'name' | 'account'>): string =>
  [name, account].filter((part) => part !== null).join(', ');
