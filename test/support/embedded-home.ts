import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ran, tributary } from './command';
import { Deliverer } from './load';
import { AppProcess, freePort } from './processes';
import { tokensOf } from './tokens';

/** A home folder of one test's own, with the database in it, and the hub on it. */
export class EmbeddedHome {
  readonly deliverer: Deliverer;

  private constructor(
    readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
    readonly hub: AppProcess,
  ) {
    const tokens = tokensOf(folder);
    this.deliverer = new Deliverer(
      () => hub.url,
      () => tokens.client('wexbourne-hospital'),
    );
  }

  /** An empty one; nothing runs yet. */
  static async make(): Promise<EmbeddedHome> {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-embedded-'));
    // PostgreSQL refuses to run as root, and another user must be able to enter.
    await chmod(folder, 0o755);
    const env = { TRIBUTARY_HOME: folder, DEMO: '0', LOG_LEVEL: 'warn' };
    return new EmbeddedHome(folder, env, new AppProcess('hub', 'dist/apps/hub/main.js', env, await freePort()));
  }

  command(...args: readonly string[]): Promise<Ran> {
    return tributary({ env: this.env }, ...args);
  }

  /** Also the server, where a killed hub left it running. */
  async remove(): Promise<void> {
    await this.hub.stop();
    // Whoever joins last and leaves stops it.
    await this.command('migrate');
    await rm(this.folder, { recursive: true, force: true });
  }
}
