import type { ChildId, PractitionerId, RecordId, RoleCode } from '@tributary/kernel';
import { formatPosition } from '@tributary/kernel';
import { ruleOf, rulePage, rules } from '@tributary/alerting';
import { EXIT, print } from '../output';
import { withRooms } from '../with-rooms';

type ByHand = Readonly<{ by: string; role: string; reason: string; json?: boolean }>;
type OfRecord = ByHand & Readonly<{ record: string }>;

const byHandOf = (options: ByHand) => ({
  by: options.by as PractitionerId,
  role: options.role as RoleCode,
  reason: options.reason,
});

/** The record is of that child. */
export async function link(options: OfRecord & { to: string }): Promise<number> {
  return withRooms(async (_base, { desk }) => {
    const { position } = await desk.link(options.record as RecordId, options.to as ChildId, byHandOf(options));
    print(options.json ?? false, { position: formatPosition(position) }, ['linked']);
    return EXIT.done;
  });
}

/** The record is not of that child. */
export async function unlink(options: OfRecord & { from: string }): Promise<number> {
  return withRooms(async (_base, { desk }) => {
    const done = await desk.unlink(options.record as RecordId, options.from as ChildId, byHandOf(options));
    print(options.json ?? false, { position: formatPosition(done.position), childId: done.childId }, [
      `unlinked; now child ${done.childId}`,
    ]);
    return EXIT.done;
  });
}

/** Two children are one. */
export async function merge(options: ByHand & { former: string; into: string }): Promise<number> {
  return withRooms(async (_base, { desk }) => {
    const done = await desk.merge(options.former as ChildId, options.into as ChildId, byHandOf(options));
    print(options.json ?? false, { position: formatPosition(done.position) }, ['merged']);
    return EXIT.done;
  });
}

/** Some of a child's records are of another child. */
export async function split(options: ByHand & { from: string; records: readonly string[] }): Promise<number> {
  return withRooms(async (_base, { desk }) => {
    const records = options.records.map((record) => record as RecordId);
    const done = await desk.split(options.from as ChildId, records, byHandOf(options));
    print(options.json ?? false, { position: formatPosition(done.position), childId: done.childId }, [
      `split; those records are now of child ${done.childId}`,
    ]);
    return EXIT.done;
  });
}

export function listRules({ json }: { json?: boolean }): number {
  print(
    json ?? false,
    rules,
    rules.map((rule) => `${rule.id} v${rule.version}  ${rule.title}`),
  );
  return EXIT.done;
}

export function showRule(id: string, { json }: { json?: boolean }): number {
  const rule = ruleOf(id);
  print(json ?? false, rule ?? null, [rule ? rulePage(rule) : `no rule ${id}; see: tributary rules list`]);
  return rule ? EXIT.done : EXIT.wrong;
}
