import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `leaf` undefined: the whole key. */
export type Shred = Readonly<{ keyId: string; leaf?: number }>;

const FILE = 'shreds.jsonl';

/**
 * What was erased, kept outside both databases, so that a restored backup can't bring it back. Ids and leaves only.
 * A line is on disk before the key goes: applying it once more changes nothing.
 */
export class ShredList {
  private readonly file: string;

  constructor(private readonly directory: string) {
    this.file = join(directory, FILE);
  }

  /** Each batch starts a new line, so that one torn by a crash spoils no other. */
  async add(shreds: readonly Shred[]): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const handle = await open(this.file, 'a', 0o600);
    try {
      await handle.appendFile(`\n${shreds.map((shred) => JSON.stringify(shred)).join('\n')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** Throws on a line that is whole and yet unreadable: what it names might come back. */
  async read(): Promise<readonly Shred[]> {
    const text = await this.text();
    return text
      .split('\n')
      .filter(isWhole)
      .map((line) => JSON.parse(line) as Shred);
  }

  private async text(): Promise<string> {
    try {
      return await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  }
}

/** A torn line was never acted on: the key goes only after its line is whole and synced. */
const isWhole = (line: string): boolean => line.endsWith('}');
