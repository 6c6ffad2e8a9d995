import { describeWithKafka } from '../../libs/testing/broker';
import { Collector } from '../support/collector';
import { until } from '../support/processes';
import { type Shape, type ShapeName, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const DAY = 86_400_000;
const day = (ago: number): string => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
const UPN = 'B801200005001';
const CANARIES = ['Wren', 'Okoro-Lyle', UPN, 'LOCAL-77', '2015-06-14', 'SW-101', 'ZZ1', 'wexbourne-council/C1'];

const council = (): string =>
  JSON.stringify({
    la_code: 999,
    Children: [
      {
        la_child_id: 'LOCAL-77',
        child_details: {
          ...{ unique_pupil_number: UPN, first_name: 'Wren', surname: 'Okoro-Lyle' },
          ...{ date_of_birth: '2015-06-14', postcode: 'ZZ1 1AA' },
        },
        social_care_episodes: [
          {
            ...{ social_care_episode_id: 'E1', referral_date: day(60), referral_source: '2A' },
            care_worker_details: [{ worker_id: 'SW-101', start_date: day(50) }],
            child_looked_after_placements: [
              { child_looked_after_placement_id: 'P1', start_date: day(40), start_reason: 'S', placement_type: 'U1' },
            ],
          },
        ],
      },
    ],
  });
const suspension = (): string =>
  `UPN,LocalId,Surname,Forename,DOB,LAESTAB,SuspensionId,Category,Reason1,StartDate,EndDate,RecordedAt\n` +
  `${UPN},LOCAL-77,Okoro-Lyle,Wren,2015-06-14,9992001,S1,SUSP,DB,${day(0)},${day(0)},${new Date().toISOString()}\n`;

const EXPECTED = [
  ...['POST /v1/feeds/:feed/messages', 'intake', 'match', 'append'],
  ...['consume chronology', 'consume alerting', 'alert raised'],
];

function traced(name: ShapeName): void {
  let collector: Collector;
  let shape: Shape;
  let child: string;
  let alertTrace: string;

  const deliver = async (agency: string, feed: string, body: string, type: string): Promise<string> => {
    const answer = await fetch(`${shape.intakeUrl}/v1/feeds/${feed}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokensOf(shape.home).client(agency)}`, 'content-type': type },
      body,
    });
    const { id, records } = (await answer.json()) as { id: string; records: { childId?: string }[] };
    child = records[0]?.childId ?? child;
    return id;
  };

  beforeAll(async () => {
    collector = await Collector.open();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '200' };
    shape = await startShape(name, { env });
    await deliver('wexbourne-council', 'council-social-care', council(), 'application/json');
    const receipt = await deliver('ash-lane-primary', 'ash-lane-suspensions', suspension(), 'text/csv');
    const token = await tokensOf(shape.home).person('p-marlow', 'social-worker', 'wexbourne-council');
    await fetch(`${shape.consoleUrl}/v1/children/${child}/chronology`, {
      headers: { authorization: `Bearer ${token}` },
    });
    // Each process sends its own, when it sends.
    await until('the spans of one delivery, from all processes', async () =>
      EXPECTED.every((one) => inTrace().has(one)),
    );
    await until('the alert’s own', async () => collector.named('alert')[0]);
    expect(collector.wire).not.toContain(receipt);
  });
  afterAll(async () => {
    await shape?.stop();
    await collector?.close();
  });

  const inTrace = (): ReadonlySet<string> => {
    alertTrace = collector.named('alert raised')[0]?.traceId ?? '';
    return new Set(collector.spans.filter(({ traceId }) => traceId === alertTrace).map((span) => span.name));
  };

  it('has a delivery’s request, match, append, consumers and alert under one trace', async () => {
    expect([...inTrace()]).toEqual(expect.arrayContaining(EXPECTED));
    const spans = collector.spans.filter(({ traceId }) => traceId === alertTrace);
    const roots = spans.filter(({ parentSpanId }) => !parentSpanId);
    expect(roots.map((span) => span.name)).toEqual(['POST /v1/feeds/:feed/messages']);
    for (const { parentSpanId } of spans) expect([undefined, '', roots[0]?.spanId]).toContain(parentSpanId);
  });

  it('leads from the alert to a trace of its own', () => {
    const [raised] = collector.named('alert raised');
    const [alert] = collector.named('alert');
    expect(raised?.links?.map(({ traceId }) => traceId)).toEqual([alert?.traceId]);
    expect(alert?.traceId).not.toBe(raised?.traceId);
  });

  it('says nothing of a child: no name, number, reference, address or statement', () => {
    for (const canary of [...CANARIES, child]) expect(collector.wire).not.toContain(canary);
    expect(collector.wire).not.toMatch(/SELECT|INSERT|url\.|db\./);
    const keys = new Set(collector.spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
    const known = ['consumer', 'count', 'feed', 'partition', 'rule'];
    const http = ['http.request.method', 'http.response.status_code', 'http.route'];
    expect([...keys].filter((key) => ![...known, ...http].includes(key))).toEqual([]);
  });
}

describe('the traces of the hub', () => traced('hub'));
describeWithKafka('the traces of the microservices', () => {
  traced('microservices');
});
