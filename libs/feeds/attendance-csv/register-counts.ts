import { ATTENDANCE_GROUPS, attendanceGroup } from '@tributary/catalogue';
import type { Instant, PlainDate } from '@tributary/kernel';
import type { Parsed } from '../format';
import { checked, fact, maybe } from '../shared/facts';

type Group = (typeof ATTENDANCE_GROUPS)[number] | 'unmapped';
type Register = {
  readonly school: string;
  readonly date: PlainDate;
  readonly session: 'AM' | 'PM';
  readonly counts: Record<Group, number>;
  latest: Instant | undefined;
};
export type Mark = Readonly<{
  school: string;
  date: PlainDate;
  session: 'AM' | 'PM';
  code?: string;
  recordedAt?: Instant;
}>;

const nothing = (): Record<Group, number> => ({
  present: 0,
  elsewhere: 0,
  authorised: 0,
  unable: 0,
  unauthorised: 0,
  administrative: 0,
  unmapped: 0,
});

/**
 * Counts marks by school, day and session. Grows with the number of registers in a file, never with its pupils. A
 * register of which the file holds no present mark is left out: that is a correction of single marks.
 */
export class RegisterCounts {
  private readonly registers = new Map<string, Register>();

  add(mark: Mark): void {
    const { school, date, session } = mark;
    const key = `${school}/${date}/${session}`;
    let register = this.registers.get(key);
    if (register === undefined) {
      register = { school, date, session, counts: nothing(), latest: undefined };
      this.registers.set(key, register);
    }
    register.counts[attendanceGroup(mark.code ?? '') ?? 'unmapped']++;
    if (mark.recordedAt !== undefined && mark.recordedAt > (register.latest ?? '')) register.latest = mark.recordedAt;
  }

  *events(): Generator<Parsed> {
    for (const [key, register] of this.registers) if (register.counts.present > 0) yield registerEvent(key, register);
  }
}

function registerEvent(key: string, { school, date, session, counts, latest }: Register): Parsed {
  const marks = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const stated = {
    item: `register/${key}`,
    occurred: { on: date, session },
    ...maybe('recordedAt', latest),
    ...maybe('revision', latest),
  };
  const event = fact('education.register-delivered', stated, { school, date, session, marks, counts });
  return { kind: 'practice', place: `register ${key}`, fact: checked(event).fact };
}
