import type { DirectoryView } from '@tributary/directory';
import { type Instant, isOpenAt } from '@tributary/kernel';
import { type Contact, hoursNow } from './contacts';

/** The front door of an authority and its out-of-hours number; the one that is staffed now comes first. */
export function frontDoors(view: DirectoryView, code: string | null, now: Instant): readonly Contact[] {
  const authority = view.authority(code ?? '');
  if (!authority) return [];
  const desk = view.dutySocialWorker(authority.code)?.held.agency;
  const isOpen = desk !== undefined && isOpenAt(now, view.serviceOf(desk));
  const door = { role: 'If a child may be at risk of significant harm', agency: authority.name };
  const front: Contact = {
    ...{ ...door, name: 'Front door', phone: authority.frontDoor, isOpen },
    hours: desk === undefined ? 'The directory does not say when it is staffed' : hoursNow(view, desk, now),
  };
  const after: Contact = {
    ...{ ...door, name: 'Out of hours', phone: authority.outOfHours, isOpen: !isOpen },
    hours: isOpen ? 'When the front door is closed' : 'Open now',
  };
  return isOpen ? [front, after] : [after, front];
}
