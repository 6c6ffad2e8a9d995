import type { Viewer } from '@tributary/chronology';
import { ROLES } from '@tributary/directory';
import type { Appender } from '@tributary/event-store';
import {
  type ChildId,
  childStream,
  derivedId,
  type Instant,
  Problem,
  type RecordId,
  type Tx,
  uuidv7,
} from '@tributary/kernel';
import { type Person, PersonReader } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { blockingOf } from '../blocking';
import { Children } from '../children';
import { identityEvent } from '../domain/link-events';
import { lockAll } from '../identity';
import { openSaid, statedToday } from '../open-said';
import { type RecordRow, recordsOfCandidates, recordsOfChild } from '../storage/rows';
import type { Sealing } from './api/bodies';
import { readBecoming } from './becoming';
import { sealedKeyRefs, sealedRecordRef } from './refs';
import { endPair, forgetProposals, lockSealing, openPair, pairsOf, sealRefs, type Side } from './storage';

export type SealedPairsOptions = Readonly<{
  pool: Pool;
  vault: Vault;
  store: Appender;
}>;

type Opening = Readonly<{ id: string; viewer: Viewer; child: ChildId; person: Person }>;

/** A pair as the team that sealed it reads it: neither who the child was nor who they are. */
export type SealedPair = Readonly<{
  id: string;
  openedAt: Instant;
  /** What would have joined the two. */
  joinings: readonly Readonly<{ at: Instant; agency: string; record: RecordId; why: string }>[];
}>;

/**
 * Before an adoption order takes effect, its team seals who the child was apart from who they are from then on
 * (design/access.md 13). Matching tests it by hashes and cannot read it: what would join the two is linked to neither,
 * proposed to nobody, and stands on this team's list alone. The clocks on the old records stand down.
 */
export class SealedPairs {
  private readonly children: Children;

  constructor(private readonly options: SealedPairsOptions) {
    this.children = new Children(options);
  }

  /** Problems: sealed-role, child-unknown, sealed-identity-wrong, sealed-joined. */
  async open(viewer: Viewer, { child: ref, becomes }: Sealing): Promise<Readonly<{ id: string }>> {
    requireTeam(viewer);
    const child = await this.children.childOf(viewer.agency, ref);
    if (!child) throw unknownChild();
    const [id, person] = [uuidv7(), readBecoming(becomes)];
    await this.writeDown('identity.clocks-stood-down', viewer, child, async (tx) =>
      this.seal(tx, { id, viewer, child, person }),
    );
    return { id };
  }

  async list(viewer: Viewer): Promise<readonly SealedPair[]> {
    requireTeam(viewer);
    const { pool, vault } = this.options;
    return (await pairsOf(pool, vault, viewer.agency)).map(({ id, openedAt, joinings }) => ({
      ...{ id, openedAt },
      joinings: joinings.map(({ at, agency, record, why }) => ({ at, agency, record, why })),
    }));
  }

  /** It was sealed by mistake. `ref`: the child as before. Problems: sealed-role, child-unknown, sealed-unknown. */
  async end(viewer: Viewer, id: string, ref: string): Promise<void> {
    requireTeam(viewer);
    const child = await this.children.childOf(viewer.agency, ref);
    if (!child) throw unknownChild();
    const records = await recordsOfChild(this.options.pool, child);
    const { vault } = this.options;
    await this.writeDown('identity.clocks-resumed', viewer, child, async (tx) => {
      const refs = records.map(({ recordId }) => sealedRecordRef(vault, recordId));
      if (!(await endPair(tx, { id, agency: viewer.agency, refs }))) throw unknownPair();
    });
  }

  private async seal(tx: Tx, { id, viewer, child, person }: Opening): Promise<void> {
    const { vault } = this.options;
    const keys = sealedKeyRefs(vault, person);
    // Whoever speaks of the new identity now waits until it is known what they must not join.
    const { locks, keys: lookUps } = blockingOf(person, sealedRecordRef(vault, child as string as RecordId), vault);
    await lockAll(tx, locks);
    await lockSealing(tx);
    const known = await recordsOfCandidates(tx, lookUps);
    const old = await recordsOfChild(tx, child);
    const isNew = (row: RecordRow): boolean =>
      sealedKeyRefs(vault, this.personIn(row)).some((ref) => keys.includes(ref));
    if (old.some(isNew)) throw alreadyJoined();
    const members = known.filter((row) => row.childId !== child && isNew(row));
    const side = (name: Side) => (ref: string) => ({ ref, pair: id, side: name });
    await openPair(tx, { id, agency: viewer.agency });
    await sealRefs(tx, [
      ...keys.map(side('new')),
      ...members.map(({ recordId }) => sealedRecordRef(vault, recordId)).map(side('new')),
      ...old.map(({ recordId }) => sealedRecordRef(vault, recordId)).map(side('old')),
    ]);
    await forgetProposals(tx, { child, old, members });
  }

  private personIn(row: RecordRow): Person {
    return new PersonReader().read(statedToday(openSaid(this.options.vault, row)));
  }

  private async writeDown(
    type: 'identity.clocks-stood-down' | 'identity.clocks-resumed',
    { practitioner, role, agency }: Viewer,
    child: ChildId,
    also: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const streamId = childStream(child);
    await this.options.store.append({ streams: [streamId] }, (view) => {
      const cause = derivedId(type, child, view.now);
      const source = { actor: practitioner, role };
      const ground = { at: view.now, correlationId: cause, causationId: cause, source };
      const place = { id: cause, streamId, childId: child };
      return { events: [identityEvent(type, { by: practitioner, role, agency }, place, ground)], also };
    });
  }
}

function requireTeam({ role }: Viewer): void {
  if (role === ROLES.adoptionTeam) return;
  throw new Problem(
    'sealed-role',
    403,
    'Only an adoption team seals who somebody was',
    'Ask the manager of your adoption team; if you hold that role too, act in it',
  );
}

const unknownChild = (): Problem =>
  new Problem(
    'child-unknown',
    404,
    'No such child',
    'Use your own agency’s reference, as a receipt or a match gives it',
  );

const unknownPair = (): Problem =>
  new Problem('sealed-unknown', 404, 'No such pair', 'GET /v1/sealed-pairs lists those of your agency; name its child');

const alreadyJoined = (): Problem =>
  new Problem(
    'sealed-joined',
    409,
    'The child’s records say that already',
    'Give only what will be different. Where a record already says the new identity, have it split off first',
  );
