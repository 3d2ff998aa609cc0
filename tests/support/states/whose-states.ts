import type { LogOwner, Logs } from '../../../utils/domain/account/logs.ts';
import type { Run, Totals } from '../../../utils/domain/run/run.ts';

/** Addresses of two people who share a browser. */
export const [mine, other] = ['johan@example.no', 'johanne@example.no'];
const johan: LogOwner = { accountNumber: '1', account: mine, name: 'Johan Berg' };
const johanne: LogOwner = { accountNumber: '2', account: other, name: 'Johanne Berg' };

/** Both have a copy, and the first one is shown and signed in. */
const oneOfTwo: Logs = {
  current: 'fotoflytt',
  known: [
    { log: 'fotoflytt', owner: johan },
    { log: 'fotoflytt-2', owner: johanne },
  ],
  signedIn: johan,
};

/** One has a copy, and the other one is signed in. */
const anotherSignedIn: Logs = {
  ...oneOfTwo,
  known: oneOfTwo.known.slice(0, 1),
  signedIn: johanne,
};

/** States of pages in a browser of two people. */
export const whoseStates = (run: Run, totals: Totals) => [
  { name: 'popup-one-of-two', path: 'popup.html', run, totals, logs: oneOfTwo },
  { name: 'popup-another-signed-in', path: 'popup.html', run, totals, logs: anotherSignedIn },
  { name: 'options-two-copies', path: 'options.html', run, totals, logs: oneOfTwo },
];
