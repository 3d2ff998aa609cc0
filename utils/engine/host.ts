import { toErrorRecord } from '../errors.ts';
import type { FromWorker, ToWorker } from '../messaging/worker-link.ts';
// oxlint-disable-next-line import/default -- the bundler makes the default export: a worker's constructor
import EngineWorker from './engine.worker.ts?worker';

/** Passes a question of the engine on to the background. */
export type PassOn = (name: FromWorker['name'], request: unknown) => Promise<unknown>;

/** The engine's worker, and the way in and out of it. The same in an offscreen document and in an event page. */
export interface RunningHost {
  wake(request: { atOnce: boolean }): void;
  stop(): void;
}

export function startHost(passOn: PassOn): RunningHost {
  let worker: Worker | null = null;

  /** A worker that has failed is not asked again: the next wake makes another. */
  const start = (): Worker => {
    const fresh = new EngineWorker();
    const post = (message: ToWorker): void => fresh.postMessage(message);
    fresh.addEventListener('message', ({ data: { id, name, request } }: MessageEvent<FromWorker>) => {
      passOn(name, request).then(
        (value) => post({ kind: 'answer', id, answer: { value } }),
        (error: unknown) => post({ kind: 'answer', id, answer: { error: toErrorRecord(error) } }),
      );
    });
    fresh.addEventListener('error', () => {
      fresh.terminate();
      if (worker === fresh) worker = null;
    });
    return fresh;
  };

  // Workers are not told in every browser. Source: Chromium issue 40155587.
  const onOnline = (): void => worker?.postMessage({ kind: 'wake', atOnce: true } satisfies ToWorker);
  self.addEventListener('online', onOnline);
  return {
    wake({ atOnce }) {
      worker ??= start();
      worker.postMessage({ kind: 'wake', atOnce } satisfies ToWorker);
    },
    stop() {
      self.removeEventListener('online', onOnline);
      worker?.terminate();
    },
  };
}
