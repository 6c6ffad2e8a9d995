import { decide, type DisclosureLedger, type Relation } from '@tributary/access';
import type { Directory } from '@tributary/directory';
import type { ChildId, Instant } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import { referenceOf } from './directory-reference';
import { FRESH_FOR_MS, statusFrom, type Status } from './domain/status';
import type { ChildDoors, Reading, Viewer } from './ports';
import type { ChildReader } from './reader';
import { relationsOf } from './relations';

export type ChildDoorsOptions = Readonly<
  {
    reader: ChildReader;
    directory: Directory;
    ledger: DisclosureLedger;
    vault: Pick<Vault, 'ref' | 'childToken'>;
    /** Whether an alert about the child was sent to the practitioner in that role. */
    wasAlerted: (viewer: Viewer, child: ChildId) => Promise<boolean>;
    /** How old a status may be, in milliseconds. Default: two days. */
    statusLimitMs?: number;
  } & Pick<ChildDoors, 'viewerOf' | 'childOf' | 'namesOf' | 'waitFor' | 'now'>
>;

/** The doors of this room, hung on directory, access and the status read model. */
export function childDoors(options: ChildDoorsOptions): ChildDoors {
  const { viewerOf, childOf, namesOf, waitFor, now } = options;
  return {
    ...{ viewerOf, childOf, namesOf, waitFor, now },
    judgeFor: async (viewer, child, { purpose }) => {
      const request = { agency: viewer.agency, relations: await relationsNow(options, viewer, child), purpose };
      return (matter) => decide(request, matter);
    },
    disclose: (reading) => write(options, reading),
  };
}

/** A reader stands to a child as of now, whatever time they ask about: an old relation opens nothing. */
async function relationsNow(o: ChildDoorsOptions, viewer: Viewer, child: ChildId): Promise<ReadonlySet<Relation>> {
  const view = await o.directory.current();
  const status = await statusNow(o, child, o.now());
  const refOf = o.vault.ref.bind(o.vault);
  const relations = new Set(relationsOf(viewer, status, view, refOf));
  if (await o.wasAlerted(viewer, child)) relations.add('alert-recipient');
  return relations;
}

async function statusNow(o: ChildDoorsOptions, child: ChildId, at: Instant): Promise<Status> {
  const reference = referenceOf(await o.directory.current());
  const { states, confirmations } = await o.reader.statesNow(child, at, reference);
  const limitMs = o.statusLimitMs ?? FRESH_FOR_MS;
  return statusFrom(states, at, { currencyOf: reference.currencyOf, confirmations, limitMs });
}

async function write({ ledger, vault }: ChildDoorsOptions, reading: Reading): Promise<void> {
  const { viewer, child, what, purpose, asKnownOn, shown, withheld } = reading;
  await ledger.record({ ...viewer, child: vault.childToken(child), what, purpose, asKnownOn, shown, withheld });
}
