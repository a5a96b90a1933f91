/** What must be shown before more of the capital may be traded with: a list of conditions over an engine's journal. Nothing is written. */
package smc.ops.stage;
