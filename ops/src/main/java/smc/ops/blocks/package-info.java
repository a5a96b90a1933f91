/**
 * Detector events as rows of a file: recorded, written, compared with an expectation.
 *
 * <p>Cold: any thread, plain Java.
 */
package smc.ops.blocks;
