import { type ErrorRecord, fromErrorRecord } from '../errors.ts';
import type { BackgroundProtocol } from './protocol.ts';

/** Requests that the engine and the connection check may send to the background. */
type WorkerQuestion =
  | 'icloudPost'
  | 'accessToken'
  | 'checkSession'
  | 'hasAccess'
  | 'offerArrangement'
  | 'manifestSettings'
  | 'progressText'
  | 'engineChanged'
  | 'renewSignIn'
  | 'showOrigin'
  | 'lookAtPage';

type Request<Name extends WorkerQuestion> = Parameters<BackgroundProtocol[Name]>[0];
type Answer<Name extends WorkerQuestion> = ReturnType<BackgroundProtocol[Name]>;

/** Message from the engine to its host. */
export interface FromWorker {
  id: number;
  name: WorkerQuestion;
  request: unknown;
}

/** Message from the host to the engine. */
export type ToWorker = { kind: 'wake'; atOnce: boolean } | WorkerAnswer;
interface WorkerAnswer {
  kind: 'answer';
  id: number;
  answer: { value: unknown } | { error: ErrorRecord };
}

/** The engine's side of requests that its host forwards to the background. */
export interface WorkerLink {
  /** Sends a request and returns its answer. @throws {TransferError} the background's error */
  ask<Name extends WorkerQuestion>(
    name: Name,
    request: Request<Name>,
    signal: AbortSignal,
  ): Promise<Answer<Name>>;
  /** Sends a request without waiting for its answer. */
  send<Name extends WorkerQuestion>(name: Name, request: Request<Name>): void;
  answered(answer: WorkerAnswer): void;
}

/** Creates the worker's side of the link, which asks the background. */
export function askFromWorker(worker: { postMessage(message: FromWorker): void }): WorkerLink {
  let lastId = 0;
  const open = new Map<number, (answer: WorkerAnswer['answer']) => void>();
  const post = (name: WorkerQuestion, request: unknown): number => {
    lastId += 1;
    worker.postMessage({ id: lastId, name, request });
    return lastId;
  };
  return {
    ask: (name, request, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(new DOMException('aborted', 'AbortError'));
        const id = post(name, request);
        const abort = (): void => {
          open.delete(id);
          reject(new DOMException('aborted', 'AbortError'));
        };
        signal.addEventListener('abort', abort, { once: true });
        open.set(id, (answer) => {
          signal.removeEventListener('abort', abort);
          if ('error' in answer) reject(fromErrorRecord(answer.error));
          else resolve(answer.value as Answer<typeof name>);
        });
      }),
    send: (name, request) => void post(name, request),
    answered({ id, answer }) {
      open.get(id)?.(answer);
      open.delete(id);
    },
  };
}
