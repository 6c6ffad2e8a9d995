import type { Level } from '@tributary/access';
import type { AgencyId } from '@tributary/kernel';

/** Who asks: a person in one role, or an agency's own system. */
export type Asker = Readonly<{ kind: 'person' | 'system'; agency: AgencyId }>;

/** How an asker stands to one child. */
export type Standing = Readonly<{
  /** The rule by which nothing of the child is for them. */
  refusal?: string | undefined;
  /** How far who the child is is open to them, of what that agency says. */
  reach(agency: AgencyId): Readonly<{ level: Level; rule: string; version: string }>;
  /** Whether where the child is, as that agency says it, may be compared: not where the address is protected. */
  opensPlaces(agency: AgencyId): boolean;
}>;

/**
 * What of a record is compared with the question. `who`: names, birth date, sex and numbers; an address, a school or a
 * parent could be guessed by trial. `all-but-places`: the child's address is protected.
 */
export type Compared = 'all' | 'all-but-places' | 'who';

/** What one agency's record of a child may do in an answer. */
export type Opening =
  /** Nothing at all: the answer is the one that there would be without it. */
  | Readonly<{ level: 'nothing'; rule: string }>
  /** The child is named, by the asker's agency's own reference, with evidence. */
  | Readonly<{ level: 'candidate'; compared: Compared; rule: string; version: string }>
  /** That the child is known, and whom to ring: where it matches beyond doubt, without evidence. */
  | Readonly<{ level: 'known'; by: 'your-agency' | 'elsewhere'; rule: string; version: string }>;

/**
 * What an answer may say by one agency's record of a child: shut unless something opens it. Pure; the table of its cases:
 * opening.unit.spec.ts. Evidence shows how each field compared, so a record gives it only to those who may read what it
 * says: whoever tries values one after the other learns nothing that is not open to them anyway.
 */
export function openingOf(asker: Asker, supplier: AgencyId, standing: Standing): Opening {
  if (standing.refusal !== undefined) return { level: 'nothing', rule: standing.refusal };
  const compared = standing.opensPlaces(supplier) ? 'all' : 'all-but-places';
  const isOwn = supplier === asker.agency;
  if (asker.kind === 'system') {
    if (!isOwn) return { level: 'nothing', rule: 'own-records-alone' };
    return { level: 'candidate', compared, rule: 'own-record', version: 'none' };
  }
  const { level, rule, version } = standing.reach(supplier);
  if (level === 'content') return { level: 'candidate', compared, rule, version };
  if (isOwn) return { level: 'known', by: 'your-agency', rule: 'own-record', version };
  if (level === 'nothing') return { level, rule };
  return { level: 'known', by: 'elsewhere', rule, version };
}
