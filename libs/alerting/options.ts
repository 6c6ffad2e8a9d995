import type { ChildReader } from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import type { Vault } from '@tributary/vault';
import type { AckPolicy } from './due';

/** What the reactor is made with: it reads ahead for a whole batch. */
export type ReactorOptions = Omit<AlertingOptions, 'reader' | 'directory'> &
  Readonly<{ reader: ChildReader; directory: Directory }>;

export type AlertingOptions = Readonly<{
  reader: Pick<ChildReader, 'history'>;
  directory: Pick<Directory, 'at'>;
  vault: Pick<Vault, 'ref'>;
  policy: AckPolicy &
    Readonly<{
      /** How old a status may be, in milliseconds. */
      statusLimitMs: number;
      /** How long ago something may have happened and still be news, in milliseconds. */
      freshnessMs: number;
      /** How long no more history of a child must have come before its notices are summed up, in milliseconds. */
      historyQuietMs: number;
    }>;
}>;
