import type { ChildId, RecordId } from '@tributary/kernel';
import { type Judge, type Judged, PersonReader, underCurrentNumbers } from '@tributary/matching';
import { type Evidence, judgeChild } from '../domain/decide-child';
import { areTwo } from '../domain/parts';
import { calmed } from '../review/rejected';
import { recordsByIds } from '../storage/rows';
import { WeightsInForce } from '../weights';
import { isBeingDecided, type OpenRecord, openedOfChild, saidApart, unlessMoved } from './child-records';
import type { RematchOptions } from './rematch';
import { proposedWhy } from './standing';

type Known = Readonly<{ childId: ChildId; records: readonly OpenRecord[] }>;
type Ground = Readonly<{ evidence: Evidence; probability: number; weights: string }>;

/**
 * Joins children of whom a source says that they are one: by a number that superseded another one, or because it keeps two
 * records as one. The hub does it only where nobody may have seen the one alone, where no number or name of theirs says
 * otherwise, and no person did; else it stays proposed.
 */
export class Joining {
  private readonly weights: WeightsInForce;

  constructor(private readonly options: RematchOptions) {
    this.weights = new WeightsInForce(options.pool);
  }

  /** The children whom a record says were known by a number that was superseded. Answers whether any were joined. */
  async superseded(record: RecordId): Promise<boolean> {
    const proposed = await proposedWhy(this.options.pool, record, ['number-superseded', 'several-fit']);
    return this.join(record, proposed, { method: 'superseded', byNumber: true });
  }

  /** The former record of two that their agency keeps as one, and the child of the one kept. */
  async merged(record: RecordId): Promise<boolean> {
    const proposed = await proposedWhy(this.options.pool, record, ['merged-at-source']);
    return proposed.length === 1 && this.join(record, proposed, { method: 'merged-by-source', byNumber: false });
  }

  private async join(
    record: RecordId,
    proposed: readonly ChildId[],
    { method, byNumber }: Readonly<{ method: string; byNumber: boolean }>,
  ): Promise<boolean> {
    const { pool, vault, desk } = this.options;
    const [row] = await recordsByIds(pool, [record]);
    if (!row) return false;
    const io = { vault, reader: new PersonReader() };
    const children = [...new Set([row.childId, ...proposed])].sort();
    const known = await Promise.all(
      children.map(async (childId) => ({ childId, records: await openedOfChild(pool, childId, io) })),
    );
    const { version: weights, judge } = await this.weights.current();
    const ground = groundFor(record, known, judge, byNumber);
    const [into, ...others] = ground ? await this.inOrder(known) : [];
    if (!ground || into === undefined) return false;
    let joined = false;
    for (const child of others) {
      joined = (await unlessMoved(desk.merge(child, into, { method, ...ground, weights }))) || joined;
    }
    if (joined) await calmed(pool, [record]);
    return joined;
  }

  /** The one that stays first; nothing where two have been seen, or people have spoken. */
  private async inOrder(known: readonly Known[]): Promise<readonly ChildId[]> {
    const { pool, seen } = this.options;
    const ids = known.flatMap(({ records }) => records.map(({ recordId }) => recordId));
    if ((await isBeingDecided(pool, ids)) || (await saidApart(pool, ids))) return [];
    const shown: ChildId[] = [];
    for (const { childId, records } of known) {
      for (const { recordId } of records) {
        if (!shown.includes(childId) && (await seen(childId, recordId))) shown.push(childId);
      }
    }
    if (shown.length > 1) return [];
    const rest = known.map(({ childId }) => childId).filter((child) => !shown.includes(child));
    return [...shown, ...rest];
  }
}

const BY_BIRTH: readonly (string | undefined)[] = ['another-birth-date', 'another-birth'];
const contradicts = ({ kind, reason }: Judged): boolean => kind === 'apart' || BY_BIRTH.includes(reason);

/** What the record has in common with each of the others; undefined where anything of theirs says that they are two. */
function groundFor(
  record: RecordId,
  known: readonly Known[],
  judge: Judge,
  byNumber: boolean,
): Omit<Ground, 'weights'> | undefined {
  const all = known.flatMap(({ childId, records }) => records.map((one) => ({ ...one, childId })));
  const current = underCurrentNumbers(all.map(({ person }) => person));
  const under = all.map((one, at) => ({ ...one, person: current[at] ?? one.person }));
  const self = under.find(({ recordId }) => recordId === record);
  const others = under.filter(({ childId }) => childId !== self?.childId);
  if (!self || others.length === 0) return undefined;
  const isAgainst = (one: (typeof under)[number], other: (typeof under)[number]): boolean =>
    one.childId !== other.childId &&
    (areTwo(one.person, other.person, judge) || contradicts(judge.judge(one.person, other.person)));
  if (under.some((one) => under.some((other) => isAgainst(one, other)))) return undefined;
  const byChild = [...Map.groupBy(others, ({ childId }) => childId).values()];
  const judged = byChild.map((records) =>
    judgeChild(
      self.person,
      records.map(({ person }) => person),
      judge,
    ),
  );
  if (byNumber && !judged.every((one) => one?.outcome === 'Match' && one.by !== undefined)) return undefined;
  const best = judged.find((one) => one !== undefined);
  const [other] = others;
  const beside = best?.known ?? other?.person;
  if (!beside) return undefined;
  return { evidence: judge.evidence(self.person, beside), probability: judge.judge(self.person, beside).probability };
}
