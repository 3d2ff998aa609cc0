import type { LogOwner, Logs } from '../../../utils/domain/account/logs.ts';

/** Addresses of two people who share a browser. */
export const [mine, other] = ['johan@example.no', 'johanne@example.no'];
const johan: LogOwner = { accountNumber: '1', account: mine, name: 'Johan Berg' };
const johanne: LogOwner = { accountNumber: '2', account: other, name: 'Johanne Berg' };

/** Both have a copy, and the first one is shown and signed in. */
export const oneOfTwo: Logs = {
  current: 'fotoflytt',
  known: [
    { log: 'fotoflytt', owner: johan },
    { log: 'fotoflytt-2', owner: johanne },
  ],
  signedIn: johan,
};

/** One has a copy, and the other one is signed in. */
export const anotherSignedIn: Logs = {
  ...oneOfTwo,
  known: oneOfTwo.known.slice(0, 1),
  signedIn: johanne,
};
