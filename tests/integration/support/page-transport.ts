import { TransferError } from '../../../utils/errors.ts';
import { withoutUnneeded } from '../../../utils/icloud/transport.ts';
import type { IcloudTransport } from '../../../utils/icloud/transport.ts';
import type { FakeIcloud } from '../../fakes/icloud/start-fake-icloud.ts';
import type { Loopback } from './loopback.ts';

/** The content script's own limit. */
const TIMEOUT_MS = 60_000;

/** Posts as the content script does in the page at icloud.com: the page's Origin, its cookie of that moment, its parameters. */
export const pageTransport = ({ send }: Loopback, icloud: FakeIcloud): IcloudTransport => ({
  async post(call, signal) {
    const url =
      call.host === 'setup'
        ? `https://setup.icloud.com${call.path}`
        : `${call.serviceUrl}${call.path}?remapEnums=true&getCurrentSyncToken=true`;
    const headers = {
      Origin: 'https://www.icloud.com',
      Cookie: icloud.signedCookie,
      'Content-Type': 'text/plain',
    };
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
    const both = AbortSignal.any([signal, timeout.signal]);
    try {
      const answer = await send({ url, method: 'POST', headers, body: Buffer.from(call.body), signal: both });
      const body = Buffer.concat(await Array.fromAsync(answer as AsyncIterable<Buffer>)).toString('utf8');
      return {
        status: answer.statusCode ?? 0,
        body: call.host === 'cloudkit' && !call.withAddresses ? withoutUnneeded(body) : body,
        retryAfter: answer.headers['retry-after'] ?? null,
      };
    } catch {
      signal.throwIfAborted();
      throw new TransferError('network', 'no answer from Apple', { service: 'icloud' });
    } finally {
      clearTimeout(timer);
    }
  },
});
