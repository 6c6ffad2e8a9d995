import type { FeedInfo } from '../pipeline/ports';
import { feedOf } from './senders';

const feed = (id: string, mllp?: FeedInfo['mllp'], format = 'hl7v2'): FeedInfo => ({ id, format, mllp }) as FeedInfo;
const shown = (certificate: string | undefined, application = 'PAS', facility = 'WEXGEN') => ({
  ...{ certificate, application, facility },
});

describe('whose message it is', () => {
  const feeds = [
    feed('by-certificate', { certificate: 'wexgen-pas' }),
    feed('by-both', { certificate: 'wexgen-pas', application: 'ED' }),
    feed('here', { application: 'PAS', facility: 'WEXGEN' }),
    feed('not-this-way'),
    feed('another-form', { certificate: 'csv' }, 'attendance-csv'),
  ];

  it.each([
    ['a certificate names it', shown('wexgen-pas'), 'by-certificate'],
    ['what asks for more goes first', shown('wexgen-pas', 'ED'), 'by-both'],
    ['no certificate, within the machine', shown(undefined), 'here'],
    ['what the message says does not stand in for a certificate', shown(undefined, 'ED'), undefined],
    ['a certificate is not enough where it names another', shown('stranger'), undefined],
    ['one without a name is none', shown(''), undefined],
    ['a feed of another form takes nothing', shown('csv'), undefined],
  ])('%s', (_, by, id) => expect(feedOf(feeds, by)?.id).toBe(id));
});
