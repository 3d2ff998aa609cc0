import { TransferError } from '../../errors.ts';
import type { Check } from '../check.ts';
import type { CheckResult } from '../../domain/check/check-row.ts';
import { type JottacloudContext, runFolder } from './context.ts';
import { type ObservedClient, makeFile, observeClient, store } from './observed-client.ts';

const FOLDER = 'names';
/** Small: only the names matter. */
const FILE_BYTES = 64;

/** Names to store. Pairs differ only in Unicode form or letter case. */
const NAMES = {
  composed: 'composed \u00e5.txt',
  decomposed: 'decomposed a\u030a.txt',
  firstForm: 'form \u00e5.txt',
  secondForm: 'form a\u030a.txt',
  firstCase: 'Case a.txt',
  secondCase: 'CASE A.txt',
  percent: '100%.txt',
} as const;

type Taken = 'stored' | 'taken' | 'refused' | 'unreadable';

/** Names come back as sent. Of two that differ in letter case, the second is refused. Source: docs/jottacloud.md 2.8. */
export const namesCheck: Check<JottacloudContext> = {
  id: 'names',
  side: 'jottacloud',
  asked:
    'seven files of 64 bytes: NFC, NFD, a name in both forms, in both letter cases, and with a percent sign',
  async run(context, signal): Promise<CheckResult> {
    const observed = observeClient(context);
    const offered = (name: string): Promise<Taken> => offer(observed, context, name, signal);
    const composed = await offered(NAMES.composed);
    await offered(NAMES.decomposed);
    await offered(NAMES.firstForm);
    const secondForm = await offered(NAMES.secondForm);
    await offered(NAMES.firstCase);
    const secondCase = await offered(NAMES.secondCase);
    const percent = await offered(NAMES.percent);
    const listed = new Set<string>();
    for await (const { name } of observed.client.list(`${runFolder(context)}/${FOLDER}`, signal))
      listed.add(name);

    const nfc = spellingOf(NAMES.composed, listed);
    const found = [
      `NFC: ${nfc}`,
      `NFD: ${spellingOf(NAMES.decomposed, listed)}`,
      `both forms: ${kept([NAMES.firstForm, NAMES.secondForm], secondForm, listed)}`,
      `both cases: ${kept([NAMES.firstCase, NAMES.secondCase], secondCase, listed)}`,
      `percent sign: ${await percentSign(observed, context, percent, signal)}`,
    ].join(', ');
    if (composed !== 'stored' || nfc === 'missing') return { verdict: 'not-understood', answer: found };
    return { verdict: found === EXPECTED ? 'expected' : 'other-way', answer: found };
  },
};

const UNREADABLE = 'its address is refused';

/** The result that docs/jottacloud.md 2.8 states or supposes. */
const EXPECTED = [
  'NFC: as sent',
  'NFD: as sent',
  'both forms: two files',
  'both cases: one file, the second is refused',
  `percent sign: ${UNREADABLE}`,
].join(', ');

async function offer(
  observed: ObservedClient,
  context: JottacloudContext,
  name: string,
  signal: AbortSignal,
): Promise<Taken> {
  try {
    const file = await makeFile(context, `${FOLDER}/${name}`, FILE_BYTES);
    await store(observed, file, signal);
    return 'stored';
  } catch (error) {
    const code = error instanceof TransferError ? error.code : null;
    if (code === 'name-taken') return 'taken';
    if (code === 'name-refused') return 'refused';
    // Without `conflict_handler` the client checks the path before it allocates.
    if (code === 'bad-response' && isAddressRefused(observed)) return 'unreadable';
    throw error;
  }
}

function spellingOf(name: string, listed: ReadonlySet<string>): string {
  if (listed.has(name)) return 'as sent';
  return [...listed].some((other) => other.normalize() === name.normalize()) ? 'in another form' : 'missing';
}

function kept(pair: [string, string], second: Taken, listed: ReadonlySet<string>): string {
  const files = [...listed].filter((name) =>
    pair.some((sent) => name.normalize().toLowerCase() === sent.normalize().toLowerCase()),
  ).length;
  if (files === 2) return 'two files';
  if (files === 0) return 'no file';
  return second === 'taken' ? 'one file, the second is refused' : 'one file, the second took its place';
}

async function percentSign(
  observed: ObservedClient,
  context: JottacloudContext,
  taken: Taken,
  signal: AbortSignal,
): Promise<string> {
  if (taken === 'unreadable') return UNREADABLE;
  if (taken !== 'stored') return 'refused';
  const { segments } = await makeFile(context, `${FOLDER}/${NAMES.percent}`, FILE_BYTES);
  try {
    return (await observed.client.readStored(segments, signal))
      ? 'stored and readable'
      : 'stored, then missing';
  } catch (error) {
    if (error instanceof TransferError && isAddressRefused(observed)) return UNREADABLE;
    throw error;
  }
}

const isAddressRefused = ({ answers }: ObservedClient): boolean => {
  const last = answers.at(-1);
  return last?.call === 'path' && last.status === 400;
};
