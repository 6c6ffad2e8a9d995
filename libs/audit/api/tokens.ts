export const REPLAYS = Symbol('replays');
export const CHILD_EXPORTS = Symbol('child exports');
export const REPLAY_DOORS = Symbol('replay doors');
export const EVENT_FILES = Symbol('event-files');
export const ALERT_COPIES = Symbol('alert copies');
export const WHAT_LEFT = Symbol('what left');
