import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail server of the test's own, which takes everything and keeps the ids of the letters that a mail brings. */
export class PostOffice {
  readonly got: string[] = [];
  private readonly server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      text(stream).then(
        (letter) => {
          this.got.push(...lettersIn(letter));
          done();
        },
        // Whoever wrote it was killed in the middle: it did not arrive.
        () => undefined,
      );
    },
  });

  async open(): Promise<string> {
    // So ends every connection of a sender that is killed.
    this.server.on('error', () => undefined);
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((closed) => this.server.close(closed));
  }
}

/** A mail of several letters refers to them; another one is its own letter. */
function lettersIn(mail: string): readonly string[] {
  const [, several] = /^References: (.*(?:\r?\n[ \t].*)*)/im.exec(mail) ?? [];
  const [, one] = /^Message-ID: (.*)$/im.exec(mail) ?? [];
  return (several ?? one ?? 'none').trim().split(/\s+/);
}
