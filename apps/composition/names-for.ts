import { NAME } from '@tributary/access';
import type { Judge } from '@tributary/chronology';
import type { Children } from '@tributary/identity';

/** The reader's own agency's words first, then what others call the child; each only where something opens it. */
export function namesFor(
  agency: string,
  named: Awaited<ReturnType<Children['names']>>,
  judge: Judge,
): readonly string[] {
  const open = named.filter((one) => {
    const matter = {
      type: NAME,
      agency: one.agency,
      dataClass: 'general',
      release: { state: 'open' },
    } as const;
    return judge(matter).level === 'content';
  });
  const own = open.filter((one) => one.agency === agency);
  const shown = own.length > 0 ? own : open;
  return [...new Set(shown.map((one) => [one.givenName, one.familyName].filter(Boolean).join(' ')).filter(Boolean))];
}
