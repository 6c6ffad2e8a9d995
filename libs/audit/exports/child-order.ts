import { parseChronologyQuery, type Taking, type Viewer } from '@tributary/chronology';
import { AUDIT } from '@tributary/access';
import { type AgencyId, type Instant, Problem } from '@tributary/kernel';
import { AUDITOR, purposeOf } from '../purpose';
import { textsIn } from './order-texts';

export const FORMATS = ['csv', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];

/** What somebody asks for, over the wire, on the command line or by a form: texts, not yet looked at. */
export type ChildOrder = Readonly<Partial<Record<(typeof FIELDS)[number], string>>>;
export const FIELDS = ['format', 'purpose', 'agency', 'asKnownOn', 'from', 'to', 'history'] as const;

export type ChildTaking = Taking & Readonly<{ file: Readonly<{ id: string; format: Format }> }>;

/** The order as the chronology's door takes it. Throws a Problem that names what is wrong. */
export function takingOf(
  viewer: Viewer,
  order: ChildOrder & Readonly<{ ref: string }>,
  { id, now }: Readonly<{ id: string; now: Instant }>,
): ChildTaking {
  const { ref, agency, ...asked } = order;
  const purpose = purposeOf(order.purpose);
  const { question, filter, history } = parseChronologyQuery({ ...asked, purpose }, viewer.agency, now);
  const isAudit = viewer.role === AUDITOR;
  if (agency !== undefined && agency !== viewer.agency && !isAudit) throw notTheirs();
  return {
    ...{ viewer, ref, question, filter, history, purpose },
    ...(agency === undefined ? {} : { of: agency as AgencyId }),
    ...(isAudit ? { readFor: AUDIT } : {}),
    file: { id, format: formatIn(order.format) },
  };
}

function formatIn(format: string | undefined): Format {
  const known = FORMATS.find((one) => one === format);
  if (known) return known;
  throw new Problem('export-wrong', 400, 'There is no such form of an export', `Choose one of ${FORMATS.join(', ')}.`);
}

const notTheirs = (): Problem =>
  new Problem(
    'export-wrong',
    400,
    'That is not your agency’s reference',
    'Only an auditor gives another agency’s reference for a child; use your own agency’s.',
  );

/** The fields of a body or a form; throws `export-wrong`. */
export const orderIn = (body: unknown): ChildOrder => textsIn(body, FIELDS);
