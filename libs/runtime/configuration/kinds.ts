/** What a variable's text means, or what is wrong with it. */
export type Parsed<T> = Readonly<{ value: T } | { wrong: string }>;

/** One environment variable: its name is its key in `variables`. */
export type Variable<T> = Readonly<{
  /** As text, as it stands in the documentation; undefined where there is none. */
  default?: string;
  about: string;
  /** Never repeated in an error message. */
  secret?: true;
  parse(text: string): Parsed<T>;
}>;

type About = Readonly<{ default?: string; about: string; secret?: true }>;

export const text = (given: About): Variable<string> => ({ ...given, parse: (value) => ({ value }) });

export const oneOf = <const T extends readonly string[]>(values: T, given: About): Variable<T[number]> => ({
  ...given,
  parse: (value) => (isOneOf(values, value) ? { value } : { wrong: `must be one of ${values.join(', ')}` }),
});

const isOneOf = <T extends readonly string[]>(values: T, value: string): value is T[number] => values.includes(value);

export const whole = (range: Readonly<{ min: number; max: number }>, given: About): Variable<number> => ({
  ...given,
  parse: (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
    return number >= range.min && number <= range.max
      ? { value: number }
      : { wrong: `must be a whole number from ${range.min} to ${range.max}` };
  },
});

/** A share from 0 to 1. */
export const share = (given: About): Variable<number> => ({
  ...given,
  parse: (value) =>
    /^(0|1|0?\.\d{1,6}|1\.0{1,6})$/.test(value) ? { value: Number(value) } : { wrong: 'must be from 0 to 1' },
});

export const yesNo = (given: About): Variable<boolean> => ({
  ...given,
  parse: (value) =>
    value === '1' || value === '0' ? { value: value === '1' } : { wrong: 'must be 1 (yes) or 0 (no)' },
});

export const url = (schemes: readonly string[], given: About): Variable<string> => ({
  ...given,
  parse: (value) => {
    const scheme = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : '';
    return schemes.includes(scheme)
      ? { value }
      : { wrong: `must be a URL that starts with ${schemes.join(':// or ')}://` };
  },
});

/** `host:port` pairs with commas between. */
export const brokers = (given: About): Variable<readonly string[]> => ({
  ...given,
  parse: (value) => {
    const list = value.split(',').map((one) => one.trim());
    return list.every((one) => /^[^\s:]+:\d{1,5}$/.test(one))
      ? { value: list }
      : { wrong: 'must be host:port pairs with commas between them' };
  },
});

const DURATION = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/;

/** ISO 8601 days to seconds (`P2D`, `PT4H`, `P1DT12H`), or seconds alone. Result in milliseconds. */
export function parseDuration(value: string): number | undefined {
  if (/^\d{1,8}$/.test(value)) return Number(value) * 1_000;
  const match = DURATION.exec(value);
  const [days, hours, minutes, seconds] = (match?.slice(1) ?? []).map((part) => (part ? Number(part) : undefined));
  if ([days, hours, minutes, seconds].every((part) => part === undefined)) return undefined;
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1_000;
}

export const duration = (given: About): Variable<number> => ({
  ...given,
  parse: (value) => {
    const milliseconds = parseDuration(value);
    return milliseconds === undefined || milliseconds === 0
      ? { wrong: 'must be a time span such as PT4H, PT15M or P2D, or a number of seconds, and longer than nothing' }
      : { value: milliseconds };
  },
});

/** The same, or `off`. */
export const durationOrOff = (given: About): Variable<number | 'off'> => ({
  ...given,
  parse: (value) => {
    if (value === 'off') return { value };
    const span = duration(given).parse(value);
    return 'wrong' in span ? { wrong: `${span.wrong}; or off` } : span;
  },
});
