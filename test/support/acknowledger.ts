import type { Shape } from './shapes';
import { tokensOf } from './tokens';

type Person = Readonly<{ id: string; role: string; agency: string }>;
type Shown = Readonly<{ id: string; status: string; mayAnswer: boolean }>;

/** The workers of the demo's council, who own the alerts of the load. */
const SOCIAL_WORKERS: readonly Person[] = ['p-marlow', 'p-tennant', 'p-adeyemi', 'p-corvane'].map((id) => ({
  id,
  role: 'social-worker',
  agency: 'wexbourne-council',
}));

/** Reads what was sent to them and acknowledges some of it; a house that is down is asked again in the next round. */
export class Acknowledger {
  /** By alert, who was answered that it is acknowledged. */
  readonly answered = new Map<string, string>();
  private readonly chosen = new Map<string, boolean>();

  constructor(
    private readonly shape: Pick<Shape, 'consoleUrl' | 'home'>,
    private readonly random: () => number,
    private readonly share = 0.4,
  ) {}

  async round(): Promise<void> {
    for (const person of SOCIAL_WORKERS) await this.look(person).catch(unlessRefused);
  }

  private async look(person: Person): Promise<void> {
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = (await this.ask(person, 'GET', `?cursor=${cursor}`.replace(/\?cursor=$/, ''))) as {
        alerts: readonly Shown[];
        next: string | null;
      };
      for (const { id, status, mayAnswer } of page.alerts) {
        if (mayAnswer && status === 'open' && this.isChosen(id)) await this.acknowledge(person, id);
      }
      cursor = page.next;
    }
  }

  private async acknowledge(person: Person, alert: string): Promise<void> {
    await this.ask(person, 'POST', `/${alert}/acknowledge`);
    if (!this.answered.has(alert)) this.answered.set(alert, person.id);
  }

  private isChosen(alert: string): boolean {
    const chosen = this.chosen.get(alert) ?? this.random() < this.share;
    this.chosen.set(alert, chosen);
    return chosen;
  }

  private async ask({ id, role, agency }: Person, method: string, path: string): Promise<unknown> {
    const token = await tokensOf(this.shape.home).person(id, role, agency);
    const answer = await fetch(`${this.shape.consoleUrl}/v1/alerts${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(30_000),
    });
    if (answer.ok) return answer.json();
    if (answer.status >= 500 || answer.status === 429) throw new Error(`away: ${answer.status}`);
    throw new Refused(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
}

/** An answer that another try won't change. */
class Refused extends Error {}

function unlessRefused(error: unknown): void {
  if (error instanceof Refused) throw error;
}
