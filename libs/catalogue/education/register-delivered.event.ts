import { ATTENDANCE_GROUPS } from '../codes';
import { defineEvent } from '../definition';
import { Data, Day, Own, Session, Type, Whole } from '../fields';

const counts = Object.fromEntries(
  [...ATTENDANCE_GROUPS, 'unmapped' as const].map((group) => [group, Whole(`Marks of the group ${group}.`)]),
) as Record<(typeof ATTENDANCE_GROUPS)[number] | 'unmapped', ReturnType<typeof Type.Integer>>;

export const registerDelivered = defineEvent({
  type: 'education.register-delivered',
  version: 1,
  title: 'Register delivered',
  about: 'A school’s register for one session arrived: how many marks of each group it holds. It concerns no child.',
  subject: 'practice',
  sector: 'education',
  dataClass: 'general',
  retention: 'operations',
  location: ['school'],
  schema: Data({
    school: Own('The school’s LAESTAB or URN.'),
    date: Day('The day.'),
    session: Session,
    marks: Whole('Marks in all.'),
    counts: Data(counts),
  }),
});
