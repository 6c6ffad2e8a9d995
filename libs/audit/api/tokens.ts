export const REPLAYS = Symbol('replays');
export const REPLAY_DOORS = Symbol('replay doors');
