import { definitionOf, releaseOf } from '@tributary/catalogue';
import {
  type AgreementVersion,
  type AssessmentId,
  assessmentStream,
  type ChildId,
  type EventId,
  type Instant,
  type NewEvent,
  uuidv7,
} from '@tributary/kernel';
import type { Hat } from './domain/commands';
import type { AssessmentFact } from './domain/state';

type Place = Readonly<{ id: AssessmentId; childId: ChildId; by: Hat; at: Instant }>;

/** An assessment's event. What somebody wrote is sealed by its own class, and their agency answers for it. */
export function assessmentEvent(fact: AssessmentFact, { id, childId, by, at }: Place): NewEvent {
  const definition = definitionOf(fact.type);
  if (!definition) throw new Error(`${fact.type} is not in the catalogue`);
  const eventId = uuidv7() as EventId;
  return {
    ...{ id: eventId, type: fact.type, schemaVersion: definition.version, streamId: assessmentStream(id), childId },
    ...{ data: fact.data, dataClass: fact.dataClass, retention: definition.retention, release: releaseOf(definition) },
    ...{ occurred: { at }, receivedAt: at, source: { actor: by.practitioner, role: by.role } },
    supply: { controller: by.agency, agreement: 'tributary' as AgreementVersion },
    ...{ correlationId: id, causationId: eventId },
  };
}
