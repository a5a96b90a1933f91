/** Commands that question a journal by a model of the venue ({@link smc.ops.question}). The main thread; they write nothing. */
package smc.ops.cli.question;
