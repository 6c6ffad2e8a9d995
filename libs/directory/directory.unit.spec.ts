import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LABELS, DirectoryView, inSentence, labelsOf, parseDirectory, ROLES } from '.';

const text = readFileSync(join(__dirname, '../../infra/demo/directory.yaml'), 'utf8');
const faults = (yaml: string): readonly string[] => {
  try {
    parseDirectory(yaml);
    return [];
  } catch (error) {
    return (error as { extra: { faults: string[] } }).extra.faults;
  }
};

describe('the directory', () => {
  const view = new DirectoryView(1, parseDirectory(text));

  it('knows who an agency means by its own number of a worker', () => {
    expect(view.worker('wexbourne-council', 'SW-101')?.id).toBe('p-marlow');
    expect(view.worker('wexbourne-hospital', 'SW-101')).toBeUndefined();
  });

  it('names the deputy, then the manager', () => {
    expect(view.nextAfter('p-marlow' as never, ROLES.socialWorker)).toEqual(['p-tennant', 'p-halloran']);
  });

  it('finds the virtual school head and the duty desk of an authority', () => {
    expect(view.virtualSchoolHead('999')?.practitioner.id).toBe('p-pemberly');
    expect(view.dutySocialWorker('999')?.practitioner.id).toBe('p-duty');
    expect(view.virtualSchoolHead('998')).toBeUndefined();
  });

  it('tells a school by its LAESTAB', () => {
    expect(view.schoolAgency('9992001')?.id).toBe('ash-lane-primary');
    expect(view.authorityOf('ash-lane-primary')?.frontDoor).toBe('01632 960 100');
  });
});

describe('the demo borough', () => {
  it('has a deputy and a manager for each role, but for the one at the top', () => {
    const { practitioners } = parseDirectory(text);
    const alone = practitioners.flatMap(({ id, roles }) =>
      roles.filter(({ deputy, manager }) => !deputy || !manager || deputy === id || manager === id).map(() => id),
    );
    expect(alone).toEqual(['p-sandoval']);
  });

  it('calls things as the area does, and the rest as today’s practice does', () => {
    const [area] = parseDirectory(
      text.replace("code: '999'", "code: '999'\n    labels: { lead: EHM lead }"),
    ).authorities;
    expect(labelsOf(area)).toEqual({ ...DEFAULT_LABELS, lead: 'EHM lead' });
    expect(labelsOf(undefined)).toEqual(DEFAULT_LABELS);
    expect([inSentence('EHM lead'), inSentence('Key worker')]).toEqual(['EHM lead', 'key worker']);
  });

  it('rings nobody: every number is of the range kept for drama', () => {
    const { authorities, practitioners } = parseDirectory(text);
    const numbers = [
      ...authorities.flatMap(({ frontDoor, outOfHours }) => [frontDoor, outOfHours]),
      ...practitioners.map(({ phone }) => phone),
    ];
    expect(numbers.filter((number) => !/^01632 960 \d{3}$/.test(number ?? ''))).toEqual([]);
  });
});

describe('a directory file', () => {
  it.each([
    [
      'a deputy who is not there',
      text.replace('deputy: p-tennant', 'deputy: p-nobody'),
      '"p-nobody" is not in the directory',
    ],
    ['an owner without a deputy', text.replace(/deputy: p-tennant,\s*/, ''), 'a social-worker needs a deputy'],
    [
      'an owner who is their own manager',
      text.replace(/(deputy: p-tennant,\s+manager:) p-halloran/, '$1 p-marlow'),
      'nobody is their own',
    ],
    ['the same id twice', text.replace('id: p-tennant', 'id: p-marlow'), '"p-marlow" stands twice'],
    ['a team that is not there', text.replace('team: front-door', 'team: back-door'), '"back-door" is no team of'],
    ['no duty desk', text.replace('role: duty-social-worker', 'role: receptionist'), 'nobody holds duty-social-worker'],
    ['an unknown field', text.replace('live: true', 'alive: true'), 'feeds[0].alive: is not a field of the directory'],
    [
      'an alias',
      text.replace('name: Imogen Marlow', 'name: &a Imogen').replace('name: Rufus Tennant', 'name: *a'),
      'without & and *',
    ],
    [
      'a word for something that no area may call otherwise',
      text.replace("code: '999'", "code: '999'\n    labels: { general-health: Wellness }"),
      'authorities[0].labels.general-health: no area has a word of its own for that',
    ],
    [
      'a word that is none',
      text.replace("code: '999'", "code: '999'\n    labels: { lead: '<b>me</b>' }"),
      'authorities[0].labels.lead: must be letters',
    ],
    [
      'everybody as the sender of a topic',
      text.replace('live: true', 'live: true, kafka: { principal: "User:*" }'),
      'feeds[0].kafka.principal: is missing or not of the form',
    ],
    [
      'one sender of two agencies’ topics',
      text.replaceAll('live: true', 'live: true, kafka: { principal: "User:one" }'),
      '"User:one" is another agency’s already',
    ],
    [
      'notices by Kafka that nobody reads',
      text.replace('by: poll', 'by: kafka'),
      'notices.principal: Kafka, and nothing else',
    ],
    ['broken YAML', text.replace('feeds:', 'feeds: ['), 'line'],
  ])('with %s is refused with the place', (_, yaml, expected) => {
    expect(faults(yaml).join('\n')).toContain(expected);
  });

  it('is refused without repeating what it says', () => {
    expect(faults(text.replace('name: Imogen Marlow', 'name: 17')).join()).not.toContain('17');
  });
});
