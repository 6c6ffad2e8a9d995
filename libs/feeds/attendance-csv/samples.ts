import { SANDBOX_SCHOOL } from '../shared/sandbox-children';
import { csvSamples, PUPIL_HEADER, pupilCells, type SampleFile, sandboxChild } from '../shared/samples';

const mark = (child: number, code: string, recorded: string, date = '2026-01-12'): readonly string[] => [
  ...pupilCells(sandboxChild(child), SANDBOX_SCHOOL),
  ...[date, 'AM', code, `2026-01-12T${recorded}:00Z`],
];

export const attendanceSamples = (): readonly SampleFile[] =>
  csvSamples(
    [...PUPIL_HEADER, 'Date', 'Session', 'Code', 'RecordedAt'],
    [
      ['accepted', [mark(1, 'O', '09:05'), mark(2, 'I', '09:05'), mark(3, '/', '09:05')]],
      ['corrected', [mark(1, 'I', '11:30')]],
      ['late', [mark(1, 'B', '10:00')]],
      ['taken-back', [mark(1, '/', '12:00')]],
      ['parked', [mark(4, 'O', '09:05', '2026-13-45'), mark(5, 'O', '09:05')]],
      ['unmapped', [mark(6, 'ZZ9', '09:05')]],
    ],
  );
