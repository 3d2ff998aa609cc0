import { expect, test } from '@playwright/test';
import { expectEverythingCopied, sentTwice } from '../../far-end.ts';
import { chooseList } from '../../list-setting.ts';
import { photos } from '../../libraries.ts';
import { inAddress } from '../../obstacle.ts';
import { expectState, startCopy } from '../../popup.ts';
import { type Session, startReadySession } from '../../../support/session.ts';

/** Number of downloads of the one original. */
const downloads = ({ icloud }: Session): number =>
  icloud.requests.to(/icloud-content/, inAddress(icloud.library.expectedOriginals()[0]?.checksum)).length;
/** Statuses of the uploads, in order. */
const answers = ({ jottacloud }: Session): number[] => jottacloud.uploads.map(({ status }) => status);

test(
  'bytes that changed in transit are sent twice by the browser and once by us, without a request to Apple',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(photos(1, 350_000));
    await chooseList(session.browser, 'Off');
    session.jottacloud.uploadSwitches.corruptNext = 1;
    const popup = await startCopy(session.browser);
    await expectState(popup, 'done');

    expect(answers(session), 'the second of them is the browser’s own').toEqual([421, 404, 200]);
    expect(downloads(session)).toBe(1);
    expectEverythingCopied(session);
    expect(sentTwice(session.jottacloud)).toEqual([]);
  },
);

test(
  'a 421 that the browser’s own retry repairs costs nothing more',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(photos(1, 350_000));
    await chooseList(session.browser, 'Off');
    session.jottacloud.faults.add({ host: /^up-/, action: { kind: 'answer', status: 421 } });
    const popup = await startCopy(session.browser);
    await expectState(popup, 'done');

    expect(session.jottacloud.requests.to(/^up-/).map(({ status }) => status)).toEqual([421, 200]);
    expectEverythingCopied(session);
  },
);

test(
  'bytes damaged here are downloaded again, although the browser hides the 421',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(photos(1, 350_000));
    await chooseList(session.browser, 'Off');
    session.jottacloud.uploadSwitches.corruptNext = 3;
    const popup = await startCopy(session.browser);
    await expectState(popup, 'done');

    expect(answers(session)).toEqual([421, 404, 421, 404, 421, 404, 200]);
    expect(downloads(session)).toBe(2);
    expectEverythingCopied(session);
    expect(sentTwice(session.jottacloud)).toEqual([]);
  },
);
