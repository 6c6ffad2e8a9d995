import type { AnyEvent } from '@tributary/catalogue';
import { type AlertId, type ChildId, derivedId, Lru } from '@tributary/kernel';
import type { ChildRule, Rule } from './domain/rule';

/** That a status is unknown is another thing than what the rule is about: neither alert stands in the other's way. */
export type Kind = 'found' | 'status-unknown';
export const KINDS: readonly Kind[] = ['found', 'status-unknown'];

/** What a source calls the item that an event states; undefined for what no source stated. */
export const itemOf = (event: AnyEvent): string | undefined =>
  'record' in event.source ? event.source.record : undefined;

/** A child is looked at again and again: what was derived is remembered, about 300 bytes each. */
const derived = new Lru<string, Readonly<Record<Kind, AlertId>>>(32_768);

/** One alert for each item a source stated about a child: a corrected suspension raises no second one. */
export const alertIdOf = (rule: Rule, child: ChildId, item: string, kind: Kind): AlertId =>
  alertsOf(rule, child, item)[kind];

function alertsOf(rule: Rule, child: ChildId, item: string): Readonly<Record<Kind, AlertId>> {
  const name = `${rule.id} ${child} ${item}`;
  const known = derived.get(name);
  if (known) return known;
  const idOf = (kind: Kind): AlertId => derivedId('alert', rule.id, child, item, kind) as AlertId;
  const made = { found: idOf('found'), 'status-unknown': idOf('status-unknown') };
  derived.set(name, made);
  return made;
}

/** Every alert that a rule can ever have raised about a child in whose records all this was said. */
export const alertIdsOf = (rule: ChildRule, child: ChildId, ever: readonly AnyEvent[]): readonly AlertId[] =>
  itemsOf(rule, ever).flatMap((item) => {
    const alerts = alertsOf(rule, child, item);
    return KINDS.map((kind) => alerts[kind]);
  });

/** The items that a rule can be about. */
export function itemsOf(rule: ChildRule, ever: readonly AnyEvent[]): readonly string[] {
  const items = new Set<string>();
  for (const event of ever) {
    const item = rule.triggers.includes(event.type) ? itemOf(event) : undefined;
    if (item !== undefined) items.add(item);
  }
  return [...items];
}

/** The clock of what a rule waits for about one item. */
export const waitTimerId = (rule: Rule, subject: string, item: string): string =>
  `${RULE_TIMER}/${rule.id}/${subject}/${item}`;
export const RULE_TIMER = 'rule';
export const ruleOfTimer = (timerId: string): string | undefined => timerId.split('/')[1];
