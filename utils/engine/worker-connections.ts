import type { IcloudTransport } from '../icloud/transport.ts';
import type { GetToken } from '../jottacloud/sign-in/authorized-call.ts';
import { cacheToken } from '../jottacloud/sign-in/get-token.ts';
import { askFromWorker, type FromWorker, type WorkerLink } from '../messaging/worker-link.ts';
import { realClock } from './flow/real-clock.ts';

/** The ways out of a worker. It has no `browser`: the background answers what needs one. */
export interface WorkerConnections {
  link: WorkerLink;
  /** Reaches iCloud through an open page at icloud.com. */
  transport: IcloudTransport;
  /** Access tokens of Jottacloud, cached for a few seconds. */
  tokens: GetToken;
}

/** Connects a worker with iCloud and Jottacloud, by way of the background. */
export function connectWorker(worker: { postMessage(message: FromWorker): void }): WorkerConnections {
  const link = askFromWorker(worker);
  const never = new AbortController().signal;
  return {
    link,
    transport: { post: (call, signal) => link.ask('icloudPost', call, signal) },
    tokens: cacheToken(
      (minLifeMs, refused) => link.ask('accessToken', { minLifeMs, refused }, never),
      realClock.now,
    ),
  };
}
