import type { Hat } from '@tributary/assessment';
import { ROLES } from '@tributary/directory';
import type { Recipient } from '../domain/recipient';
import { holding, leadOf, onDuty, recipient, type Routing, whileOpen } from '../routes';
import { authorityIn, type ChildScene } from '../scene';

type Line = Pick<Routing, 'leftOut' | 'policy' | 'authority'> & Readonly<{ scene: Pick<ChildScene, 'view' | 'asOf'> }>;

/**
 * Who is told that a review is owed: the lead while the directory knows them in that role, then whoever can see to it that
 * somebody leads. At last the duty desk, which the directory cannot be without; undefined only where nobody at all may be
 * told. Pure.
 */
export function toWhom(lead: Hat, line: Line): Recipient | undefined {
  const { scene, leftOut, authority } = line;
  const { view } = scene;
  const { practitioner, role, agency } = lead;
  const coordinators = view.holdersIn(authorityIn(view, agency), ROLES.earlyHelp);
  const nearest = coordinators.find(({ held }) => held.agency === agency) ?? coordinators[0];
  const candidates = [
    ...(view.holds(practitioner, role, agency) ? [recipient(practitioner, role, agency, 'assessment-lead')] : []),
    ...holding(nearest, 'lead-gone'),
    ...holding(leadOf(view, agency), 'lead-gone'),
    ...onDuty(view, authority),
  ];
  const free = candidates.filter((one) => !leftOut.has(one.practitioner));
  return free.flatMap((one) => whileOpen(one, line))[0];
}
