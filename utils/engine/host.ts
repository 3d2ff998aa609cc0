import type { WakeRequest } from '../messaging/protocol.ts';
import type { FromWorker, ToWorker } from '../messaging/worker-link.ts';
import { answerWorker, type Forward } from './answer-worker.ts';
// oxlint-disable-next-line import/default -- the bundler makes the default export: a worker's constructor
import EngineWorker from './engine.worker.ts?worker';

/** The engine's worker and its connection to the background. The same in an offscreen document and in an event page. */
export interface RunningHost {
  wake(request: WakeRequest): void;
  stop(): void;
}

/** Hosts the engine's worker. The first wake creates it. */
export function startHost(forward: Forward): RunningHost {
  let worker: Worker | null = null;
  let logOfWorker: string | null = null;

  /** Creates a worker, whose name is that of its log. After it fails, the next wake creates another. */
  const createWorker = (log: string): Worker => {
    logOfWorker = log;
    const created = new EngineWorker({ name: log });
    const post = (message: ToWorker): void => created.postMessage(message);
    created.addEventListener('message', ({ data }: MessageEvent<FromWorker>) =>
      answerWorker(data, forward, post),
    );
    created.addEventListener('error', () => {
      created.terminate();
      if (worker === created) worker = null;
    });
    return created;
  };

  // Not every browser fires `online` in workers. Source: Chromium issue 40155587.
  const onOnline = (): void => worker?.postMessage({ kind: 'wake', atOnce: true } satisfies ToWorker);
  self.addEventListener('online', onOnline);
  return {
    wake({ atOnce, log }) {
      // The engine may be ended at any line. A run of another account continues when its log is the current one again.
      if (worker && log !== logOfWorker) {
        worker.terminate();
        worker = null;
      }
      worker ??= createWorker(log);
      worker.postMessage({ kind: 'wake', atOnce } satisfies ToWorker);
    },
    stop() {
      self.removeEventListener('online', onOnline);
      worker?.terminate();
    },
  };
}
