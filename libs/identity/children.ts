import type { AgencyId, ChildId, RecordId, StreamId } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { ChildReferences } from './child-references';
import { openSaid } from './open-said';
import { Apart } from './sealed/apart';
import { madeFrom, meantBy } from './storage/references';

/** What one agency's record says of a child, opened for showing. */
export type Named = Readonly<{ agency: AgencyId; givenName?: string; familyName?: string; birthDate?: string }>;

type Row = {
  record_id: RecordId;
  agency: AgencyId;
  child_id: ChildId;
  provisional: boolean;
  review: boolean;
  sealed: Buffer;
};

/** Looks children up, as they are now. */
export class Children {
  private readonly references: ChildReferences;

  constructor(private readonly options: Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'openIdentity'> }>) {
    this.references = new ChildReferences(options.vault);
  }

  /** What the agency calls the child. A hand that moves records, its own or others', leaves that as it is. */
  async refOf(agency: AgencyId, child: ChildId): Promise<string> {
    return this.called(agency, child, await madeFrom(this.options.pool, agency, [child]));
  }

  /** Undefined where the text is no reference of that agency, or the child is not there. */
  async childOf(agency: AgencyId, ref: string): Promise<ChildId | undefined> {
    const made = this.references.childOf(agency, ref);
    return made && meantBy(this.options.pool, agency, made);
  }

  /** The references an agency uses for the children of these record streams, in two queries. */
  async refsOf(agency: AgencyId, streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, string>> {
    const ids = streams
      .filter((stream) => stream.startsWith('record-'))
      .map((stream) => stream.slice('record-'.length));
    if (ids.length === 0) return new Map();
    const { rows } = await this.options.pool.query<Pick<Row, 'record_id' | 'child_id'>>(
      'SELECT record_id, child_id FROM identity.records WHERE record_id = ANY($1::uuid[])',
      [ids],
    );
    const made = await madeFrom(
      this.options.pool,
      agency,
      rows.map((row) => row.child_id),
    );
    return new Map(rows.map((row) => [`record-${row.record_id}` as StreamId, this.called(agency, row.child_id, made)]));
  }

  /** What each agency's records say who the child is. */
  async names(child: ChildId): Promise<readonly Named[]> {
    return (await this.rows(child)).map((row) => {
      const { givenName, familyName, birthDate } = openSaid(this.options.vault, {
        recordId: row.record_id,
        sealed: row.sealed,
      });
      return {
        agency: row.agency,
        ...(givenName ? { givenName } : {}),
        ...(familyName ? { familyName } : {}),
        ...(birthDate ? { birthDate } : {}),
      };
    });
  }

  /** True unless a verified number, or a person, has said who the child is. */
  async isProvisional(child: ChildId): Promise<boolean> {
    const rows = await this.rows(child);
    return rows.length === 1 && rows.every((row) => row.provisional || row.review);
  }

  /** Whether a record of the child is of a sealed pair: then no way may lead from it to another child, nor to it. */
  async isSealed(child: ChildId): Promise<boolean> {
    const { pool, vault } = this.options;
    const records = (await this.rows(child)).map((row) => row.record_id);
    return (await Apart.around(pool, vault, { persons: [], records })).ofRecords(records).size > 0;
  }

  /** The records that are a child's now, by agency. */
  async recordsOf(child: ChildId): Promise<readonly Readonly<{ recordId: RecordId; agency: AgencyId }>[]> {
    return (await this.rows(child)).map((row) => ({ recordId: row.record_id, agency: row.agency }));
  }

  private called(agency: AgencyId, child: ChildId, made: ReadonlyMap<ChildId, ChildId>): string {
    return this.references.refOf(agency, made.get(child) ?? child);
  }

  private async rows(child: ChildId): Promise<readonly Row[]> {
    const { rows } = await this.options.pool.query<Row>(
      `SELECT record_id, agency, child_id, provisional, review, sealed FROM identity.records WHERE child_id = $1
        ORDER BY record_id`,
      [child],
    );
    return rows;
  }
}
