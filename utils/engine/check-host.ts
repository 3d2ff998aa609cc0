import type { CheckRow } from '../domain/check/check-row.ts';
import { TransferError } from '../errors.ts';
import type { FromCheckWorker, ToCheckWorker } from '../messaging/check-link.ts';
import type { FromWorker } from '../messaging/worker-link.ts';
import { answerWorker, type Forward } from './answer-worker.ts';
// oxlint-disable-next-line import/default -- the bundler makes the default export: a worker's constructor
import CheckWorker from './check.worker.ts?worker';

/** All questions that this worker may ask. */
const QUESTIONS: ReadonlySet<FromWorker['name']> = new Set([
  'icloudPost',
  'accessToken',
  'renewSignIn',
  'showOrigin',
  'lookAtPage',
] as const);

/**
 * Runs the connection check in a worker of its own and passes its questions on to the background.
 *
 * @returns when all checks have ended
 * @throws {TransferError} `unexpected` if the worker fails
 */
export function runCheckWorker(forward: Forward, onRow: (row: CheckRow) => void): Promise<void> {
  const worker = new CheckWorker();
  const post = (message: ToCheckWorker): void => worker.postMessage(message);
  const forwardAllowed: Forward = (name, request) =>
    QUESTIONS.has(name)
      ? forward(name, request)
      : Promise.reject(new TransferError('unexpected', `the check may not ask ${name}`));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker | FromCheckWorker>) => {
    if (!('kind' in data)) answerWorker(data, forwardAllowed, post);
    else if (data.kind === 'row') onRow(data.row);
    else resolve();
  });
  worker.addEventListener('error', () => reject(new TransferError('unexpected', 'the check has failed')));
  post({ kind: 'begin' });
  return promise.finally(() => worker.terminate());
}
