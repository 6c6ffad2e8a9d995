import type { Occurred } from '@tributary/kernel';

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'long' });
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' });

/** `7 March 2026`, for a day or for the day of an instant. */
export const dayInWords = (text: string): string => day.format(new Date(text.length === 10 ? `${text}T12:00Z` : text));
/** `7 March 2026 at 16:05`, in Europe/London. */
export const timeInWords = (at: string): string => `${dayInWords(at)} at ${clock.format(new Date(at))}`;

const SESSIONS = { AM: ', morning', PM: ', afternoon' } as const;

/** When something happened, as exactly as it was said and no more. */
export function whenInWords(occurred: Occurred): string {
  if ('at' in occurred) return timeInWords(occurred.at);
  if ('on' in occurred) return `${dayInWords(occurred.on)}${occurred.session ? SESSIONS[occurred.session] : ''}`;
  if (occurred.to === occurred.from) return dayInWords(occurred.from);
  if (occurred.to === undefined) return `From ${dayInWords(occurred.from)}`;
  return `${dayInWords(occurred.from)} to ${dayInWords(occurred.to)}`;
}

/** `allocated-worker`, `startDate` → `allocated worker`, `start date`. */
export const spoken = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
