import { SANDBOX_SCHOOL } from '../shared/sandbox-children';
import { csvSamples, PUPIL_HEADER, pupilCells, type SampleFile, sandboxChild } from '../shared/samples';

type More = Readonly<{ start?: string; year?: string; left?: string; why?: string; withdrawn?: string }>;
const row = (child: number, recorded: string, more: More = {}): readonly string[] => [
  ...pupilCells(sandboxChild(child), SANDBOX_SCHOOL),
  ...[more.start ?? '2025-09-02', more.year ?? '5', more.left ?? '', more.why ?? '', more.withdrawn ?? ''],
  `2026-01-12T${recorded}:00Z`,
];

export const pupilSamples = (): readonly SampleFile[] =>
  csvSamples(
    [...PUPIL_HEADER, 'StartDate', 'YearGroup', 'LeavingDate', 'LeavingReason', 'Withdrawn', 'RecordedAt'],
    [
      ['accepted', [row(1, '09:00'), row(2, '09:00')]],
      ['corrected', [row(1, '11:00', { year: '6' })]],
      ['late', [row(1, '10:00', { year: '7' })]],
      ['taken-back', [row(1, '12:00', { withdrawn: 'Y' })]],
      ['parked', [row(3, '09:00', { start: 'autumn' }), row(4, '09:00')]],
      ['unmapped', [row(5, '09:00', { left: '2026-01-09', why: 'ZZ9' })]],
    ],
  );
