import type { AnyEvent } from '@tributary/catalogue';
import { type AlertId, type ChildId, derivedId } from '@tributary/kernel';
import type { ChildRule, Rule } from './domain/rule';

/** That a status is unknown is another thing than what the rule is about: neither alert stands in the other's way. */
export type Kind = 'found' | 'status-unknown';
export const KINDS: readonly Kind[] = ['found', 'status-unknown'];

/** What a source calls the item that an event states; undefined for what no source stated. */
export const itemOf = (event: AnyEvent): string | undefined =>
  'record' in event.source ? event.source.record : undefined;

/** One alert for each item a source stated about a child: a corrected suspension raises no second one. */
export const alertIdOf = (rule: Rule, child: ChildId, item: string, kind: Kind): AlertId =>
  derivedId('alert', rule.id, child, item, kind) as AlertId;

/** Every alert that a rule can ever have raised about a child in whose records all this was said. */
export const alertIdsOf = (rule: ChildRule, child: ChildId, ever: readonly AnyEvent[]): readonly AlertId[] =>
  itemsOf(rule, ever).flatMap((item) => KINDS.map((kind) => alertIdOf(rule, child, item, kind)));

/** The items that a rule can be about. */
export function itemsOf(rule: ChildRule, ever: readonly AnyEvent[]): readonly string[] {
  const triggers = new Set<string>(rule.triggers);
  return [...new Set(ever.filter(({ type }) => triggers.has(type)).flatMap((event) => itemOf(event) ?? []))];
}

/** The clock of what a rule waits for about one item. */
export const waitTimerId = (rule: Rule, subject: string, item: string): string =>
  `${RULE_TIMER}/${rule.id}/${subject}/${item}`;
export const RULE_TIMER = 'rule';
export const ruleOfTimer = (timerId: string): string | undefined => timerId.split('/')[1];
