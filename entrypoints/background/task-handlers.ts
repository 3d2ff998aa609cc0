import type { Handlers } from '../../utils/messaging/message.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';
import { readLatestRun, readRun, sharedLog } from '../../utils/store/database.ts';
import { retryNow } from '../../utils/store/runs/retry-now.ts';
import { epochMs } from '../../utils/units.ts';
import type { EngineHost } from './host/engine-host.ts';
import { moveSendUp, startPendingSends, undoSend } from './in-page/send-queue.ts';
import { begin } from './run-handlers.ts';
import { followRun } from './run-watchdog.ts';

type TaskMessage = 'moveTaskUp' | 'removeTask' | 'repeatRun';

/** Answers the buttons of the task list. */
export const createTaskHandlers = (host: EngineHost) =>
  ({
    moveTaskUp: ({ id }) => moveSendUp(id),
    async removeTask({ id }) {
      await undoSend(id);
      await startPendingSends(host);
    },
    async repeatRun({ id }) {
      const database = await sharedLog();
      const [run, latest] = await Promise.all([readRun(database, id), readLatestRun(database)]);
      if (!run) return;
      const isLatest = latest?.id === id && run.status === 'finished' && !run.isStopped;
      if (!isLatest) return begin(host, database, { choice: run.choice, isConfirmed: true });
      await retryNow(database, epochMs(Date.now()), null);
      await followRun(host, true);
    },
  }) satisfies Pick<Handlers<BackgroundProtocol>, TaskMessage>;
