import { ATTENDANCE } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own, Session, Whole } from '../fields';

export const attendanceRecorded = defineEvent({
  type: 'education.attendance-recorded',
  version: 1,
  title: 'Attendance mark other than present',
  about: 'A school marked a pupil with anything but present for one session. Present marks are only counted.',
  subject: 'record',
  sector: 'education',
  dataClass: 'attendance',
  retention: 'attendance',
  lasts: 'moment',
  location: ['school'],
  schema: Data({
    date: Day('The day.'),
    session: Session,
    mark: Code('The mark, 2024 codes.', ATTENDANCE),
    school: Maybe(Own('The school’s LAESTAB or URN.')),
    minutesLate: Maybe(Whole('Minutes late, where the mark is late.')),
    flags: Flags,
  }),
});
