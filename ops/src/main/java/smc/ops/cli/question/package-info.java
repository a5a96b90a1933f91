/**
 * Commands that question a journal by a model of the venue ({@link smc.ops.question}). The main thread; they write nothing, but for the result of
 * {@code nightly} and what its retention does.
 */
package smc.ops.cli.question;
