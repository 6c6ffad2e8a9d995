import type { Envelope } from '@tributary/kernel';
import type { Static } from 'typebox';
import type { definitions } from './catalogue';

type Definition = (typeof definitions)[number];
export type EventType = Definition['type'];
/** The data of an event type: `DataOf<'education.pupil-suspended'>`. */
export type DataOf<T extends EventType> = Static<Extract<Definition, { type: T }>['schema']>;
/** An event of that type, with its envelope. */
export type EventOf<T extends EventType> = Envelope<T, DataOf<T>>;
/** Any event of the catalogue; a switch over `type` knows the data. */
export type AnyEvent = { [T in EventType]: EventOf<T> }[EventType];

/** Whether an envelope is of that type; its data was validated when it was appended. */
export const isEvent = <T extends EventType>(event: Envelope, type: T): event is EventOf<T> => event.type === type;
