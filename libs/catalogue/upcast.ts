import { type Envelope, Problem } from '@tributary/kernel';
import { definitionOf } from './catalogue';
import type { EventDefinition } from './definition';

/**
 * Brings an event's data to the newest schema. A type that this program does not know passes unchanged: nothing here
 * handles it. Throws `event-too-new` where the event was written by a newer program, so that a consumer stops there.
 */
export function upcast<E extends Envelope>(event: E): E {
  const definition = definitionOf(event.type);
  return definition === undefined ? event : upcastBy(definition, event);
}

export function upcastBy<E extends Envelope>(definition: EventDefinition, event: E): E {
  if (event.schemaVersion === definition.version) return event;
  if (event.schemaVersion > definition.version) {
    throw new Problem(
      'event-too-new',
      500,
      'Event written by a newer version',
      `${event.type} has schema version ${event.schemaVersion}, this program knows ${definition.version}. ` +
        'Run every process at the newer version.',
      { type: event.type, schemaVersion: event.schemaVersion },
    );
  }
  const data = definition.upcasts
    .slice(event.schemaVersion - 1)
    .reduce((value, step) => step(value), event.data as Readonly<Record<string, unknown>>);
  return { ...event, data, schemaVersion: definition.version };
}
