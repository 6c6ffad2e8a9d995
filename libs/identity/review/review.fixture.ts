import { Decisions, type Viewer } from '@tributary/chronology';
import {
  type AgencyId,
  type ChildId,
  childStream,
  type EventId,
  type Instant,
  type PlainDate,
  type RecordId,
  recordStream,
  uuidv7,
} from '@tributary/kernel';
import { STANDING_WEIGHTS } from '@tributary/matching';
import { onDay } from '../../chronology/domain/given.fixture';
import { DoorStand, hat } from '../../chronology/doors.fixture';
import { Children } from '../children';
import { IdentityDesk } from '../desk';
import type { Said } from '../domain/person';
import { firstSightEvents } from '../domain/link-events';
import { Identity, type Resolution } from '../identity';
import { identityMigrations } from '../storage/migrations';
import { WeightsInForce } from '../weights';
import { Matches } from './matches';
import { RecordMoves } from './record-moves';

export const ellingham = hat('p-ellingham', 'data-steward', 'tributary-operator');
export const arkwright = hat('p-arkwright', 'data-steward', 'tributary-operator');
/** Manages both. */
export const tamsin = hat('p-tamsin', 'data-officer', 'wexbourne-council');

/** Whatever is measured elsewhere: here a machine leaves to a person what no number decides. */
const CAUTIOUS = {
  ...{ ...STANDING_WEIGHTS, version: 'cautious-1' },
  thresholds: { match: 1 - 1e-15, potential: 0.5, low: 0.05 },
};

export const WREN = { givenName: 'Wren', familyName: 'Okoro', birthDate: '2015-06-14' as PlainDate };
export const COUNCIL = 'wexbourne-council' as AgencyId;
export const HOSPITAL = 'wexbourne-hospital' as AgencyId;
export const SCHOOL = 'ash-lane-primary' as AgencyId;

/** Records of Wexbourne that may be of one child, over real tables, with the doors of children. */
export class ReviewStand {
  /** Open alerts, by child. */
  readonly alerts = new Map<ChildId, { rule: string; evidence: EventId[] }[]>();
  /** Records about which an assessment is open. */
  readonly assessed = new Set<RecordId>();

  private constructor(readonly at: DoorStand) {}

  static async open(): Promise<ReviewStand> {
    const stand = new ReviewStand(await DoorStand.open(new Map(), (one) => one, identityMigrations));
    await new WeightsInForce(stand.db).putInForce(CAUTIOUS);
    return stand;
  }

  close = async (): Promise<void> => this.at.close();

  get db() {
    return this.at.stand.db.events;
  }

  get identity(): Identity {
    return new Identity({ pool: this.db, vault: this.at.stand.vault });
  }

  get children(): Children {
    return new Children({ pool: this.db, vault: this.at.stand.vault });
  }

  get decisions(): Decisions {
    const { at, children } = this;
    return new Decisions({
      ...{ doors: at.doors, directory: { current: async () => at.view }, appender: at.stand.store },
      decisionsOn: (child) => at.stand.store.load(childStream(child)),
      refOf: (agency, child) => children.refOf(agency, child),
    });
  }

  get desk(): IdentityDesk {
    const { vault, store } = this.at.stand;
    return new IdentityDesk({ pool: this.db, store, vault });
  }

  get moves(): RecordMoves {
    const { decisions, children, facts, desk } = this;
    const { vault, store } = this.at.stand;
    return new RecordMoves({
      ...{ pool: this.db, decisions, children, facts, vault },
      load: (stream) => store.load(stream),
      desk,
    });
  }

  get matches(): Matches {
    const { vault, store } = this.at.stand;
    return new Matches({
      ...{ pool: this.db, vault, decisions: this.decisions, desk: this.desk },
      load: (stream) => store.load(stream),
      facts: this.facts,
    });
  }

  private get facts(): ConstructorParameters<typeof Matches>[0]['facts'] {
    return {
      reader: this.at.reader,
      openAlerts: async (child) => this.alerts.get(child) ?? [],
      isAssessed: async (records) => records.some((record) => this.assessed.has(record)),
    };
  }

  /** A record speaks; its first sight is appended as intake does. */
  async sees(agency: AgencyId, localId: string, said: Said, sector = sectorOf(agency)): Promise<Resolution> {
    const [sight] = await this.identity.resolve([{ agency, sector, sighting: { system: 'own', localId, ...said } }]);
    if (!sight) throw new Error('nothing resolved');
    const streams = [recordStream(sight.recordId), childStream(sight.childId)];
    await this.at.stand.store.append({ streams }, (view) => ({
      events: view.head(recordStream(sight.recordId))
        ? []
        : firstSightEvents(sight, { at: view.now, correlationId: uuidv7(), causationId: uuidv7() }),
      links: [{ streamId: recordStream(sight.recordId), childId: sight.childId }],
    }));
    return sight;
  }

  /** A child whom a hospital and a school know by the same name and birth date, and no more. */
  async pair(said: Said = WREN): Promise<Readonly<{ known: Resolution; record: Resolution; id: string }>> {
    const known = await this.sees(HOSPITAL, `P-${uuidv7()}`, said);
    const record = await this.sees(SCHOOL, `S-${uuidv7()}`, said);
    const id = await this.idOf(record, known.childId);
    return { known, record, id };
  }

  async idOf({ recordId }: Pick<Resolution, 'recordId'>, to: ChildId): Promise<string> {
    const { rows } = await this.db.query<{ id: string }>(
      'SELECT id FROM identity.proposals WHERE record_id = $1 AND child_id = $2',
      [recordId, to],
    );
    return rows[0]?.id ?? 'no such pair';
  }

  /** As though it had been proposed then. */
  async proposedOn(id: string, at: Instant): Promise<void> {
    await this.db.query('UPDATE identity.proposals SET proposed_at = $2 WHERE id = $1', [id, at]);
  }

  /** Somebody declares a link to the family. */
  async declares(viewer: Viewer, child: ChildId): Promise<void> {
    const { decisions } = this;
    const { practitioner: by, role, agency } = viewer;
    const data = { by, role, agency };
    await decisions.append(child, decisions.event({ viewer, child, type: 'governance.family-link-declared', data }));
  }

  /** Lines of the ledger about reviews, the oldest first. */
  async ledger(): Promise<readonly Readonly<{ what: string; purpose: string; practitioner: string }>[]> {
    const { rows } = await this.db.query<{ what: string; purpose: string; practitioner: string }>(
      'SELECT what, purpose, practitioner FROM access.disclosures ORDER BY at, seq',
    );
    return rows;
  }
}

const SECTORS: Readonly<Record<string, string>> = {
  [COUNCIL]: 'social-care',
  [SCHOOL]: 'education',
};
const sectorOf = (agency: AgencyId): string => SECTORS[agency] ?? 'health';

export { onDay };
