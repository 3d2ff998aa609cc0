import type { IcloudTransport } from '../icloud/transport.ts';
import { holdTokens, type Tokens } from '../jottacloud/sign-in/with-token.ts';
import { askFromWorker, type FromWorker, type WorkerLink } from '../messaging/worker-link.ts';
import { realClock } from './flow/real-clock.ts';

/** The ways out of a worker. It has no `browser`: the background answers what needs one. */
export interface WorkerConnections {
  link: WorkerLink;
  /** Reaches iCloud through an open page at icloud.com. */
  transport: IcloudTransport;
  /** Access tokens of Jottacloud, cached for a few seconds. */
  tokens: Tokens;
}

export function connectWorker(worker: { postMessage(message: FromWorker): void }): WorkerConnections {
  const link = askFromWorker(worker);
  const never = new AbortController().signal;
  return {
    link,
    transport: { post: (call, signal) => link.ask('icloudPost', call, signal) },
    tokens: holdTokens(
      (minLifeMs, refused) => link.ask('accessToken', { minLifeMs, refused }, never),
      realClock.now,
    ),
  };
}
