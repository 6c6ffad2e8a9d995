import { SANDBOX_SCHOOL } from '../shared/sandbox-children';
import { type ContractCheck, type SampleFile, sandboxChild } from '../shared/samples';

type More = Readonly<{ retracted?: true; fact?: Readonly<Record<string, unknown>>; type?: string }>;
const CONCERN = 'education.school-concern-raised';

/** `sequence` orders what is said of one item. */
function event(child: number, sequence: number, concern: string, more: More = {}): object {
  const { ownNumber, givenName, familyName, birthDate, sex, postcode, upn } = sandboxChild(child);
  return {
    specversion: '1.0',
    id: `sandbox-${child}-${sequence}`,
    source: 'urn:sandbox:sample',
    type: more.type ?? CONCERN,
    time: '2026-01-12T09:30:00Z',
    sequence: String(sequence),
    ...(more.retracted ? { retracted: true } : {}),
    data: {
      record: {
        ...{ system: 'mis', localId: ownNumber, school: SANDBOX_SCHOOL },
        ...{ givenName, familyName, birthDate, sex, postcode, upn },
      },
      item: `concern-${child}`,
      fact: { concern, raisedOn: '2026-01-12', ...more.fact },
    },
  };
}

const FILES: readonly (readonly [ContractCheck, readonly object[]])[] = [
  ['accepted', [event(1, 1, 'neglect'), event(2, 1, 'neglect')]],
  ['corrected', [event(1, 3, 'emotional-abuse')]],
  ['late', [event(1, 2, 'physical-abuse')]],
  ['taken-back', [event(1, 4, 'emotional-abuse', { retracted: true })]],
  ['parked', [event(3, 1, 'neglect', { type: 'education.never-heard-of' }), event(4, 1, 'neglect')]],
  ['dropped', [event(5, 1, 'neglect', { fact: { diagnosis: 'not a field of this event' } })]],
];

export const eventSamples = (): readonly SampleFile[] =>
  FILES.map(([shows, events], i) => ({
    name: `${i + 1}-${shows}.ndjson`,
    shows,
    mediaType: 'application/x-ndjson',
    text: events.map((one) => `${JSON.stringify(one)}\n`).join(''),
  }));
