import { type PlainDate, plusDays, startOfDay } from '@tributary/kernel';
import type { Finding } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { factsOf, type Scene } from '../domain/scene';
import {
  BEFORE_BIRTH,
  BORN,
  type Details,
  detailsOf,
  isExpecting,
  isLost,
  OPEN,
  wordOf,
  workBefore,
} from './before-birth';
import { DUTY, NEVER_ANY, WORKERS } from './shared';

export const expectedBirthPassed: ChildRule = {
  about: 'child',
  id: 'expected-birth-passed',
  version: 1,
  title: 'A child with a plan, or an assessment, before birth should be born by now, and no birth is known',
  words:
    'When children’s services have a plan, an assessment or a conference of a child not yet born, and two weeks have ' +
    'passed since the day on which birth was expected without a birth being known here, the allocated social worker is ' +
    'told. It ends when a birth is known, or the record no longer expects the child.',
  why:
    'A newborn comes under a name and a number of their own, and only a person may say that it is the child of the plan. ' +
    'Where nobody has said so, and nobody rang, a child who was worried about before birth is known to nobody after it.',
  source:
    'Practice research, Annex A2 “birth where an unborn protection plan is open; plan not carried to the baby”. Birth is ' +
    'brought on by the 42nd week (NICE NG207); how long to wait is local policy',
  triggers: ['social-care.child-details-recorded'],
  hears: [...BORN, ...BEFORE_BIRTH],
  severity: 'today',
  owner: 'the allocated social worker; else the duty social worker',
  informed: 'nobody else',
  freshness: 'seven days from the day on which the wait is over (FRESHNESS)',
  waits: 'days from the day on which birth is expected; where another day is stated, from that',
  next: [
    'Ask the midwife of the plan first, before anybody rings the family: a pregnancy may have ended.',
    'Has the child been born, where are they now, and does what was agreed happen?',
    'Put the birth on your own record, with name and NHS number; tell the data stewards where a newborn waits for them.',
  ],
  exclusions: [
    'a birth that is known, by any record of the child: what follows from it is another rule’s',
    'a child who was not born alive, or has died: nobody is told',
    'a case that is closed, and a record that no longer expects the child',
    'a referral alone: nobody has planned or assessed anything yet',
    'an enquiry under section 47: it is held back until it is released',
  ],
  never: ['asks a family', 'says whether a newborn was found who may be the child', ...NEVER_ANY],
  thresholds: {
    days: { value: 14, unit: 'days', about: 'after the day expected, at whose end a birth must be known' },
  },
  look: (scene) => (isBorn(scene) || isLost(scene) ? [] : detailsOf(scene).flatMap((about) => judge(scene, about))),
};

const isBorn = (scene: Scene): boolean => factsOf(scene, ...BORN).length > 0;

function judge(scene: Scene, about: Details): Finding[] {
  const expected = about.data.expectedBirthDate as PlainDate | undefined;
  if (expected === undefined || !isExpecting(about)) return [];
  const over = plusDays(expected, scene.threshold('days') + 1);
  const until = startOfDay(over);
  const now = scene.stateAt(scene.asOf);
  const word = wordOf(OPEN.map((name) => now[name].word));
  if (word === 'none-known' || workBefore(scene, over).length === 0) return [];
  if (scene.asOf < until) return [{ kind: 'waits', about, until }];
  // The duty desk can look in its own system.
  if (word === 'not-current') return [{ kind: 'status-unknown', about, since: until, informed: [DUTY] }];
  return [{ kind: 'found', about, since: until, owner: [WORKERS], informed: [] }];
}
