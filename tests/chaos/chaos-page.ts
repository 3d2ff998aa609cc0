import type { ChaosFigures } from './chaos-figures.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The run as the page docs/chaos.md. */
export function chaosPage(figures: ChaosFigures, broken: readonly string[]): string {
  const { presses } = figures;
  const minutes = (figures.durationMs / 60_000).toFixed(1);
  const rows: [string, string][] = [
    ['seed', String(figures.seed)],
    [
      'library',
      `${figures.items} items, ${figures.files} files, ${Math.round(figures.contentBytes / 1e6)} MB`,
    ],
    ['requests', `${figures.requests}, ${percent(figures.faultyShare)} of them faulty`],
    [
      'faulty by host',
      [...figures.faultyByHost].map(([host, share]) => `${host} ${percent(share)}`).join(', '),
    ],
    ['browser killed', `${figures.kills} times, ${figures.killsInWrites} of them in a write to the database`],
    ['presses of a person after “Start”', presses.length === 0 ? 'none' : presses.join(', ')],
    [
      'uploaded ÷ content',
      `${figures.uploadedRatio.toFixed(3)}, of it ${figures.lostRatio.toFixed(3)} kept from the service by faults`,
    ],
    ['downloaded ÷ content', figures.downloadedRatio.toFixed(3)],
    [
      'renewals of the access token',
      `${figures.renewals}; the sign-in is ${figures.isSignInAlive ? 'alive' : 'over'}`,
    ],
    ['duration', `${minutes} minutes`],
    ['end', broken.length === 0 ? 'everything verified, byte for byte' : broken.join('; ')],
  ];
  const kinds = [...figures.faults].toSorted(([, one], [, other]) => other - one);
  return `# Chaos

Made by \`npm run chaos -- --seed ${figures.seed}\` on ${new Date().toISOString().slice(0, 10)}: the unmodified build in Chromium copies a
library. Requests to all hosts of both services fail at random. Access tokens expire after 60 s, signed URLs after 20 s. The browser is
killed (SIGKILL) at random moments, and opened again with “Continue where you left off”. Nobody touches it after “Start” except for the
presses named here. Random numbers are seeded, but the order in which requests arrive is not, so two runs with one seed are similar, not
equal.

| what | figure |
|---|---|
${rows.map(([name, figure]) => `| ${name} | ${figure} |`).join('\n')}

| fault | requests |
|---|---|
${kinds.map(([name, count]) => `| ${name} | ${count} |`).join('\n')}

## Left out

- Lost replies of a token renewal, and a death between a renewal and its storing. By Jottacloud's rule, the used token then ends the
  sign-in, and only a person can connect again. The fault matrix (\`tests/integration/faults\`) has the first.
- Answers that wait for a person (full, locked, signed out), and pauses of minutes (ACCESS_DENIED, a 503 page of iCloud). They are in the
  fault matrix.
- Faults of the page www.icloud.com itself. A person sees those and reloads. Its requests are among those counted.
`;
}
