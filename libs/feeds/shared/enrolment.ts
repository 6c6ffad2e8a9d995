import type { Flag, DataOf } from '@tributary/catalogue';
import type { Instant, PlainDate } from '@tributary/kernel';
import type { Fact } from '../format';
import { fact, flagged, maybe, retraction, type Stated } from './facts';

type Leaving = DataOf<'education.pupil-left'>['reason'];

/** A pupil's time on a school's roll, as any form gives it. */
export type Enrolment = Readonly<{
  /** What the two facts are named by: `mis/9994001/101/enrolment/2025-09-01`. */
  item: string;
  start?: PlainDate;
  end?: PlainDate;
  school?: string;
  yearGroup?: number;
  reason?: Leaving;
  nextSchoolConfirmed?: boolean;
  flags: readonly (Flag | false)[];
  recordedAt?: Instant;
  revision?: string;
}>;

/** On roll, and off it; a leaving that is no longer given is taken back. Where to is never held. */
export function enrolmentFacts(given: Enrolment): readonly Fact[] {
  const { start, end, school } = given;
  const day = start ?? end;
  if (day === undefined) return [];
  const stamps = { ...maybe('recordedAt', given.recordedAt), ...maybe('revision', given.revision) };
  const stated = (name: string, on: PlainDate): Stated => ({
    item: `${given.item}/${name}`,
    occurred: { on },
    ...stamps,
  });
  const flags = flagged(...given.flags, start !== undefined && end !== undefined && end < start && 'end-before-start');
  const began =
    start === undefined
      ? []
      : [
          fact('education.pupil-enrolled', stated('start', start), {
            startDate: start,
            ...maybe('yearGroup', given.yearGroup),
            ...maybe('school', school),
            ...flags,
          }),
        ];
  if (end === undefined) return [...began, retraction('education.pupil-left', stated('end', day))];
  const left = {
    date: end,
    ...maybe('reason', given.reason),
    ...maybe('nextSchoolConfirmed', given.nextSchoolConfirmed),
    ...maybe('school', school),
    ...flags,
  };
  return [...began, fact('education.pupil-left', stated('end', end), left)];
}

/** A national curriculum year: `R` is 0, nursery years (`N1`, `N2`) have no number. */
export function readYearGroup(text: string): number | undefined {
  if (/^R$/i.test(text)) return 0;
  return /^\d{1,2}$/.test(text) && Number(text) <= 14 ? Number(text) : undefined;
}
