/**
 * The dashboard of an engine or of a folder: where it is, when it begins, and that a taken port stops nobody. Its thread does what may wait, so that a
 * start never does.
 */
package smc.ops.api.dashboard;
