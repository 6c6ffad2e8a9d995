import { isTemporaryUpn, nhsNumberFault, normaliseNhsNumber, normaliseUpn, upnFault } from '@tributary/catalogue';
import type { Fault, Person, Stated } from '../person';

/** UPN is matched between education and the authority's children's services alone (design/access.md 17). */
const UPN_SECTORS: readonly string[] = ['education', 'social-care'];
const VERIFIED = '01';
const LONGEST = 40;
/** A person has had so many numbers of one kind at most; what is beyond is not looked at. */
const MOST = 20;
const NONE: readonly string[] = [];

type Numbers = Pick<
  Person,
  'nhs' | 'nhsVerified' | 'nhsDoubted' | 'formerNhs' | 'upn' | 'formerUpns' | 'temporaryUpns'
>;
type FaultOf = (text: string) => string | undefined;

/** `school`: the LAESTAB that the record is of, digits alone. */
type Beside = Readonly<{ school: string | undefined; isBorn: boolean; faults: Fault[] }>;

/** The numbers of a record that can be compared. */
export function readNumbers(stated: Stated, { school, isBorn, faults }: Beside): Numbers {
  return { ...(isBorn ? readNhs(stated, faults) : ofUnborn(stated, faults)), ...readUpns(stated, school, faults) };
}

type NhsNumbers = Pick<Numbers, 'nhs' | 'nhsVerified' | 'nhsDoubted' | 'formerNhs'>;

function readNhs({ nhsNumber, nhsNumberStatus: status, formerNhsNumbers }: Stated, faults: Fault[]): NhsNumbers {
  const isUsable = usable(nhsNumber, nhsNumberFault, { field: 'nhs-number', faults });
  const nhs = isUsable && nhsNumber !== undefined ? normaliseNhsNumber(nhsNumber) : undefined;
  return {
    nhs,
    nhsVerified: nhs !== undefined && status === VERIFIED,
    nhsDoubted: nhs !== undefined && Boolean(status) && status !== VERIFIED,
    formerNhs: valid(formerNhsNumbers, nhsNumberFault).map(normaliseNhsNumber),
  };
}

/** Who is not yet born has no number: it is the mother's, who may be a child of the hub herself. */
function ofUnborn({ nhsNumber }: Stated, faults: Fault[]): NhsNumbers {
  if (nhsNumber?.trim()) faults.push({ field: 'nhs-number', reason: 'not-yet-born' });
  return { nhs: undefined, nhsVerified: false, nhsDoubted: false, formerNhs: NONE };
}

const NO_UPNS = { upn: undefined, formerUpns: NONE, temporaryUpns: NONE } as const;

/** A temporary one is given anew by every school: it tells something at the school that gave it, and nothing elsewhere. */
function readUpns(
  { sector = '', upn, formerUpns }: Stated,
  school: string | undefined,
  faults: Fault[],
): Pick<Numbers, keyof typeof NO_UPNS> {
  if (!UPN_SECTORS.includes(sector) || (upn === undefined && formerUpns === undefined)) return NO_UPNS;
  const isUsable = usable(upn, upnFault, { field: 'upn', faults });
  const current = isUsable && upn !== undefined ? normaliseUpn(upn) : undefined;
  const former = valid(formerUpns, upnFault).map(normaliseUpn);
  const temporary = (current === undefined ? former : [current, ...former]).filter(
    (one) => isTemporaryUpn(one) && givenBy(one) === school,
  );
  return {
    upn: current !== undefined && isTemporaryUpn(current) ? undefined : current,
    formerUpns: former.filter((one) => !isTemporaryUpn(one)),
    temporaryUpns: temporary.length > 0 ? temporary : NONE,
  };
}

/** LAESTAB of the school that gave the number: its second to eighth character. */
const givenBy = (upn: string): string => upn.slice(1, 8);

const valid = (stated: readonly string[] | undefined, fault: FaultOf): readonly string[] =>
  stated && stated.length > 0
    ? stated.slice(0, MOST).filter((one) => one.length <= LONGEST && fault(one) === undefined)
    : NONE;

function usable(
  stated: string | undefined,
  fault: FaultOf,
  into: Readonly<{ field: string; faults: Fault[] }>,
): boolean {
  if (!stated?.trim()) return false;
  const reason = fault(stated.slice(0, LONGEST));
  if (reason !== undefined) into.faults.push({ field: into.field, reason });
  return reason === undefined;
}
