import { TransferError } from '../../utils/errors.ts';
import { lookForNew } from '../../utils/engine/listing/changes/look-for-new.ts';
import { createIcloudClient } from '../../utils/icloud/client.ts';
import type { IcloudTransport } from '../../utils/icloud/transport.ts';
import { createJottacloudClient, type SendBody } from '../../utils/jottacloud/client.ts';
import { createGetToken } from '../../utils/jottacloud/sign-in/get-token.ts';
import { createTokenKeeper } from '../../utils/jottacloud/sign-in/token-keeper.ts';
import type { ApplePictures } from '../../utils/pictures/apple-pictures.ts';
import { signInStore } from '../../utils/settings/sign-in.ts';
import { createLogStore } from '../../utils/store/log-store.ts';
import { epochMs } from '../../utils/units.ts';
import type { EngineHost } from './host/engine-host.ts';
import { createHandlers } from './handlers.ts';
import { spareCalls } from './icloud/icloud-session.ts';
import { findIcloudTabs } from './icloud/icloud-tabs.ts';
import { createJottacloudSignIn, type JottacloudSignIn } from './jottacloud-sign-in.ts';
import { fetchPlain } from './request-headers.ts';
import { createTopUps, type TopUps } from './top-ups/top-ups.ts';

/** Composes the answers of the background: the only place here that makes clients and opens the log for them. */
export const composeHandlers = (host: EngineHost, topUps: TopUps, pictures: ApplePictures) =>
  createHandlers({ host, pictures, signIn: composeSignIn(), countNew: () => topUps.countNew() });

/** Composes top-ups over the open pages at icloud.com. @param pages other ones, in tests */
export const composeTopUps = (host: EngineHost, pages: IcloudPages = openPages): TopUps =>
  createTopUps({
    host,
    hasPage: () => pages.hasAny(),
    async look(database) {
      const icloud = createIcloudClient(pages.transport);
      return lookForNew({ icloud, store: createLogStore(database) }, new AbortController().signal);
    },
  });

/** Pages at icloud.com whose session may be used. */
interface IcloudPages {
  transport: IcloudTransport;
  hasAny(): Promise<boolean>;
}

/** The look at what is new gives way to the calls of a copy. */
const openPages: IcloudPages = {
  transport: spareCalls,
  hasAny: async () => (await findIcloudTabs()).length > 0,
};

function composeSignIn(): JottacloudSignIn {
  const keeper = createTokenKeeper(
    fetchPlain,
    signInStore,
    (work) => navigator.locks.request('fotoflytt-sign-in', work),
    () => epochMs(Date.now()),
  );
  const accessToken = createGetToken(fetchPlain, keeper);
  const client = createJottacloudClient(fetchPlain, sendReport, accessToken);
  return createJottacloudSignIn({ keeper, accessToken, client });
}

/** Sends a report as a whole: the background has no XMLHttpRequest, and needs no progress. The engine sends photos. */
const sendReport: SendBody = async ({ url, headers, body }, _onSent, signal) => {
  const init = { method: 'POST', headers, body, signal, redirect: 'error', credentials: 'omit' } as const;
  const answer = await fetchPlain(url, init).catch((cause: unknown) => {
    throw new TransferError('network', 'the report was not sent', { service: 'jottacloud', cause });
  });
  return {
    status: answer.status,
    body: await answer.text(),
    retryAfter: answer.headers.get('Retry-After'),
  };
};
