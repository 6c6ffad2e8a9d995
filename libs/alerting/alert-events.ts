import { type DataOf, definitionOf, releaseOf } from '@tributary/catalogue';
import {
  type AgencyId,
  type AgreementVersion,
  type AlertId,
  alertStream,
  type ChildId,
  derivedId,
  type EventId,
  type Instant,
  type NewEvent,
  type PractitionerId,
  type RoleCode,
  type Source,
} from '@tributary/kernel';
import type { AlertFact } from './domain/alert.decider';

/** That a notice was not given stands where the notice would. */
type NoticeFact = Readonly<{
  type: 'governance.notice-withheld';
  data: DataOf<'governance.notice-withheld'>;
}>;

export type AlertPlace = Readonly<{
  alertId: AlertId;
  childId: ChildId | null;
  at: Instant;
  cause: string;
  /** How often the alert had been raised before. */
  round: number;
  source?: Source;
}>;

/** An alert's event. Its id follows from the alert, the type and the cause, so that a reaction repeated is the same one. */
export function alertEvent(fact: AlertFact | NoticeFact, place: AlertPlace): NewEvent {
  const definition = definitionOf(fact.type);
  if (!definition) throw new Error(`${fact.type} is not in the catalogue`);
  return {
    id: derivedId(fact.type, place.alertId, place.cause, String(place.round)) as EventId,
    type: fact.type,
    schemaVersion: definition.version,
    streamId: alertStream(place.alertId),
    childId: place.childId,
    data: fact.data,
    dataClass: definition.dataClass,
    retention: definition.retention,
    release: releaseOf(definition),
    occurred: { at: place.at },
    receivedAt: place.at,
    source: place.source ?? { system: 'hub' },
    supply: { controller: 'tributary' as AgencyId, agreement: 'tributary' as AgreementVersion },
    correlationId: place.alertId,
    causationId: place.cause,
  };
}

export const personSource = (by: { practitioner: string; role: string }): Source => ({
  actor: by.practitioner as PractitionerId,
  role: by.role as RoleCode,
});

/** The clock of one step of an alert; its id names both. */
export const timerId = (alertId: AlertId, step: number): string => `alert-ack/${alertId}/${step}`;
export const stepOfTimer = (id: string): number => Number(id.split('/').at(-1));
export const ACK_TIMER = 'alert-ack';

/** The clock that takes an alert from a school whose term ends. */
export const handoverTimerId = (alertId: AlertId): string => `${HANDOVER_TIMER}/${alertId}`;
export const HANDOVER_TIMER = 'alert-handover';
