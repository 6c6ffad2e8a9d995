import { createHash, generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type AuthContext, type Connection, Server, type SFTPWrapper, utils } from 'ssh2';

type Kept = { data: Buffer; changed: number; link?: true };
const { STATUS_CODE } = utils.sftp;
const FILE = 0o100644;
const LINK = 0o120777;

const keyPem = (): string =>
  String(generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }));
const publicOf = (pem: string): Buffer => {
  const key = utils.parseKey(pem);
  if (key instanceof Error) throw key;
  return key.getPublicSSH();
};

/** An agency's SFTP server with files in memory, which lets one user in by one key or one password. */
export class SftpServer {
  readonly files = new Map<string, Kept>();
  readonly moved: string[] = [];
  readonly clientKey = keyPem();
  readonly password = 'a-password-of-the-agency';
  /** Where nothing may be moved. */
  readOnly = false;
  hostKey = '';
  port = 0;
  private server: Server | undefined;
  private readonly connections = new Set<Connection>();

  static async open(): Promise<SftpServer> {
    const one = new SftpServer();
    const hostKey = keyPem();
    one.hostKey = fingerprintOf(publicOf(hostKey));
    const server = new Server({ hostKeys: [hostKey] }, (connection) => one.welcome(connection));
    one.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    one.port = (server.address() as AddressInfo).port;
    return one;
  }

  async close(): Promise<void> {
    for (const connection of this.connections) connection.end();
    await new Promise<void>((resolve) => this.server?.close(() => resolve()));
  }

  lay(path: string, data: string, changed = 1_000): void {
    this.files.set(path, { data: Buffer.from(data), changed });
  }

  private welcome(connection: Connection): void {
    this.connections.add(connection);
    connection.on('error', () => undefined);
    connection.on('close', () => this.connections.delete(connection));
    connection.on('authentication', (context) => (this.knows(context) ? context.accept() : context.reject()));
    connection.on('ready', () => {
      connection.on('session', (accept) => accept().on('sftp', (take) => this.serve(take())));
    });
  }

  private knows(context: AuthContext): boolean {
    if (context.username !== 'wexbourne') return false;
    if (context.method === 'password') return context.password === this.password;
    if (context.method !== 'publickey' || !context.key.data.equals(publicOf(this.clientKey))) return false;
    const key = utils.parseKey(this.clientKey);
    if (context.signature === undefined) return true;
    return (
      !(key instanceof Error) &&
      key.verify(context.blob ?? Buffer.alloc(0), context.signature, context.hashAlgo) === true
    );
  }

  private serve(sftp: SFTPWrapper): void {
    const open = new Map<number, string>();
    const listed = new Set<number>();
    const handleOf = (path: string): Buffer => {
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(open.size);
      open.set(open.size, path);
      return handle;
    };
    const at = (handle: Buffer): string => open.get(handle.readUInt32BE(0)) ?? '';
    sftp.on('OPENDIR', (id, path) => sftp.handle(id, handleOf(path)));
    sftp.on('READDIR', (id, handle) => {
      const number = handle.readUInt32BE(0);
      if (listed.has(number)) return sftp.status(id, STATUS_CODE.EOF);
      listed.add(number);
      sftp.name(id, this.namesIn(at(handle)));
    });
    sftp.on('OPEN', (id, path) => {
      if (this.files.has(path)) sftp.handle(id, handleOf(path));
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    });
    sftp.on('READ', (id, handle, offset, length) => {
      const part = this.files.get(at(handle))?.data.subarray(offset, offset + length) ?? Buffer.alloc(0);
      if (part.length > 0) sftp.data(id, part);
      else sftp.status(id, STATUS_CODE.EOF);
    });
    sftp.on('FSTAT', (id, handle) => sftp.attrs(id, attrsOf(this.files.get(at(handle)))));
    sftp.on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK));
    sftp.on('MKDIR', (id) => sftp.status(id, STATUS_CODE.OK));
    sftp.on('RENAME', (id, from, to) => sftp.status(id, this.move(from, to) ? STATUS_CODE.OK : STATUS_CODE.FAILURE));
  }

  private namesIn(folder: string) {
    return [...this.files]
      .filter(([path]) => path.startsWith(`${folder}/`) && !/\/(archive|refused)\//.test(path))
      .map(([path, file]) => ({ filename: path.slice(folder.length + 1), longname: '', attrs: attrsOf(file) }));
  }

  private move(from: string, to: string): boolean {
    const file = this.files.get(from);
    if (this.readOnly || file === undefined || this.files.has(to)) return false;
    this.files.delete(from);
    this.files.set(to, file);
    this.moved.push(to);
    return true;
  }
}

const attrsOf = (file: Kept | undefined) => ({
  ...{ mode: file?.link ? LINK : FILE, uid: 0, gid: 0, size: file?.data.length ?? 0 },
  ...{ atime: file?.changed ?? 0, mtime: file?.changed ?? 0 },
});

/** As `ssh-keygen -l` prints it. */
const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
