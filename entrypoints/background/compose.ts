import { createIcloudClient } from '../../utils/icloud/client.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { createLogStore } from '../../utils/store/log-store.ts';
import type { EngineHost } from './host/engine-host.ts';
import { createHandlers } from './handlers.ts';
import { countNewPhotos } from './icloud/count-new.ts';
import { openTabs } from './icloud/icloud-session.ts';
import { createJottacloudSignIn } from './jottacloud-sign-in.ts';

/** Composes the answers of the background: the only place here that makes clients and opens the log for them. */
export const composeHandlers = (host: EngineHost) =>
  createHandlers({
    host,
    signIn: createJottacloudSignIn(),
    countNew: async () =>
      countNewPhotos({ icloud: createIcloudClient(openTabs), store: createLogStore(await sharedLog()) }),
  });
