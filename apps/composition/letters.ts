import { postLetter, withdrawLetters } from '@tributary/alerting';
import type { Post } from '@tributary/chronology';
import { derivedId } from '@tributary/kernel';

/** Mails whoever has to decide about access as it mails of alerts: that there is something, never what. */
export const letters: Post = {
  post: ({ about, step, to, from }, tx) => {
    const messageId = `<${derivedId('mail', 'access', about, to, step)}@tributary>`;
    return postLetter({ messageId, alertId: about, practitioner: to, severity: 'today', since: from }, tx);
  },
  withdraw: (about, tx) => withdrawLetters(about, tx),
};
