import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support/processes';
import { tokensOf } from '../support/tokens';
import { batchesOf, delivererTo, type Running } from './load';
import { median, percentile, type Row } from './row';

const DAY = 86_400_000;
const day = (ago: number): string => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);

/** A UPN of a made-up school, with its check letter. */
function upn(number: number): string {
  const digits = `8012${String(number).padStart(8, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i + 2), 0);
  return `${'ABCDEFGHJKLMNPQRTUVWXYZ'.charAt(sum % 23)}${digits}`;
}

/** The load beside the alerts: so many events in a second, one in a hundred of a child never seen before. */
const LOAD = 1_000;
const BATCH = 500;
const NEW = BATCH / 100;
const FIRST_NEW = 900_000;
/** One in so many is an emergency attendance, which rules look at; most of what agencies send, no rule hears. */
const ONE_HEARD_IN = 20;

/**
 * Suspensions of children who have a worker, one after the other, under load: sent → row in the worker's inbox. `known`
 * children have been seen before.
 */
export async function run(running: Running, { alerts, known }: { alerts: number; known: number }): Promise<Row> {
  await deliver(running, 'wexbourne-council', 'council-social-care', council(alerts), 'application/json');
  let loaded = true;
  let sent = 0;
  const background = (async () => {
    const deliverer = delivererTo(running);
    const from = performance.now();
    for (let n = 0; loaded; n += 1) {
      await deliverer.deliver(crypto.randomUUID(), beside(n, known));
      sent += BATCH;
      await pause(Math.max(0, from + (sent / LOAD) * 1_000 - performance.now()));
    }
  })();
  const times: number[] = [];
  const begun = performance.now();
  try {
    for (let n = 0; n < alerts; n += 1) times.push(await one(running, n));
  } finally {
    loaded = false;
    await background;
  }
  const figure = percentile(times, 0.99);
  const load = Math.round(sent / ((performance.now() - begun) / 1_000));
  const note = `p50 ${Math.round(median(times))} ms; ${alerts} alerts under ${load} events/s, 1 % of new children, 5 % heard by rules`;
  return { what: 'event to alert, p99', figure, unit: 'ms', aim: '≤ 1,000 ms', met: figure <= 1_000, note };
}

/** The `n`th delivery of the load: the known children by turns, each time with another item, and some new ones. */
function beside(n: number, known: number): object[] {
  const again = BATCH - NEW;
  const turns = Math.max(1, Math.floor(known / again));
  const [old = []] = batchesOf((n % turns) * again, again, 1_000 + Math.floor(n / turns));
  const [fresh = []] = batchesOf(FIRST_NEW + n * NEW, NEW, 0);
  return [...old, ...fresh].map((event, i) => (i % ONE_HEARD_IN === 0 ? event : unheard(event)));
}

/** The same child on the same day, taken on a practice's list. */
function unheard(attendance: object): object {
  const { data } = attendance as { data: { fact: { date: string } } };
  return { ...attendance, type: 'health.gp-registered', data: { ...data, fact: { date: data.fact.date } } };
}

async function one(running: Running, n: number): Promise<number> {
  const { base } = running.house;
  const slot = await base.reads.activeSlot('alert-inbox');
  const count = async (): Promise<number> => {
    const { rows } = await base.database.events.query<{ n: string }>(`SELECT count(*) AS n FROM ${slot}.alert_inbox`);
    return Number(rows[0]?.n);
  };
  const before = await count();
  const begun = performance.now();
  await deliver(running, 'ash-lane-primary', 'ash-lane-suspensions', suspension(n), 'text/csv');
  await until(`alert ${n}`, async () => (await count()) > before);
  return performance.now() - begun;
}

async function deliver({ shape }: Running, agency: string, feed: string, body: string, type: string): Promise<void> {
  const answer = await fetch(`${shape.intakeUrl}/v1/feeds/${feed}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokensOf(shape.home).client(agency)}`, 'content-type': type },
    body,
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
}

const council = (children: number): string =>
  JSON.stringify({
    la_code: 999,
    Children: Array.from({ length: children }, (_, n) => ({
      la_child_id: `C${n}`,
      child_details: {
        unique_pupil_number: upn(n),
        first_name: `Given${n}`,
        surname: `Family${n}`,
        date_of_birth: '2015-06-14',
      },
      social_care_episodes: [
        {
          social_care_episode_id: `E${n}`,
          referral_date: day(60),
          referral_source: '2A',
          care_worker_details: [{ worker_id: 'SW-101', start_date: day(50) }],
        },
      ],
    })),
  });

const suspension = (n: number): string =>
  `UPN,LocalId,Surname,Forename,DOB,LAESTAB,SuspensionId,Category,Reason1,StartDate,EndDate,RecordedAt\n` +
  `${upn(n)},L${n},Family${n},Given${n},2015-06-14,9992001,S${n},SUSP,DB,${day(1)},${day(1)},${new Date().toISOString()}\n`;
