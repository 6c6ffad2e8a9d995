import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import { zipOf } from '../../testing/zip';
import type { Receipt } from '../domain/receipt';

const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN\nWX-1,2,04/03/2014,WBRI,C999400120001\nWX-2,1,05/09/2013,MWBC,\n';
const EPISODES = `CHILD,DECOM,RNE,PLACE,DEC,REC
WX-1,02/06/2025,S,U6,14/09/2025,X1
WX-1,14/09/2025,P,K2,,
WX-2,01/05/2025,S,U4,20/12/2025,E4A
`;
const UASC = 'CHILD,SEX,DOB,DUC\nWX-2,1,05/09/2013,05/09/2031\n';

let it_: TestIntake;
beforeEach(async () => {
  it_ = await testIntake([aFeed('wexbourne.looked-after', 'ssda903', { live: false })]);
});
afterEach(() => it_.close());

const send = (episodes = EPISODES): Promise<Receipt> => {
  const packed = zipOf([
    { name: 'episodes.csv', content: episodes },
    { name: 'uasc.csv', content: UASC },
    { name: 'header.csv', content: HEADER },
  ]);
  const body = (async function* () {
    yield packed;
  })();
  return it_.intake.receive('wexbourne.looked-after', { body, mediaType: 'application/zip', backfill: false });
};
const types = async (): Promise<string[]> =>
  (await allRecorded(it_.store)).map(({ event }) => event.type).filter((type) => /^(social-care|record)\./.test(type));

describe('a looked-after children return', () => {
  it('fills history: all of it is backfill', async () => {
    const receipt = await send();
    expect(receipt).toMatchObject({ status: 'done', counts: { accepted: 6, parked: 0 } });
    const events = (await allRecorded(it_.store)).filter(({ event }) => event.type.startsWith('social-care.'));
    expect(events).toHaveLength(6);
    expect(events.every(({ event }) => event.backfill === true)).toBe(true);
  });

  it('says the same again without an event', async () => {
    await send();
    const before = await types();
    const packedAnew = await send(`${EPISODES}\n`);
    expect(packedAnew).toMatchObject({ status: 'done', counts: { accepted: 0, retracted: 0, parked: 0 } });
    expect(await types()).toEqual(before);
  });

  it('makes the difference of a resubmission events: a changed end is one, a row left out is taken back', async () => {
    await send();
    const before = await types();
    const again = EPISODES.replace('WX-1,14/09/2025,P,K2,,\n', '').replace('20/12/2025,E4A', '20/12/2025,E13');
    expect(await send(again)).toMatchObject({ status: 'done', counts: { accepted: 1, retracted: 1, parked: 0 } });
    expect((await types()).slice(before.length)).toEqual(['social-care.looked-after-ended', 'record.fact-retracted']);
  });

  it('takes nothing back where a row could not be read', async () => {
    await send();
    const spoilt = EPISODES.replace('WX-1,14/09/2025,P', 'WX-1,31/09/2025,P');
    expect(await send(spoilt)).toMatchObject({ counts: { accepted: 0, retracted: 0, parked: 1 } });
  });

  it('leaves another year’s return as it was', async () => {
    await send();
    const next = 'CHILD,DECOM,RNE,PLACE,DEC,REC\nWX-1,14/05/2026,P,K2,,\n';
    expect(await send(next)).toMatchObject({ counts: { retracted: 0 } });
  });
});
