import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConnectProxy } from './connect-proxy.ts';
import type { FakeJottacloud } from './jottacloud/fake-jottacloud.ts';

/** What rclone 1.60.1 replaces in names; newer ones replace `%` too, which the service refuses in addresses. Source: docs/jottacloud.md 2.8, 9. */
export const ENCODING_WITHOUT_PERCENT =
  'Slash,LtGt,DoubleQuote,Colon,Question,Asterisk,Pipe,Del,Ctl,InvalidUtf8,Dot';
const ENCODING = `${ENCODING_WITHOUT_PERCENT},Percent`;
/** A run takes seconds; the rest is for a busy computer. */
const RUN_TIMEOUT_MS = 120_000;

/** Result of one rclone run. */
export interface RcloneResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** The real rclone, signed in to a fake with a login of its own; the remote is called `jc:` and its root is Jotta/Archive. */
export interface Rclone {
  /** Runs `rclone <args>`; does not throw for a failed run. */
  run(args: string[]): Promise<RcloneResult>;
  /** MD5 by path below `path`; throws if rclone fails. */
  md5sum(path: string): Promise<Map<string, string>>;
  /** All files below `path`, sorted; throws if rclone fails. */
  lsf(path: string): Promise<string[]>;
  /** The same with all folders, which end in a slash: `rclone lsf -R`, sorted; throws if rclone fails. */
  listing(path: string): Promise<string[]>;
  /** The stored login, for a second rclone that shares it. */
  readonly configPath: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** How this rclone signs in; default: a fresh login token, its own token family. */
export interface RcloneOptions {
  loginToken?: string;
  /** Use a copy of another rclone's login instead: the way people lose both. */
  copyLoginOf?: Rclone;
  /** rclone's replacement of characters in names; without it `%` is replaced. */
  encoding?: string;
}

/**
 * Signs in. Needs `rclone` on the PATH (Debian: `apt-get install rclone`; proven with 1.60.1).
 *
 * @throws if rclone is not there, or the login is refused (with rclone's own words).
 */
export async function createRclone(jotta: FakeJottacloud, options: RcloneOptions = {}): Promise<Rclone> {
  const directory = await mkdtemp(join(tmpdir(), 'rclone-'));
  const proxy = await startConnectProxy({ 'jottacloud.com': jotta.port, '*.jottacloud.com': jotta.port });
  const configPath = join(directory, 'rclone.conf');
  const authorityPath = join(directory, 'ca.pem');
  await writeFile(authorityPath, jotta.certificate.caPem);
  const environment: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: directory,
    TZ: 'Europe/Oslo', // a zone with an offset, so that times are really converted
    HTTPS_PROXY: proxy.url,
    SSL_CERT_FILE: authorityPath,
    RCLONE_CONFIG: configPath,
    RCLONE_CACHE_DIR: join(directory, 'cache'),
    RCLONE_JOTTACLOUD_ENCODING: options.encoding ?? ENCODING,
  };
  const run = (args: string[]) => runProgram('rclone', args, environment);
  const close = async () => {
    await proxy.close();
    await rm(directory, { recursive: true, force: true });
  };

  try {
    if (options.copyLoginOf) {
      await copyFile(options.copyLoginOf.configPath, configPath);
    } else {
      const token = options.loginToken ?? jotta.createLoginToken();
      const login = ['config_type=standard', `config_login_token=${token}`, 'config_non_standard=false'];
      await runOrThrow(run, ['config', 'create', 'jc', 'jottacloud', ...login, '--non-interactive']);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    run,
    md5sum: async (path) => parseSums(await runOrThrow(run, ['md5sum', `jc:${path}`])),
    lsf: async (path) => {
      const listed = await runOrThrow(run, ['lsf', '-R', '--files-only', `jc:${path}`]);
      return listed.split('\n').filter(Boolean).toSorted();
    },
    listing: async (path) => {
      const listed = await runOrThrow(run, ['lsf', '-R', `jc:${path}`]);
      return listed.split('\n').filter(Boolean).toSorted();
    },
    configPath,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The refresh token in an rclone configuration file. */
export async function readRcloneRefreshToken(configPath: string): Promise<string | undefined> {
  return /"refresh_token":"([^"]+)"/.exec(await readFile(configPath, 'utf8'))?.[1];
}

async function runOrThrow(run: Rclone['run'], args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(args);
  if (code !== 0) throw new Error(`rclone ${args[0]} ended with ${code}: ${stderr}`);
  return stdout;
}

function parseSums(text: string): Map<string, string> {
  const lines = text.split('\n').filter(Boolean);
  return new Map(lines.map((line) => [line.slice(34), line.slice(0, 32)]));
}

function runProgram(program: string, args: string[], env: Record<string, string>): Promise<RcloneResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: RUN_TIMEOUT_MS });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT';
      reject(isMissing ? new Error('rclone is not installed: run `apt-get install rclone`.') : error);
    });
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
