import { once } from 'node:events';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { startConnectProxy } from './connect-proxy.ts';

/** Asks the proxy for a tunnel: its status, and all that the other end says. */
function tunnel(port: number, target: string): Promise<{ status: number | undefined; greeting: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method: 'CONNECT', path: target });
    asked.on('error', reject);
    asked.on('connect', ({ statusCode: status }, socket, head) => {
      let greeting = String(head);
      socket.on('data', (chunk) => (greeting += String(chunk)));
      socket.on('close', () => resolve({ status, greeting }));
      socket.on('error', reject);
    });
    asked.end();
  });
}

test('forwards mapped names to their ports and refuses all others by name', async () => {
  const service = createServer((socket) => socket.end('hello from the fake'));
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = service.address() as AddressInfo;
  await using proxy = await startConnectProxy({ 'jottacloud.com': port, '*.jottacloud.com': port });

  const hello = { status: 200, greeting: 'hello from the fake' };
  expect(await tunnel(proxy.port, 'jottacloud.com:443')).toEqual(hello);
  expect(await tunnel(proxy.port, 'UP-no-001.jottacloud.com:443')).toEqual(hello);
  for (const target of ['jottacloud.com:80', 'notjottacloud.com:443', 'a.b.jottacloud.com:443']) {
    expect((await tunnel(proxy.port, target)).status).toBe(403);
  }
  expect(proxy.refused).toEqual(['jottacloud.com:80', 'notjottacloud.com:443', 'a.b.jottacloud.com:443']);
  service.close();
});
