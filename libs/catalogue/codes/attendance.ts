import { type CodeOf, defineCodes } from './list';

/** School attendance codes in force from 19 August 2024. */
export const ATTENDANCE = defineCodes({
  id: 'attendance',
  title: 'Attendance and absence',
  source: 'The School Attendance (Pupil Registration) (England) Regulations 2024, SI 2024/208, regulation 10',
  codes: {
    '/': 'Present in the morning',
    '\\': 'Present in the afternoon',
    L: 'Late, before the register closed',
    K: 'Attending provision arranged by the local authority',
    V: 'Educational visit',
    P: 'Approved sporting activity',
    W: 'Work experience',
    B: 'Other approved educational activity',
    D: 'Dual registered, at the other school',
    C1: 'Regulated performance or employment abroad',
    M: 'Medical or dental appointment',
    J1: 'Interview',
    S: 'Study leave',
    X: 'Not of compulsory school age, not required to attend',
    C2: 'Part-time timetable',
    C: 'Exceptional circumstance',
    T: 'Parent travelling for work',
    R: 'Religious observance',
    I: 'Illness',
    E: 'Suspended or excluded, no alternative provision made',
    Q: 'No access arrangements',
    Y1: 'Transport not available',
    Y2: 'Widespread travel disruption',
    Y3: 'Part of the premises closed',
    Y4: 'Whole site unexpectedly closed',
    Y5: 'In criminal justice detention',
    Y6: 'Public health guidance',
    Y7: 'Other unavoidable cause',
    G: 'Holiday not granted',
    N: 'Reason not yet established',
    O: 'Absent in other or unknown circumstances',
    U: 'Late, after the register closed',
    Z: 'Prospective pupil, not yet on the register',
    '#': 'Planned closure',
  },
});
export type AttendanceCode = CodeOf<typeof ATTENDANCE>;

export const ATTENDANCE_GROUPS = [
  'present',
  'elsewhere',
  'authorised',
  'unable',
  'unauthorised',
  'administrative',
] as const;
export type AttendanceGroup = (typeof ATTENDANCE_GROUPS)[number];

const GROUP: Readonly<Record<AttendanceGroup, readonly AttendanceCode[]>> = {
  present: ['/', '\\', 'L'],
  elsewhere: ['K', 'V', 'P', 'W', 'B', 'D'],
  authorised: ['C1', 'M', 'J1', 'S', 'X', 'C2', 'C', 'T', 'R', 'I', 'E'],
  unable: ['Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7'],
  unauthorised: ['G', 'N', 'O', 'U'],
  administrative: ['Z', '#'],
};
const groupByCode = new Map(ATTENDANCE_GROUPS.flatMap((group) => GROUP[group].map((code) => [code, group] as const)));

/** Which of the regulation's groups a code belongs to; undefined for a code it does not know. */
export const attendanceGroup = (code: string): AttendanceGroup | undefined => groupByCode.get(code as AttendanceCode);
