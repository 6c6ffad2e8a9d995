import { definitionOf } from '@tributary/catalogue';

/** The words a page uses for an event type; a type this program does not know shows its name. */
export const titleOf = (type: string): string => definitionOf(type)?.title ?? type;

export const sectorOf = (type: string): string => definitionOf(type)?.sector ?? 'unknown';
