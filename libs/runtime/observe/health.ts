import { Problem } from '@tributary/kernel';
import { reasonOf } from './safe-error';

/** What is wrong, in a sentence; a note where all is well and something is worth knowing. Throwing counts as wrong. */
export type Finding = string | Readonly<{ note: string }> | undefined;
export type Check = () => Promise<Finding>;
export type CheckResult = Readonly<{ name: string; ok: boolean; problem?: string; note?: string }>;
export type Readiness = Readonly<{ ready: boolean; checks: readonly CheckResult[] }>;

/** A check that does not answer is a finding too. */
const ANSWER_WITHIN = 2_000;

/** Whether this process can do its work now, asked afresh each time. */
export class Health {
  private readonly checks = new Map<string, Check>();
  private closing = false;

  register(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** From here on not ready: a balancer sends nothing more. */
  shuttingDown(): void {
    this.closing = true;
  }

  async readiness(): Promise<Readiness> {
    const checks = await Promise.all([...this.checks].map(async ([name, check]) => run(name, check)));
    if (this.closing) checks.push({ name: 'process', ok: false, problem: 'shutting down' });
    return { ready: checks.every((one) => one.ok), checks };
  }
}

async function run(name: string, check: Check): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${ANSWER_WITHIN / 1_000} s`), ANSWER_WITHIN);
  });
  try {
    const found = await Promise.race([check(), late]);
    if (typeof found === 'string') return { name, ok: false, problem: found };
    return { name, ok: true, ...found };
  } catch (error) {
    const problem = error instanceof Problem ? `${error.code}: ${error.detail}` : reasonOf(error);
    return { name, ok: false, problem };
  } finally {
    clearTimeout(timer);
  }
}
