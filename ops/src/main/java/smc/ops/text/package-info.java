/**
 * Text for people: aligned tables and progress.
 *
 * <p>The caller's thread.
 */
package smc.ops.text;
