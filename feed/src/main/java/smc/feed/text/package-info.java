/** Lines of text files, packed or not, and the sum of what was read. */
package smc.feed.text;
