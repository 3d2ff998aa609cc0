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
  const worker = new EngineWorker();
  const post = (message: ToWorker): void => worker.postMessage(message);
  worker.addEventListener('message', ({ data: { id, name, request } }: MessageEvent<FromWorker>) => {
    passOn(name, request).then(
      (value) => post({ kind: 'answer', id, answer: { value } }),
      (error: unknown) => post({ kind: 'answer', id, answer: { error: toErrorRecord(error) } }),
    );
  });
  return { wake: ({ atOnce }) => post({ kind: 'wake', atOnce }), stop: () => worker.terminate() };
}
