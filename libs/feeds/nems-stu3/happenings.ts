import type { PlainDate } from '@tributary/kernel';
import { maybe } from '../shared/facts';
import { contact } from '../shared/fhir/contact';
import type { Happening } from '../shared/fhir/happening';
import { vaccination } from '../shared/fhir/immunization';
import { dayIn, neededDay } from '../shared/fhir/moments';
import { type Fhir, identifierOf, NOTHING, part, parts, text, typeOf } from '../shared/fhir/node';
import type { Message } from './message';

type Reader = (message: Message) => readonly Happening[];

/** The resource's own identifier is what updates and deletions name; without it, its id in the message. */
const itemOf = (resource: Fhir, { header }: Message): string =>
  identifierOf(resource) ?? text(resource, 'id') ?? text(header, 'id') ?? 'unnamed';

const sentOn =
  ({ header }: Message) =>
  (): PlainDate =>
    neededDay(
      [
        [header, 'timestamp'],
        [part(header, 'meta'), 'lastUpdated'],
      ],
      'MessageHeader.timestamp',
    );

/** The focus where it is of that type, else the first that is. */
const subjectOf = ({ focus, bundle }: Message, type: string): Fhir =>
  typeOf(focus) === type ? focus : bundle.first(type);

export const screening =
  (programme: string): Reader =>
  (message) => {
    const encounter = subjectOf(message, 'Encounter');
    return [
      {
        type: 'health.screening-recorded',
        item: `screening/${programme}/${itemOf(encounter, message)}`,
        on: () => neededDay([[part(encounter, 'period'), 'start']], 'Encounter.period.start'),
        data: (date) => ({ date, programme }),
      },
    ];
  };

export const vaccinations: Reader = (message) => {
  const immunization = subjectOf(message, 'Immunization');
  // The older form's message is about the encounter; each of its vaccinations has its own identifier.
  const all = message.bundle.all('Immunization');
  return (all.length > 0 ? all : [immunization]).flatMap((one) =>
    vaccination(one, `vaccination/${itemOf(one, message)}`),
  );
};

export const professionalContact: Reader = (message) => {
  const episode = subjectOf(message, 'EpisodeOfCare');
  return contact(episode, itemOf(episode, message));
};

export const addressChange: Reader = (message) => {
  const addresses = parts(message.bundle.first('Patient'), 'address');
  const home = addresses.find((one) => text(one, 'use') === 'home') ?? NOTHING;
  const from = dayIn(part(home, 'period'), 'start');
  const on = (): PlainDate => from ?? sentOn(message)();
  return [{ type: 'health.address-changed', item: `address/${from ?? stampOf(message)}`, on }];
};

/** On no practice's list any more where the message names none. */
export const practiceChange: Reader = (message) => {
  const { bundle } = message;
  const [general] = parts(bundle.first('Patient'), 'generalPractitioner');
  const reference = general && text(general, 'reference');
  const found = bundle.find(reference);
  const code = (found && identifierOf(found)?.split('|').at(-1)) ?? reference?.split('/').at(-1);
  const data = (date: PlainDate) => ({
    date,
    registered: reference !== undefined,
    ...maybe('practice', reference === undefined ? undefined : code),
  });
  return [{ type: 'health.practice-changed', item: `practice/${stampOf(message)}`, on: sentOn(message), data }];
};

/** A change that the person made is marked by its author being the patient. */
export const recordChange: Reader = (message) => {
  const { bundle } = message;
  const author = parts(bundle.first('Provenance'), 'agent')
    .map((agent) => text(part(agent, 'whoReference'), 'reference'))
    .find((reference) => reference !== undefined);
  const byFamily = author === undefined ? undefined : typeOf(bundle.find(author) ?? NOTHING) === 'Patient';
  const data = (date: PlainDate) => ({ date, ...maybe('byFamily', byFamily) });
  return [{ type: 'health.demographics-changed', item: `demographics/${stampOf(message)}`, on: sentOn(message), data }];
};

/** When it happened names a change that has no name of its own. */
const stampOf = ({ header }: Message): string =>
  text(header, 'timestamp') ?? text(part(header, 'meta'), 'lastUpdated') ?? text(header, 'id') ?? 'unnamed';
