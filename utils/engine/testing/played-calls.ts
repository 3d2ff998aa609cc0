import type { IcloudReply } from '../../icloud/transport.ts';
import type { CallPriority } from '../flow/icloud-limiter.ts';

/** A signal that never aborts. */
export const never = new AbortController().signal;

export const good: IcloudReply = { status: 200, body: '{"records":[]}', retryAfter: null };

/** Waits until nothing is left to do at the present time. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Calls to Apple by name, answered by the test. */
export interface PlayedCalls {
  /** Names of the calls that were sent, in order. */
  sent(): string[];
  make(name: string, signal?: AbortSignal, priority?: CallPriority): Promise<IcloudReply>;
  answer(name: string, reply: IcloudReply): void;
  fail(name: string, error: Error): void;
}

/** @param run what decides when a call is sent */
export function playCalls(
  run: (
    call: () => Promise<IcloudReply>,
    signal: AbortSignal,
    priority: CallPriority,
  ) => Promise<IcloudReply>,
): PlayedCalls {
  const out = new Map<string, PromiseWithResolvers<IcloudReply>>();
  return {
    sent: () => [...out.keys()],
    make(name, signal = never, priority = 'usual') {
      const send = (): Promise<IcloudReply> => {
        const answer = Promise.withResolvers<IcloudReply>();
        out.set(name, answer);
        return answer.promise;
      };
      return run(send, signal, priority);
    },
    answer: (name, reply) => out.get(name)?.resolve(reply),
    fail: (name, error) => out.get(name)?.reject(error),
  };
}
