import type { Rule } from '../domain/rule';
import { socialWorkerSuspended } from './social-worker-suspended.rule';

/** Every rule there is. */
export const rules: readonly Rule[] = [socialWorkerSuspended];

export const ruleOf = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);
