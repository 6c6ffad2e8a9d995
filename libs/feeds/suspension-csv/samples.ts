import { SANDBOX_SCHOOL } from '../shared/sandbox-children';
import { csvSamples, PUPIL_HEADER, pupilCells, type SampleFile, sandboxChild } from '../shared/samples';

type More = Readonly<{ start?: string; withdrawn?: string }>;
const row = (child: number, reason: string, recorded: string, more: More = {}): readonly string[] => [
  ...pupilCells(sandboxChild(child), SANDBOX_SCHOOL),
  ...[`SX-${child}`, 'SUSP', reason, more.start ?? '2026-01-12', '2026-01-13'],
  ...[more.withdrawn ?? '', `2026-01-12T${recorded}:00Z`],
];

export const suspensionSamples = (): readonly SampleFile[] =>
  csvSamples(
    [...PUPIL_HEADER, 'SuspensionId', 'Category', 'Reason1', 'StartDate', 'EndDate', 'Withdrawn', 'RecordedAt'],
    [
      ['accepted', [row(1, 'PP', '14:00'), row(2, 'DB', '14:00')]],
      ['corrected', [row(1, 'PA', '16:00')]],
      ['late', [row(1, 'VP', '15:00')]],
      ['taken-back', [row(1, 'PA', '17:00', { withdrawn: 'Y' })]],
      ['parked', [row(3, 'PP', '14:00', { start: 'Monday' }), row(4, 'PP', '14:00')]],
      ['unmapped', [row(5, 'ZZ9', '14:00')]],
    ],
  );
