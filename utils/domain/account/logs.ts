/** The log of whoever came first. Logs of earlier builds have this name. */
export const FIRST_LOG = 'fotoflytt';

/**
 * The folder of the first log in the browser's private files, for bytes between download and confirmation. Each log has its
 * own, so that no run clears or uses the bytes of another account.
 */
export const SPOOL_FOLDER = 'spool';

/** The Apple account of a log. */
export interface LogOwner {
  /** Apple's account number. It is only ever compared. */
  accountNumber: string;
  /** Address or phone number; null if Apple does not say. */
  account: string | null;
  /** The owner's name; null if Apple does not say. */
  name: string | null;
}

/** A log of this browser. */
export interface KnownLog {
  /** Name of its database. */
  log: string;
  owner: LogOwner;
  /** It is being deleted: nobody may open it. */
  isLeaving?: true;
}

/** The logs of this browser, one for each Apple account. */
export interface Logs {
  /** Name of the log that everything reads and writes. */
  current: string;
  /** Empty until an account is known: there is one log then. */
  known: KnownLog[];
  /** Who was signed in at iCloud when the background last asked; null: nobody, or never asked. */
  signedIn: LogOwner | null;
  /** A person chose the current log although another account is signed in. It stays until somebody else signs in. */
  isChosen?: true;
}

/** One log, whose account is not known yet. */
export const firstLogs: Logs = { current: FIRST_LOG, known: [], signedIn: null };

const LOG_NAME = /^fotoflytt(?:-([2-9]|[1-9]\d{1,3}))?$/;

/** Returns whether a database is a log. */
export const isLogName = (name: string): boolean => LOG_NAME.test(name);

/** Returns whether a database is the log of a further account. */
export const isFurtherLog = (name: string): boolean => isLogName(name) && name !== FIRST_LOG;

/** Returns the name of an item that each log has for itself. The first log's keeps its old name. */
export const itemOfLog = (item: string, log: string): string =>
  isFurtherLog(log) ? `${item}-${numberOf(log)}` : item;

/** Returns the number of a log: 1 for the first. */
export const numberOf = (log: string): number => Number(LOG_NAME.exec(log)?.[1] ?? 1);

/** Parses the stored logs. Damaged entries are left out: their databases still name their accounts. */
export function parseLogs(stored: unknown): Logs {
  if (typeof stored !== 'object' || stored === null) return firstLogs;
  const { current, known, signedIn, isChosen }: { [Field in keyof Logs]?: unknown } = stored;
  const list: unknown[] = Array.isArray(known) ? known : [];
  return {
    current: typeof current === 'string' && isLogName(current) ? current : FIRST_LOG,
    known: list.flatMap((each) => parseKnownLog(each) ?? []),
    signedIn: parseOwner(signedIn),
    ...(isChosen === true && { isChosen }),
  };
}

function parseKnownLog(value: unknown): KnownLog | null {
  if (typeof value !== 'object' || value === null) return null;
  const { log, owner, isLeaving }: { [Field in keyof KnownLog]?: unknown } = value;
  const parsed = parseOwner(owner);
  if (typeof log !== 'string' || !isLogName(log) || !parsed) return null;
  return { log, owner: parsed, ...(isLeaving === true && { isLeaving }) };
}

function parseOwner(value: unknown): LogOwner | null {
  if (typeof value !== 'object' || value === null) return null;
  const { accountNumber, account, name }: { [Field in keyof LogOwner]?: unknown } = value;
  if (typeof accountNumber !== 'string') return null;
  return {
    accountNumber,
    account: typeof account === 'string' ? account : null,
    name: typeof name === 'string' ? name : null,
  };
}

/** Returns the owner of a log; null if it is not known yet. */
export const ownerOfLog = ({ known }: Logs, log: string): LogOwner | null =>
  known.find((each) => each.log === log)?.owner ?? null;

/** Returns the name of an account's log; null if it has none. */
export const logOfAccount = ({ known }: Logs, accountNumber: string): string | null =>
  known.find(({ owner, isLeaving }) => owner.accountNumber === accountNumber && !isLeaving)?.log ?? null;

/** Names the owner of a log. A name or address that Apple no longer says is kept. */
export function withOwner(logs: Logs, log: string, owner: LogOwner): Logs {
  const old = logs.known.find((each) => each.log === log);
  const isSame = old?.owner.accountNumber === owner.accountNumber;
  const entry: KnownLog = {
    log,
    owner: {
      accountNumber: owner.accountNumber,
      account: owner.account ?? (isSame ? old.owner.account : null),
      name: owner.name ?? (isSame ? old.owner.name : null),
    },
    ...(old?.isLeaving && { isLeaving: old.isLeaving }),
  };
  return {
    ...logs,
    known: old ? logs.known.map((each) => (each === old ? entry : each)) : [...logs.known, entry],
  };
}

/** Makes a log the current one. */
export function withCurrent({ known, signedIn }: Logs, log: string): Logs {
  const owner = known.find((each) => each.log === log)?.owner;
  const isOther = signedIn !== null && owner?.accountNumber !== signedIn.accountNumber;
  return { current: log, known, signedIn, ...(isOther && { isChosen: true }) };
}

/** Notes who is signed in. A choice of a log ends when somebody else signs in. */
export function withSignedIn(logs: Logs, signedIn: LogOwner | null): Logs {
  const { isChosen, ...rest } = logs;
  const isSame = logs.signedIn?.accountNumber === signedIn?.accountNumber;
  return { ...rest, signedIn, ...(isSame && isChosen && { isChosen }) };
}

/** Returns a name for a further log, which none has or had of those that are left. */
export function nextLogName({ known }: Logs, databases: readonly string[]): string {
  const taken = [FIRST_LOG, ...known.map(({ log }) => log), ...databases.filter(isLogName)];
  return `${FIRST_LOG}-${Math.max(...taken.map(numberOf)) + 1}`;
}

/** Whose copy is shown, for pages. */
export interface WhoseCopy {
  /** Name of the current log. */
  log: string;
  /** The owner of the current log; null if it is not known yet. */
  shown: LogOwner | null;
  /** Somebody else, who is signed in at iCloud; null: nobody else. `log`: null if this account has none yet. */
  signedIn: { owner: LogOwner; log: string | null } | null;
  /** All other logs. */
  others: KnownLog[];
}

/** Returns whose copy is shown. */
export function whoseCopy(logs: Logs): WhoseCopy {
  const shown = ownerOfLog(logs, logs.current);
  const { signedIn } = logs;
  const isOther = shown !== null && signedIn !== null && signedIn.accountNumber !== shown.accountNumber;
  return {
    log: logs.current,
    shown,
    signedIn: isOther ? { owner: signedIn, log: logOfAccount(logs, signedIn.accountNumber) } : null,
    others: logs.known.filter(({ log, isLeaving }) => log !== logs.current && !isLeaving),
  };
}

/** Returns the owner of the current log, to be named where this browser has several logs; else null. */
export const ownerOfSeveral = ({ shown, others }: WhoseCopy): LogOwner | null =>
  others.length > 0 ? shown : null;

/** Returns all logs that pages may show, if this browser has several; else none. */
export function severalLogs(whose: WhoseCopy): KnownLog[] {
  const owner = ownerOfSeveral(whose);
  return owner ? [{ log: whose.log, owner }, ...whose.others] : [];
}

/** Returns how an account is called: its name, else its address; null if Apple says neither. */
export const calledOf = ({ name, account }: LogOwner): string | null => name ?? account;
