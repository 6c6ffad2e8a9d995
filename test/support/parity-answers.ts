import { type House } from './house';
import type { Names } from './parity';
import type { Shape } from './shapes';
import { tokensOf } from './tokens';

type Owned = Readonly<{ alert: string; practitioner: string; role: string; agency: string }>;
type Answer = Readonly<{ path: string; body?: object }>;

/** One of them for each alert, by its name; the last are left as they are. */
const ANSWERS: readonly (Answer | undefined)[] = [
  { path: 'acknowledge' },
  { path: 'act', body: { action: 'spoke-to-family' } },
  { path: 'close', body: { outcome: 'useful' } },
  { path: 'reassign', body: { practitioner: 'p-inglis', role: 'early-help-coordinator', agency: 'wexbourne-council' } },
  { path: 'challenge', body: { note: 'Not this child.' } },
  undefined,
  undefined,
];

/** Whoever owns an alert answers it, over HTTP, in the same way in every house. Answers how many were answered. */
export async function answerAll(shape: Shape, { base }: House, names: Names): Promise<number> {
  const slot = await base.reads.activeSlot('alert-inbox');
  const { rows } = await base.database.events.query<Owned>(
    `SELECT i.alert_id AS alert, r.practitioner, r.role, r.agency
       FROM ${slot}.alert_inbox i JOIN ${slot}.alert_recipients r USING (alert_id) WHERE i.status = 'open' AND r.owner`,
  );
  const named = rows.map((row) => ({ ...row, name: names.of('alert', row.alert) }));
  let answered = 0;
  for (const [n, owned] of named.sort((a, b) => (a.name < b.name ? -1 : 1)).entries()) {
    const answer = ANSWERS[n % ANSWERS.length];
    if (!answer) continue;
    await send(shape, owned, answer);
    answered += 1;
  }
  return answered;
}

async function send(shape: Shape, { alert, practitioner, role, agency }: Owned, { path, body }: Answer): Promise<void> {
  const token = await tokensOf(shape.home).person(practitioner, role, agency);
  const answer = await fetch(`${shape.consoleUrl}/v1/alerts/${alert}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}
