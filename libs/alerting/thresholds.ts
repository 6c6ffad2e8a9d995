import type { ChildRule } from './domain/rule';
import { agencyOf } from './domain/scene';
import { authorityIn, type ChildScene } from './scene';

/** As the authority of whoever last spoke of the child sets them. */
export function thresholdsOf(
  rule: ChildRule,
  { facts, view }: Pick<ChildScene, 'facts' | 'view'>,
): (name: string) => number {
  const last = facts.at(-1);
  const authority = last ? authorityIn(view, agencyOf(last)) : '';
  return (name) => {
    const value = view.threshold(rule.id, name, authority) ?? rule.thresholds[name]?.value;
    if (value === undefined) throw new Error(`${rule.id} has no threshold ${name}`);
    return value;
  };
}
