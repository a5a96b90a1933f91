/**
 * What somebody who is allowed to may ask of a running engine in a chat, and what he is answered. What only makes it safer is done at once; what does not
 * wants a one-time code. All of it goes the way of {@code ./smc pause} and the like, into the journal. The thread of the listener.
 */
package smc.ops.notify.command;
