import type { Recorded } from './feed';
import type { ChildId } from './ids';

/** A database transaction, as far as a projection may use it. */
export interface Tx {
  query<R extends object = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}

/** A read model. `name` and `version` name its tables' content: a changed fold is a new version, rebuilt beside. */
export interface Projection {
  readonly name: string;
  readonly version: number;
  /** Event types it reads; everything else is skipped unread. */
  readonly handles: readonly string[];
  /** Puts a batch in, inside the transaction that also moves the checkpoint. */
  apply(batch: readonly Recorded[], tx: Tx): Promise<void>;
  /** Removes what it holds of those children; the runtime then applies again what their records hold. */
  forget(children: readonly ChildId[], tx: Tx): Promise<void>;
  /** Empties it. */
  reset(tx: Tx): Promise<void>;
}
