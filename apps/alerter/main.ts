import '../composition/refuse-old-node';
import 'reflect-metadata';
import { start } from '../composition/start';

/** Runs the rules, and the clocks that take an alert on to the next person. */
start({ app: 'alerter', reactors: true, timers: true });
