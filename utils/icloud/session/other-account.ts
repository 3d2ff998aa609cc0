import { TransferError } from '../../errors.ts';

/** Photos of two people are not mixed. @param first and `now`: accounts in masked form; null where Apple does not tell */
export const otherAccount = (first: string | null, now: string | null): TransferError =>
  new TransferError('icloud-other-account', 'another account is signed in', {
    service: 'icloud',
    facts: { ...(first !== null && { firstAccount: first }), ...(now !== null && { account: now }) },
  });
