import { toErrorRecord } from '../errors.ts';
import type { FromWorker, ToWorker } from '../messaging/worker-link.ts';

/** Passes a question of a worker on to the background. */
export type Forward = (name: FromWorker['name'], request: unknown) => Promise<unknown>;

/** Passes a question on, and posts the answer or the error back to the worker. */
export function answerWorker(
  { id, name, request }: FromWorker,
  forward: Forward,
  post: (answer: Extract<ToWorker, { kind: 'answer' }>) => void,
): void {
  forward(name, request).then(
    (value) => post({ kind: 'answer', id, answer: { value } }),
    (error: unknown) => post({ kind: 'answer', id, answer: { error: toErrorRecord(error) } }),
  );
}
