import { connect, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';

const frame = (message: string | Buffer): Buffer =>
  Buffer.concat([Buffer.of(0x0b), Buffer.from(message), Buffer.of(0x1c, 0x0d)]);

/** A sender over MLLP, as a hospital's interface engine is one. Answers come as `AA 17`: code and control id. */
export class MllpClient {
  private text = '';
  private readonly answers: string[] = [];
  private readonly waiting: ((answer: string) => void)[] = [];
  /** Resolves when the other side closed the connection. */
  readonly closed: Promise<void>;

  private constructor(private readonly socket: Socket) {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => this.read(chunk.toString('latin1')));
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  static async open(port: number, tls?: ConnectionOptions): Promise<MllpClient> {
    const options = { port, host: '127.0.0.1' };
    const socket = tls ? connectTls({ ...options, ...tls }) : connect(options);
    await new Promise<void>((resolve, reject) => {
      socket.once(tls ? 'secureConnect' : 'connect', resolve);
      socket.once('error', reject);
    });
    return new MllpClient(socket);
  }

  /** Sends and waits for the answer; several may be under way. Never resolves where the connection is closed first. */
  async send(message: string | Buffer): Promise<string> {
    this.raw(frame(message));
    return new Promise((resolve) => {
      const ready = this.answers.shift();
      if (ready === undefined) this.waiting.push(resolve);
      else resolve(ready);
    });
  }

  raw(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Closes its side once all is sent. */
  end(): void {
    this.socket.end();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private read(text: string): void {
    this.text += text;
    for (let end = this.text.indexOf('\u001c\r'); end >= 0; end = this.text.indexOf('\u001c\r')) {
      const [, code = '', id = ''] = /\rMSA\|(\w\w)\|([^|\r]*)/.exec(this.text.slice(0, end)) ?? [];
      this.text = this.text.slice(end + 2);
      const next = this.waiting.shift();
      if (next) next(`${code} ${id}`.trim());
      else this.answers.push(`${code} ${id}`.trim());
    }
  }
}
