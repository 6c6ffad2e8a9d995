import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tributary } from '../support/command';
import { caughtUp, enter, type House } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { loadChild } from '../support/people';
import { type Shape, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const HOSPITAL = 'wexbourne-hospital';
const S47 = 'https://www.legislation.gov.uk/ukpga/1989/41/section/47';
const NURSE = ['p-castellan', 'named-nurse', HOSPITAL] as const;
const TEACHER = ['p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary'] as const;
type Answer = Readonly<{ status: string; candidates: readonly { child: string }[] }>;

/** A hub that knows one child, by what its hospital sent. */
describe('a hub that is asked which child somebody is', () => {
  let shape: Shape;
  let house: House;
  let desk: string;
  /** What the hospital calls the child. */
  let reference: string | undefined;
  const { nhsNumber, givenName, familyName, birthDate, postcode } = loadChild(1);
  const person = { givenName, familyName, birthDate, postcode };
  const nobody = { ...person, givenName: 'Zephrina', familyName: 'Ludlowe' };

  beforeAll(async () => {
    desk = await mkdtemp(join(tmpdir(), 'tributary-ask-'));
    shape = await startShape('hub');
    house = await enter(shape);
    const deliverer = new Deliverer(
      () => shape.intakeUrl,
      () => tokensOf(shape.home).client(HOSPITAL),
    );
    const { records } = await deliverer.deliver('first', [loadEvent(1, 0)]);
    reference = records[0]?.childId;
    await caughtUp(house);
  });
  afterAll(async () => {
    await house?.close();
    await shape?.stop();
    await rm(desk, { recursive: true, force: true });
  });

  const asked = async (token: Promise<string>, sought: object): Promise<Answer> => {
    const answer = await fetch(`${shape.consoleUrl}/v1/children/match`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: S47, person: sought }),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Answer;
  };
  const as = ([practitioner, role, agency]: typeof NURSE | typeof TEACHER) =>
    tokensOf(shape.home).person(practitioner, role, agency);

  it('tells whoever has the child’s record, person or system, by their own reference', async () => {
    expect(reference).toMatch(/^[0-9a-f]{32}$/);
    for (const token of [as(NURSE), tokensOf(shape.home).client(HOSPITAL)]) {
      expect(await asked(token, { ...person, nhsNumber })).toMatchObject({
        status: 'Match',
        candidates: [{ child: reference }],
      });
    }
  });

  it('answers to anybody else as of nobody, by a name, by a number and by both', async () => {
    for (const token of [as(TEACHER), tokensOf(shape.home).client('ash-lane-primary')]) {
      const none = await asked(token, nobody);
      expect(none).toMatchObject({ status: 'NoMatch', candidates: [] });
      for (const sought of [person, { nhsNumber, nhsNumberStatus: '01' }, { ...person, nhsNumber }]) {
        expect(await asked(token, sought)).toEqual(none);
      }
    }
  });

  it('gives the command line the same answer', async () => {
    const file = join(desk, 'person.json');
    await writeFile(file, JSON.stringify(person));
    const [practitioner, role, agency] = NURSE;
    const who = ['--as', practitioner, '--role', role, '--agency', agency];
    const ran = await tributary(shape, 'match', '--person', file, ...who, '--reason', S47, '--json');
    expect([ran.code, ran.errors]).toEqual([0, '']);
    expect(JSON.parse(ran.output)).toEqual(await asked(as(NURSE), person));
    const without = await tributary(shape, 'match', '--person', file, ...who);
    expect([without.code, without.output]).toEqual([2, '']);
    expect(without.errors).toContain('match-reason-missing');
  });
});
