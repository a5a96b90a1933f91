/**
 * Looks at a machine, a data folder, a configuration and a venue before an engine trades there: a list of checks, each of which says what it expected,
 * what it found and how to mend it. Nothing is changed, but the pass that a start asks for. The main thread.
 */
package smc.ops.doctor;
