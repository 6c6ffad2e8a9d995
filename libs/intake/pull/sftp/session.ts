import { createHash } from 'node:crypto';
import { Problem } from '@tributary/kernel';
import { Client, type FileEntryWithStats, type SFTPWrapper } from 'ssh2';
import { away } from '../https/guarded';

export type Server = Readonly<{
  /** An address that was looked at. */
  host: string;
  port: number;
  hostKey: string;
  user: string;
  privateKey?: string;
  password?: string;
}>;
export type Found = Readonly<{ name: string; size: number; changed: number }>;

const READY_MS = 30_000;
const ALIVE = { keepaliveInterval: 15_000, keepaliveCountMax: 3 } as const;
/** Of a folder; what is beyond is seen when these are gone. */
const MOST_FILES = 10_000;
/** What a server calls a file: no path, nothing hidden, nothing that a terminal or a log would obey. */
const NAME = /^(?!\.)[^/\\\p{Cc}]{1,255}$/u;

/** One connection to an agency's SFTP server, whose key is known beforehand. */
export class SftpSession {
  private constructor(
    private readonly client: Client,
    private readonly sftp: SFTPWrapper,
  ) {}

  /** Throws a Problem: the server is away, is another one, or does not know us. */
  static async open(server: Server, signal: AbortSignal): Promise<SftpSession> {
    const client = new Client();
    const state = { stranger: false };
    const ended = new Promise<never>((_, reject) => {
      client.on('error', (error) => reject(problemOf(error, state.stranger)));
      client.on('close', () => reject(away('the connection ended')));
      signal.addEventListener('abort', () => client.destroy(), { once: true });
    });
    ended.catch(() => undefined);
    const ready = new Promise<SFTPWrapper>((resolve, reject) => {
      client.on('ready', () => client.sftp((error, sftp) => (error ? reject(away('it has no SFTP')) : resolve(sftp))));
    });
    const { host, port, user: username, privateKey, password } = server;
    client.connect({
      ...{ host, port, username, readyTimeout: READY_MS, ...ALIVE },
      ...(privateKey === undefined ? {} : { privateKey }),
      ...(password === undefined ? {} : { password }),
      hostVerifier: (key: Buffer) => {
        state.stranger = fingerprintOf(key) !== server.hostKey;
        return !state.stranger;
      },
    });
    return new SftpSession(client, await Promise.race([ready, ended]));
  }

  close(): void {
    this.client.end();
  }

  /** Its files alone, by name; no link, no folder, none with a name that is more than a name. */
  async files(folder: string): Promise<readonly Found[]> {
    const handle = await done<Buffer>((back) => this.sftp.opendir(folder, back));
    const found: Found[] = [];
    try {
      while (found.length < MOST_FILES) {
        const some = await this.some(handle);
        if (some === undefined) break;
        for (const { filename: name, attrs } of some) {
          if (NAME.test(name) && attrs.isFile()) found.push({ name, size: attrs.size, changed: attrs.mtime });
        }
      }
    } finally {
      await done<undefined>((back) => this.sftp.close(handle, (error) => back(error ?? undefined, undefined)));
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  read(path: string): AsyncIterable<Uint8Array> & Readonly<{ destroy(): unknown }> {
    const content = this.sftp.createReadStream(path);
    // Whoever reads hears of it by reading; one that nobody reads any more must not end the process.
    content.on('error', () => undefined);
    return content;
  }

  /** False where that could not be: SFTP does not say why. */
  async move(from: string, to: string): Promise<boolean> {
    return new Promise((resolve) => this.sftp.rename(from, to, (error) => resolve(!error)));
  }

  /** It may be there already. */
  async folder(path: string): Promise<void> {
    return new Promise((resolve) => this.sftp.mkdir(path, () => resolve()));
  }

  /** Undefined at the end. */
  private some(handle: Buffer): Promise<readonly FileEntryWithStats[] | undefined> {
    return new Promise((resolve, reject) => {
      this.sftp.readdir(handle, (error, list) => {
        if (!error) resolve(list);
        else if ('code' in error && error.code === END_OF_LIST) resolve(undefined);
        else reject(away('its folder cannot be read'));
      });
    });
  }
}

/** SSH_FX_EOF. */
const END_OF_LIST = 1;

const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

function done<T>(work: (back: (error: Error | undefined, value: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    work((error, value) => (error ? reject(away('it refuses its folder')) : resolve(value)));
  });
}

function problemOf(error: Error & { level?: string }, stranger: boolean): Problem {
  if (stranger) {
    const what =
      'Its key is not the one that PULL_FILE names. Ask whoever runs it, by another way, before you change that.';
    return new Problem('pull-server-unknown', 502, 'The server of a pull is another one', what);
  }
  if (error.level !== 'client-authentication') return away('the connection failed');
  const what = 'It refused the user, or the key or password. Check them with whoever runs it.';
  return new Problem('pull-not-allowed', 502, 'The source of a pull does not know the hub', what);
}
