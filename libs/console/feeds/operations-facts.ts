import type { Undelivered } from '@tributary/alerting';
import type { DirectoryView } from '@tributary/directory';
import { formatPosition } from '@tributary/kernel';
import type { Endpoint } from '@tributary/outbound';
import type { ParkedEvent } from '@tributary/runtime';
import type { Table } from './feed-facts';

const WHY: Readonly<Record<string, string>> = {
  'no-address': 'The directory has no e-mail address for this person.',
  refused: 'The mail server refused it each time.',
};

type Parked = Readonly<{ name: string; table: Table }>;

/** Parked events by the read model, or the rules, that could not take them. */
export function consumersOf(parked: readonly ParkedEvent[]): readonly Parked[] {
  return [...Map.groupBy(parked, ({ consumer }) => consumer)].map(([name, events]) => ({
    name,
    table: {
      caption: name,
      head: ['Event', 'Why', 'Tried'],
      rows: events.map(({ at, reason, attempts, slot }) => [
        { text: formatPosition(at), more: slot },
        { text: reason },
        { text: times(attempts) },
      ]),
    },
  }));
}

export const lettersOf = (letters: readonly Undelivered[], view: Pick<DirectoryView, 'practitioner'>) =>
  letters.map(({ messageId, practitioner, since, tries, failure }) => ({
    id: messageId,
    to: view.practitioner(practitioner)?.name ?? 'Somebody whom the directory no longer names',
    why: WHY[failure] ?? failure,
    since,
    tries: tries === 1 ? 'one attempt' : `${tries} attempts`,
  }));

const ANSWERS: Readonly<Record<string, string>> = {
  'no-secret': 'There is no secret to sign calls with; none was made.',
  'not-https': 'The directory names an address without TLS; no call was made.',
  'private-address': 'The directory names an address that is not public; no call was made.',
  'no-kafka': 'The directory says by Kafka, and this hub has none: set STREAM=kafka and KAFKA_BROKERS.',
  'kafka-failed': 'Its topic of Kafka could not be written: look at the brokers and their access list.',
  written: 'Written to its topic of Kafka.',
  unreachable: 'No connection.',
  'too-slow': 'No answer in time.',
};

const answerWords = (answer: string | null): string =>
  answer === null ? 'Not called yet.' : (ANSWERS[answer] ?? `Answered with ${answer}.`);

/** Agencies' systems that are called, and what an operator can do about them. */
export const endpointsOf = (endpoints: readonly Endpoint[], view: Pick<DirectoryView, 'agency'>) =>
  endpoints.map(({ agency, answer, failingSince, offSince, waiting, failed, refused }) => ({
    id: agency,
    name: view.agency(agency)?.name ?? agency,
    answer: answerWords(answer),
    ...{ failingSince, offSince, waiting, failed },
    refused: refused && { ...refused, often: times(refused.times) },
    mayCall: offSince !== null || failed > 0,
  }));

/** What the form before came to. */
export function givenWords(asked: Readonly<Record<string, unknown>>): string | undefined {
  if (asked['mail'] === 'again') return 'The mail goes out with the next round.';
  if (asked['mail'] === 'gone') return 'Somebody else sent that mail again before you.';
  if (asked['calls'] === 'again') return 'The system is called again with the next round.';
  if (asked['calls'] === 'gone') return 'It was being called already.';
  const [taken, parked] = [figure(asked['taken']), figure(asked['parked'])];
  if (taken === undefined || parked === undefined) return undefined;
  return `${taken} ${taken === 1 ? 'event' : 'events'} taken, ${parked} still parked.`;
}

const figure = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
