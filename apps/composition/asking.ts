import { type DisclosureLedger, NAME } from '@tributary/access';
import type { ChildDoors } from '@tributary/chronology';
import { Admission, type AskerStanding, Asking, onStep } from '@tributary/identity';
import type { ChildId, PractitionerId, RoleCode } from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';
import type { Foundation } from './foundation';

/** What a person who asks is judged by: nobody asks for an audit. */
const PURPOSE = 'direct-work';

/** Asking which child somebody is, with what the doors of children say of who may know it. */
export const askingOf = (
  { database, vault, directory }: Foundation,
  { doors, ledger }: Readonly<{ doors: ChildDoors; ledger: DisclosureLedger }>,
): Asking =>
  new Asking({
    ...{ pool: database.events, vault, directory, onStep },
    admission: new Admission(),
    standingOf: (asker, child) =>
      asker.kind === 'agency' ? ofSystem(doors, asker, child) : ofPerson(doors, asker, child),
    disclose: (line) => ledger.record(line),
    now: () => doors.now(),
  });

type Person = Exclude<ReaderContext, { kind: 'agency' }>;
type System = Extract<ReaderContext, { kind: 'agency' }>;

async function ofPerson(doors: ChildDoors, viewer: Person, child: ChildId): Promise<AskerStanding> {
  const { judge, hidden, refusal } = await doors.accessOf({ viewer, child, purpose: PURPOSE });
  return {
    refusal: refusal?.rule,
    reach: (agency) => judge({ type: NAME, agency, dataClass: 'general', release: { state: 'open' } }),
    opensPlaces: (agency) => hidden?.opens(agency) ?? true,
  };
}

/** A system stands in no relationship: it may be told of its agency's own records, and of no protected place. */
async function ofSystem(doors: ChildDoors, { client, agency }: System, child: ChildId): Promise<AskerStanding> {
  const nobody = { practitioner: client as PractitionerId, role: 'system' as RoleCode, agency };
  const hidden = await doors.hiddenFrom(nobody, child);
  return {
    reach: () => ({ level: 'nothing', rule: 'own-records-alone', version: 'none' }),
    opensPlaces: () => hidden === undefined,
  };
}
