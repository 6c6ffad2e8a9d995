import { hash } from 'node:crypto';
import {
  canonicalJson,
  type AgencyId,
  type Instant,
  type PractitionerId,
  type RoleCode,
  type Token,
} from '@tributary/kernel';

/** One answer that was given, or refused in part or whole. */
export type Disclosure = Readonly<{
  practitioner: PractitionerId;
  role: RoleCode;
  agency: AgencyId;
  /** Null where it concerns no one child: an export for analysis. */
  child: Token | null;
  what: string;
  purpose: string;
  asKnownOn: Instant | null;
  shown: readonly object[];
  withheld: readonly object[];
  /** Where nothing at all was answered: the rule that shut it, and why. */
  refusal?: Readonly<{ rule: string; reason: string }>;
  /** What left the hub as a file: listed here, it can be recalled. */
  taken?: Taken;
}>;

/** A file that left the hub. `lines`: how many it holds; `covers`: of which months, where it is of no one child. */
export type Taken = Readonly<{ id: string; format: string; lines: number; covers?: string }>;

/** A disclosure in its place: lines of one chain count from 1 without a gap. */
export type Line = Disclosure & Readonly<{ chain: string; seq: number; at: Instant }>;

/** What stands before a chain's first line. */
export const LEDGER_START: Buffer = Buffer.alloc(32);

/** SHA-256 of the hash before and of all that the line says, its place included. */
export function lineHash(previous: Buffer, line: Line): Buffer {
  const { chain, seq, at, practitioner, role, agency, child, what, purpose, asKnownOn, shown, withheld } = line;
  const { refusal, taken } = line;
  const place = { chain, seq, at };
  const said = {
    practitioner,
    role,
    agency,
    child,
    what,
    purpose,
    asKnownOn,
    shown,
    withheld,
    ...(refusal ? { refusal } : {}),
    ...(taken ? { taken } : {}),
  };
  return hash('sha256', Buffer.concat([previous, Buffer.from(canonicalJson({ ...place, ...said }))]), 'buffer');
}
