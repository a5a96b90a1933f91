/**
 * What differs between two configurations, of what kind that is, and whether a start may go on by the later one. Reads nothing and changes nothing; on
 * whichever thread starts the program.
 */
package smc.engine.config.change;
