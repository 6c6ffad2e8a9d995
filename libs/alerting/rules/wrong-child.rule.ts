import type { RecallRule } from '../domain/rule';

export const wrongChild: RecallRule = {
  about: 'recall',
  id: 'wrong-child',
  version: 1,
  title: 'Taken back: an alert that you were told of used another child’s record',
  words:
    'When records taken for one child’s are found to be another’s, everybody who was told of an alert that used one of them ' +
    'is told so, each by themselves, and asked to acknowledge it. What they were told then stays as it was, to be read as it was.',
  why:
    'Who was told something wrong goes on believing it. An alert that merely closes tells nobody that its content was of ' +
    'another child, and that what was made of it is to be looked at again.',
  source: 'Design: an alert that used another child’s record is taken back, and whoever had it is told',
  triggers: ['identity.record-unlinked', 'identity.child-split'],
  hears: [],
  severity: 'today',
  owner: 'each who was told',
  informed: 'nobody else',
  freshness: 'none: it is told however long ago they were told',
  next: [
    'Open the alert that is taken back: what did you do because of it, and whom did you tell?',
    'Tell them that it was not so, and take what you noted out of the child’s file.',
    'Destroy letters, prints and copies of it, or give them back to your data officer.',
  ],
  exclusions: [
    'two children who were found to be one: what was told is so',
    'who was told before the record was linked, or where the alert did not use it',
  ],
  never: [
    'says whose record it was, or names another child',
    'waits for an area to switch it on: it goes to whoever was told',
    'tells anybody who had not been told',
  ],
  thresholds: {},
};
