import '../composition/refuse-old-node';
import 'reflect-metadata';
import { start } from '../composition/start';

/** Runs the rules, the clocks that take an alert on to the next person, and the rounds that erase or look again. */
start({ app: 'alerter', reactors: true, timers: true, holding: true, reconsidering: true });
