import { CLOSURE_REASON, type DataOf, REFERRAL_SOURCE } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Fact } from '../format';
import { fact, flagged, maybe, retraction, type Stated } from '../shared/facts';
import type { BlockContext } from './blocks';
import { booleanOf, codeOf, dateOf, type Json, textOf } from '../shared/json-values';

/**
 * An episode's own two facts: its referral and its closure. A payload without a referral date speaks of the episode's
 * parts only; with one, a closure that is no longer given is taken back.
 */
export function episodeFacts(episode: Json, context: BlockContext): readonly Fact[] {
  const [opened, closed] = [dateOf(episode, 'referral_date'), dateOf(episode, 'closure_date')];
  const stated = (name: string, on: PlainDate | undefined): Stated => ({
    item: `csc/${context.child}/episode/${context.episode}/${name}`,
    occurred: { on: on ?? context.fallback },
  });
  const [referral, closure] = [stated('referral', opened), stated('closure', closed)];
  if (context.retracted) {
    return [retraction('social-care.referral-received', referral), retraction('social-care.case-closed', closure)];
  }
  const facts: Fact[] = [];
  if (opened !== undefined)
    facts.push(fact('social-care.referral-received', referral, referralData(episode, context, opened)));
  if (closed !== undefined) facts.push(fact('social-care.case-closed', closure, closureData(episode, context, closed)));
  else if (opened !== undefined) facts.push(retraction('social-care.case-closed', closure));
  return facts;
}

function referralData(episode: Json, context: BlockContext, date: PlainDate): DataOf<'social-care.referral-received'> {
  const referrer = codeOf(episode, 'referral_source', REFERRAL_SOURCE);
  return {
    date,
    episode: context.episode,
    ...maybe('referrer', referrer),
    ...maybe('noFurtherAction', booleanOf(episode, 'referral_no_further_action_flag')),
    ...flagged(referrer?.unmapped && 'code-unmapped'),
  };
}

function closureData(episode: Json, context: BlockContext, date: PlainDate): DataOf<'social-care.case-closed'> {
  const [reason, opened] = [codeOf(episode, 'closure_reason', CLOSURE_REASON), dateOf(episode, 'referral_date')];
  return {
    date,
    episode: context.episode,
    ...maybe('reason', reason),
    ...flagged(
      reason === undefined ? 'reason-missing' : reason.unmapped && 'code-unmapped',
      opened !== undefined && date < opened && 'end-before-start',
    ),
  };
}

/** A closure date that is there and cannot be read must not reopen the case. */
export const unreadableDate = (episode: Json): string | undefined =>
  ['referral_date', 'closure_date'].find(
    (name) => textOf(episode, name) !== undefined && dateOf(episode, name) === undefined,
  );
